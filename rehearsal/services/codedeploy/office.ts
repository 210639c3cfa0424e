/** Takes requests for deployments, one at a time for each group, and rolls back where a group asks for it. */
import type { DeploymentCreator, FileExistsBehavior, RevisionLocation } from '@aws-sdk/client-codedeploy';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { deploy } from './deployer';
import { shiftLocation } from './function/app-spec';
import { isActive, type Config, type Deployment, type Group } from './model';
import { newDeploymentId, type Store } from './store';

export interface DeploymentRequest {
  readonly group: Group;
  readonly revision: RevisionLocation;
  readonly configName?: string | undefined;
  readonly description?: string | undefined;
  readonly creator?: DeploymentCreator;
  readonly ignoreApplicationStopFailures?: boolean | undefined;
  readonly fileExistsBehavior?: FileExistsBehavior | undefined;
  /** In place of the group's alarms. */
  readonly alarms?: readonly string[] | undefined;
}

const allAtOnce = 'CodeDeployDefault.LambdaAllAtOnce';

export class Office {
  constructor(
    private readonly cloud: Cloud,
    private readonly store: Store,
  ) {}

  /** Throws AwsError DeploymentLimitExceededException while another deployment of the group is under way. */
  create(request: DeploymentRequest): Deployment {
    const { group, revision } = request;
    const config = this.store.config(request.configName ?? group.configName);
    requirePlatform(request, config);
    this.requireFree(group);
    const now = this.cloud.clock.now();
    const application = this.store.application(group.application);
    const known = this.store.register(application, revision, now);
    known.firstUsedAt ??= now;
    known.lastUsedAt = now;
    const deployment = newDeployment(request, config.name, now);
    this.store.deployments.set(deployment.id, deployment);
    group.lastAttempted = deployment;
    const work = deploy(this.cloud, deployment, config).then(() => this.ended(deployment));
    this.cloud.background('codedeploy', `deployment ${deployment.id}`, work);
    return deployment;
  }

  /** Ends what runs; a rollback follows where it is asked for. */
  stop(deployment: Deployment, rollback: boolean | undefined): void {
    this.rollBackStopped.set(deployment, rollback ?? deployment.group.rollbackEvents.includes('DEPLOYMENT_STOP_ON_REQUEST'));
    deployment.abort.abort(new AwsError('DeploymentStopped', 'The deployment was stopped.'));
  }

  /** Ends everything, when the rehearsal ends. */
  close(): void {
    this.closed = true;
    for (const { abort } of this.store.deployments.values()) abort.abort(new AwsError('DeploymentStopped', 'The rehearsal has ended.'));
  }

  private closed = false;
  private readonly rollBackStopped = new WeakMap<Deployment, boolean>();

  private requireFree({ name, application }: Group): void {
    const active = [...this.store.deployments.values()].find(
      (deployment) => deployment.group.name === name && deployment.group.application === application && isActive(deployment),
    );
    if (active === undefined) return;
    throw new AwsError(
      'DeploymentLimitExceededException',
      `The Deployment Group '${name}' already has an active Deployment '${active.id}'`,
    );
  }

  private wantsRollback(deployment: Deployment): boolean {
    const { rollbackEvents } = deployment.group;
    if (deployment.error?.code === 'ALARM_ACTIVE') return rollbackEvents.includes('DEPLOYMENT_STOP_ON_ALARM');
    return deployment.status === 'Stopped'
      ? (this.rollBackStopped.get(deployment) ?? false)
      : deployment.status === 'Failed' && rollbackEvents.includes('DEPLOYMENT_FAILURE');
  }

  private ended(deployment: Deployment): void {
    const revision = this.wantsRollback(deployment) ? rollbackRevision(deployment) : undefined;
    if (this.closed || revision === undefined || deployment.creator === 'codeDeployRollback') return;
    const rollback = this.create({
      group: deployment.group,
      revision,
      creator: 'codeDeployRollback',
      alarms: [],
      configName: deployment.group.platform === 'Lambda' ? allAtOnce : deployment.configName,
      fileExistsBehavior: 'OVERWRITE',
      description: `Rollback deployment from deployment: ${deployment.id}`,
    });
    deployment.rollback = { rollbackDeploymentId: rollback.id };
    rollback.rollback = { rollbackTriggeringDeploymentId: deployment.id };
  }
}

/** A revision and a configuration fit the compute platform of their group. */
const requirePlatform = ({ group, revision }: DeploymentRequest, config: Config): void => {
  const wanted = group.platform === 'Server' ? revision.revisionType === 'S3' : revision.revisionType !== 'S3';
  if (!wanted)
    throw new AwsError('InvalidRevisionException', `A revision of type ${revision.revisionType} cannot be deployed to ${group.platform}.`);
  if (config.platform !== group.platform)
    throw new AwsError('InvalidDeploymentConfigNameException', `${config.name} is not a configuration for compute platform ${group.platform}.`);
};

/** What undoes a deployment: the last good revision, or for an alias the version from which it came. */
const rollbackRevision = ({ group, traffic }: Deployment): RevisionLocation | undefined => {
  if (group.platform === 'Server') return group.lastSuccessful?.revision;
  if (traffic === undefined || traffic.share === 0) return undefined;
  return shiftLocation({ ...traffic.shift, from: traffic.shift.from, to: traffic.shift.from });
};

const newDeployment = (request: DeploymentRequest, configName: string, createdAt: number): Deployment => {
  const previous = request.group.lastSuccessful?.revision;
  return {
    id: newDeploymentId(),
    group: request.group,
    revision: request.revision,
    ...(previous === undefined ? {} : { previousRevision: previous }),
    configName,
    ...(request.description === undefined ? {} : { description: request.description }),
    creator: request.creator ?? 'user',
    ignoreApplicationStopFailures: request.ignoreApplicationStopFailures ?? false,
    fileExistsBehavior: request.fileExistsBehavior ?? 'DISALLOW',
    createdAt,
    alarms: request.alarms ?? request.group.alarms,
    abort: new AbortController(),
    status: 'Created',
    instances: [],
  };
};
