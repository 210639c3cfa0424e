import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { resourcesOf } from '../../../cli/verify/account';
import { checkStacks, expectedOutputs, readStacks } from '../../../cli/verify/stacks';
import { verifyClients } from '../../../cli/verify/clients';
import { expectedRoles } from '../../../cli/verify/roles';
import { verify } from '../../../cli/verify/verify';
import { cloudformation } from '../../../rehearsal/template/cloudformation';
import { recorder } from '../../rehearsal/support/deploy-cloud';
import { clientSettings, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';
import { templates, type StackName } from '../../lib/support/synthesize';

afterAll(stopClouds);

const stacks = templates();
const place = { partition: 'aws', account: '123456789012', region: 'us-east-1' };

/** The resources of a template, as CloudFormation would list them. */
const resourcesIn = (stack: StackName) =>
  Object.entries(stacks(stack).toJSON()['Resources'] as Record<string, { Type: string }>).map(([logicalId, { Type }]) => ({
    logicalId,
    physicalId: `${stack}-${logicalId}`,
    type: Type,
  }));

test.each(Object.entries(expectedOutputs))('the template of %s has the outputs that are looked for', (stack, outputs) => {
  expect(Object.keys(stacks(stack as StackName).findOutputs('*'))).toEqual(expect.arrayContaining([...outputs]));
});

test('the templates have a role for every function of the permission tables', () => {
  const roles = expectedRoles(place, resourcesIn('UnbreakableGate'), resourcesIn('UnbreakableHealing'), false);
  expect(roles.filter(({ arn }) => arn === undefined)).toEqual([]);
  expect(new Set(roles.map(({ arn }) => arn)).size).toBe(roles.length);
});

test('the templates have the key and the queue that permissions are about', () => {
  const found = [...resourcesIn('UnbreakableFoundation'), ...resourcesIn('UnbreakableHealing')].filter(
    ({ logicalId, type }) =>
      (type === 'AWS::KMS::Key' && logicalId.startsWith('Notifications')) ||
      (type === 'AWS::SQS::Queue' && logicalId.startsWith('HealingProblems')),
  );
  expect(found).toHaveLength(2);
});

const all = Object.keys(expectedOutputs);
const cloudWith = async (status: string, without: string) => {
  const describe = recorder('cloudformation', 'cloudformation', {
    DescribeStacks: () => ({
      Stacks: [...Object.entries(expectedOutputs), ['SomebodyElses', []] as const]
        .filter(([StackName]) => StackName !== without)
        .map(([StackName, outputs]) => ({
          StackName,
          StackStatus: status,
          CreationTime: new Date(0),
          Outputs: outputs.map((OutputKey) => ({ OutputKey, OutputValue: OutputKey === 'ReportUrl' ? '' : 'x' })),
        })),
    }),
  });
  return new CloudFormationClient(clientSettings(await startCloud([describe])));
};

test('a stack that is not there, one that stands, and an output that is empty', async () => {
  const findings = checkStacks(all, await readStacks(await cloudWith('UPDATE_COMPLETE', 'UnbreakablePipeline')));
  expect(findings.filter(({ status }) => status !== 'same').map(({ what, found }) => [what, found])).toEqual([
    ['UnbreakableGate.ReportUrl', 'is missing'],
    ['UnbreakablePipeline', 'there is no such stack here'],
  ]);
});

test.each(['UPDATE_ROLLBACK_FAILED', 'UPDATE_IN_PROGRESS', 'DELETE_FAILED', 'ROLLBACK_COMPLETE'])(
  'a stack that is %s does not stand',
  async (status) => {
    const findings = checkStacks(all, await readStacks(await cloudWith(status, '')));
    expect(findings.filter(({ area }) => area === 'stacks').every((finding) => finding.status === 'different')).toBe(true);
  },
);

test('every page of a stack’s resources is read', async () => {
  const cloud = await startCloud([]);
  const resources = new Map(
    Array.from({ length: 250 }, (_, at) => [`R${at}`, { ref: `r-${at}`, attributes: {}, type: 'AWS::SNS::Topic' }]),
  );
  cloud.add(
    cloudformation(cloud, [
      {
        name: 'Big',
        stackId: 'arn:big',
        outputs: {},
        resources,
        template: { Resources: {}, Parameters: {}, Conditions: {}, Mappings: {}, Outputs: {}, Rules: {} },
      },
    ]),
  );
  const found = await resourcesOf(new CloudFormationClient(clientSettings(cloud)), 'Big');
  expect([found.length, found[249]]).toEqual([250, { logicalId: 'R249', physicalId: 'r-249', type: 'AWS::SNS::Topic' }]);
});

test('an AWS that cannot be asked is one sentence with what to do', async () => {
  const clients = verifyClients({
    endpoint: 'http://127.0.0.1:1',
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await expect(verify({ open: () => clients, pipeline: 'pipe', webhook: true })).rejects.toThrow(
    /^AWS cannot be asked \(.*ECONNREFUSED.*\)\. Log in/s,
  );
  for (const client of Object.values(clients)) client.destroy();
});
