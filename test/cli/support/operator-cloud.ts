import { connect, disconnect, type Clients } from '../../../cli/pipeline/clients';
import { gateDescriptionParameter, type GateDescription } from '../../../lambda/contract/gate-description';
import { codepipeline } from '../../../rehearsal/services/codepipeline/codepipeline';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { ssm } from '../../../rehearsal/services/ssm/ssm';
import { operator } from '../../rehearsal/support/fake-cloud';
import { powerfulRole } from '../../rehearsal/support/deploy-cloud';
import { approval, properties } from '../../rehearsal/support/pipeline-cloud';
import { createResource, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';

const description: GateDescription = {
  validationsTable: 'validations',
  evidenceBucket: 'evidence',
  stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:gate',
  reportUrl: 'http://127.0.0.1:1',
  reportSecret: 'secret',
  switchParameter: '/unbreakable/switch',
  environmentsPrefix: '/unbreakable/environments',
};

const environment = (deploymentGroupName: string, rollback: boolean) => ({
  cloudwatch: { dimensions: { LoadBalancer: 'app/lb/1' } },
  deployment: { kind: 'server', applicationName: 'app', deploymentGroupName },
  rollback,
});

/** What an operator meets: a gate with its switch, and the pipeline `pipe` with Staging and Production. */
export interface OperatorCloud {
  readonly cloud: CloudHost;
  /** The operator's own clients, through the real SDK. */
  readonly clients: Clients;
  /** Sets an SSM parameter, as the stacks or a person would. */
  parameter(name: string, value: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it, with more services where a test needs them. `stop` ends it. */
export async function operatorCloud(...more: readonly ServiceFactory[]): Promise<OperatorCloud> {
  const cloud = await startCloud([ssm, s3, codepipeline, ...more]);
  const clients = connect({ region: cloud.region, endpoint: cloud.endpoint, credentials: cloud.operator });
  const parameter = async (Name: string, Value: string): Promise<void> => {
    await cloud.call('ssm', 'PutParameter', { Name, Value, Type: 'String', Overwrite: true }, operator);
  };
  await parameter(gateDescriptionParameter, JSON.stringify(description));
  await parameter(
    '/unbreakable/environments/pipe',
    JSON.stringify({ environments: { Staging: environment('Staging', false), Production: environment('Production', true) } }),
  );
  await parameter(description.switchParameter, 'on');
  const RoleArn = await powerfulRole(cloud, 'pipeline', { Service: 'codepipeline.amazonaws.com' });
  const stages = ['Staging', 'Production'].map((Name) => ({ Name, Actions: [approval(`Approve${Name}`)] }));
  await createResource(cloud, 'AWS::CodePipeline::Pipeline', properties(stages, { RoleArn }));
  return {
    cloud,
    clients,
    parameter,
    stop: async () => {
      disconnect(clients);
      await stopClouds();
    },
  };
}
