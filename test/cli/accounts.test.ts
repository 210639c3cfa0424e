/** Commands about environments that have an account of their own: they look under its Read role, as the gate does. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { dryPorts } from '../../cli/heal/ports';
import { connect, disconnect } from '../../cli/pipeline/clients';
import { startClock } from '../../rehearsal/clock/virtual-clock';
import type { PolicyStatement } from '../../rehearsal/cloud/cloud';
import type { CloudHost } from '../../rehearsal/cloud/host';
import { ssm } from '../../rehearsal/services/ssm/ssm';
import { recorder } from '../rehearsal/support/deploy-cloud';
import { operator } from '../rehearsal/support/fake-cloud';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../rehearsal/support/real-cloud';
import { run } from './support/run';
import { monspecFile, pathOf, window } from './support/series';

let cloud: CloudHost;
let person: string;
/** Names of the roles that CloudWatch and CodeDeploy were asked under. */
const callers = new Set<string>();
const noteCaller = (caller: unknown): void => void callers.add((caller as { arn?: string }).arn?.split('/').at(-1) ?? 'operator');

const monitoring = recorder('monitoring', 'cloudwatch', {
  GetMetricData: (input, caller) => {
    noteCaller(caller);
    const { MetricDataQueries } = input as { MetricDataQueries: { Id: string }[] };
    return {
      MetricDataResults: MetricDataQueries.map(({ Id }) => ({ Id, StatusCode: 'Complete', Timestamps: [new Date(0)], Values: [1] })),
    };
  },
});
const codedeploy = recorder('codedeploy', 'codedeploy', {
  GetDeploymentGroup: (_input, caller) => {
    noteCaller(caller);
    return { deploymentGroupInfo: {} };
  },
});

/** The Read role of an environment, which lets in whoever is named. */
async function createReader(environment: string, letsIn: string): Promise<string> {
  const trust: PolicyStatement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Condition: { StringEquals: { 'sts:ExternalId': 'shop' }, ArnLike: { 'aws:PrincipalArn': letsIn } },
  };
  const Statement = { Effect: 'Allow', Action: ['cloudwatch:GetMetricData', 'codedeploy:GetDeploymentGroup'], Resource: '*' };
  const { attributes } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      RoleName: `${environment}Read`,
      AssumeRolePolicyDocument: { Statement: [trust] },
      Policies: [{ PolicyName: 'Read', PolicyDocument: { Statement } }],
    },
    environment,
  );
  return String(attributes['Arn']);
}

const environment = (deploymentGroupName: string, readRoleArn: string) => ({
  cloudwatch: { dimensions: { LoadBalancer: 'app/lb/1', TargetGroup: 'targetgroup/tg/1' } },
  deployment: {
    kind: 'server' as const,
    applicationName: 'app',
    deploymentGroupName,
    account: { readRoleArn, redeployRoleArn: readRoleArn, region: 'us-east-1', externalId: 'shop' },
  },
  rollback: false,
});

const variables = () => {
  const { accessKeyId, secretAccessKey, sessionToken } = cloud.credentials(person);
  return {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
};

/** A pipeline whose environments let in somebody. @param letsIn default: the person at the keyboard */
const open = async (letsIn?: string) => {
  callers.clear();
  // The SDK compares the end of credentials with this machine's clock.
  cloud = await startCloud([ssm, monitoring, codedeploy], { clock: startClock(60, Date.now()) });
  person = await createRole(cloud, [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'ssm:GetParameter'], Resource: '*' }], 'Person');
  const [staging, production] = [
    environment('Staging', await createReader('Staging', letsIn ?? person)),
    environment('Production', await createReader('Production', letsIn ?? person)),
  ];
  const Value = JSON.stringify({ environments: { Staging: staging, Production: production } });
  await cloud.call('ssm', 'PutParameter', { Name: '/unbreakable/environments/shop', Value, Type: 'String' }, operator);
  return { staging, production };
};

afterEach(stopClouds);

const evaluate = () => run(['evaluate', monspecFile(), '--comparison', 'ToProduction', '--pipeline', 'shop', ...window], variables());
const init = () => run(['init', pathOf('described.json'), '--pipeline', 'shop', '--force'], variables());

test('evaluate and init measure each environment under its own role', async () => {
  await open();
  expect((await evaluate()).err).not.toContain('did not answer');
  expect([...callers].sort()).toEqual(['ProductionRead', 'StagingRead']);
  callers.clear();
  expect((await init()).out).toContain('Staging, Production');
  expect([...callers].sort()).toEqual(['ProductionRead', 'StagingRead']);
});

test.each([
  ['evaluate', evaluate],
  ['init', init],
])('%s says whom to let in where an account does not', async (_, command) => {
  await open('arn:aws:iam::123456789012:role/Somebody');
  const { code, err } = await command();
  expect(code).toBe(3);
  expect(err).toMatch(
    /role\/\w+Read does not let you in \(.*AssumeRole.*\)\. Use credentials of the tools account, name your role there in/s,
  );
  expect(callers.size).toBe(0);
});

describe('heal', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });
  const deployer = () => {
    Object.assign(process.env, variables());
    const clients = connect(clientSettings(cloud, person));
    const gate = {
      validationsTable: 't',
      evidenceBucket: 'e',
      stateMachineArn: 's',
      reportUrl: 'u',
      reportSecret: 'r',
      switchParameter: '/s',
      environmentsPrefix: '/unbreakable/environments',
    };
    const { deployer: made } = dryPorts(gate, clients, new CloudWatchClient(clientSettings(cloud, person)));
    return { made, close: () => disconnect(clients) };
  };

  test('asks for deployments under the role of the account', async () => {
    const { production } = await open();
    const { made, close } = deployer();
    expect(await made.lastSucceeded(production.deployment)).toBeUndefined();
    expect([...callers]).toEqual(['ProductionRead']);
    close();
  });

  test('says whom to let in', async () => {
    const { production } = await open('arn:aws:iam::123456789012:role/Somebody');
    const { made, close } = deployer();
    await expect(made.lastSucceeded(production.deployment)).rejects.toThrow(/ProductionRead does not let you in .*accounts\.readers/s);
    close();
  });
});
