/**
 * Blue/green deployments of services:
 *
 *   start green → healthy → shift production traffic → bake → stop blue
 *
 * An alarm that goes off on the way, too many failed tasks or a person who stops it: traffic goes back to blue, which
 * has been there all the time, and green is stopped.
 */
import type { ServiceDeploymentLifecycleStage } from '@aws-sdk/client-ecs';
import type { Cloud } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import { DeploymentEnded, type EarlyEnd } from './deployment-end';
import { deploymentEvent } from './events';
import type { ServiceDeployment, ServiceRevision } from './model';
import { check, ignoreOldAlarms } from './monitor';
import type { Scheduler } from './scheduler';

/** Pause between two looks at a deployment, virtual milliseconds. */
const lookEvery = 5_000;

export class Deployer {
  constructor(
    private readonly cloud: Cloud,
    private readonly scheduler: Scheduler,
    private readonly lifetime: Lifetime,
  ) {}

  /** Runs a deployment to whichever end it comes to. */
  async run(deployment: ServiceDeployment): Promise<void> {
    const { service, target } = deployment;
    if (service.serving !== undefined) deployment.source = service.serving;
    target.group = service.serving?.group === service.targets.groups[0] ? service.targets.groups[1] : service.targets.groups[0];
    this.mark(deployment, 'IN_PROGRESS');
    deployment.startedAt = this.cloud.clock.now();
    deploymentEvent(this.cloud, deployment, 'SERVICE_DEPLOYMENT_IN_PROGRESS');
    try {
      await this.goForward(deployment);
    } catch (error) {
      if (!(error instanceof DeploymentEnded)) throw error;
      await this.goBack(deployment, error.end);
    }
  }

  private async goForward(deployment: ServiceDeployment): Promise<void> {
    const { service, source, target } = deployment;
    await ignoreOldAlarms(this.cloud, deployment);
    this.enter(deployment, 'SCALE_UP');
    await this.until(deployment, () => this.scheduler.isReady(service, target));
    this.enter(deployment, 'PRODUCTION_TRAFFIC_SHIFT');
    await this.shift(deployment, target);
    if (source !== undefined) {
      this.enter(deployment, 'BAKE_TIME');
      const end = this.cloud.clock.now() + (deployment.configuration.bakeTimeInMinutes ?? 0) * 60_000;
      await this.until(deployment, () => this.cloud.clock.now() >= end);
      this.enter(deployment, 'CLEAN_UP');
      await this.scheduler.stopAll(source, `Scaling activity initiated by (deployment ${deployment.id})`);
    }
    this.end(deployment, 'SUCCESSFUL', 'SERVICE_DEPLOYMENT_COMPLETED');
  }

  /** Until the condition holds; the tasks are looked after and the monitors are asked meanwhile. */
  private async until(deployment: ServiceDeployment, condition: () => boolean): Promise<void> {
    for (;;) {
      await check(this.cloud, deployment);
      if (condition()) return;
      deployment.failedTasks += await this.scheduler.tend(deployment.service, deployment.target);
      await this.lifetime.sleep(lookEvery);
    }
  }

  private async goBack(deployment: ServiceDeployment, end: EarlyEnd): Promise<void> {
    const { source, target, service } = deployment;
    deployment.reason = `Service deployment ${end.kind === 'abort' ? 'stopped' : 'rolled back'} because ${end.reason}`;
    if (end.kind === 'rollback') this.beginRollback(deployment, end);
    if (source !== undefined) {
      await this.shift(deployment, source);
      if (end.kind === 'rollback') service.taskDefinition = source.taskDefinition;
    }
    await this.scheduler.stopAll(target, `Scaling activity initiated by (deployment ${deployment.id})`);
    const status = end.kind === 'rollback' && source !== undefined ? 'ROLLBACK_SUCCESSFUL' : 'STOPPED';
    this.end(deployment, status, 'SERVICE_DEPLOYMENT_FAILED');
  }

  private beginRollback(deployment: ServiceDeployment, { reason, alarms }: Extract<EarlyEnd, { kind: 'rollback' }>): void {
    const { source } = deployment;
    deployment.triggeredAlarms = alarms;
    if (deployment.stop !== undefined) deployment.stoppedAt = this.cloud.clock.now();
    if (source === undefined) return;
    deployment.rollback = { reason, startedAt: this.cloud.clock.now(), serviceRevisionArn: source.arn };
    this.mark(deployment, 'ROLLBACK_IN_PROGRESS');
  }

  /** All production traffic goes to one revision, at once; ECS changes the rule in the role that the service names. */
  private async shift({ service }: ServiceDeployment, to: ServiceRevision): Promise<void> {
    if (service.serving === to) return;
    const { targets } = service;
    const groups = targets.groups.map((arn) => ({ TargetGroupArn: arn, Weight: arn === to.group ? 100 : 0 }));
    const input = {
      RuleArn: targets.productionListenerRule,
      Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: groups } }],
    };
    await this.cloud.call('elasticloadbalancing', 'ModifyRule', input, { kind: 'role', arn: targets.roleArn });
    service.serving = to;
  }

  private enter(deployment: ServiceDeployment, stage: ServiceDeploymentLifecycleStage): void {
    deployment.stage = stage;
    deployment.updatedAt = this.cloud.clock.now();
  }

  private mark(deployment: ServiceDeployment, status: ServiceDeployment['status']): void {
    deployment.status = status;
    deployment.updatedAt = this.cloud.clock.now();
  }

  private end(
    deployment: ServiceDeployment,
    status: ServiceDeployment['status'],
    event: 'SERVICE_DEPLOYMENT_COMPLETED' | 'SERVICE_DEPLOYMENT_FAILED',
  ): void {
    this.mark(deployment, status);
    deployment.finishedAt = deployment.updatedAt;
    deploymentEvent(this.cloud, deployment, event);
    this.cloud.log('ecs', 'service deployment ended', { service: deployment.service.name, status, reason: deployment.reason });
  }
}
