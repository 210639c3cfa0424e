import { DescribeStacksCommand, paginateListStackResources, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Finding } from './difference';

/** The outputs by which people and this command find a part of the system; a test keeps them equal to the templates. */
export const expectedOutputs: Readonly<Record<string, readonly string[]>> = {
  UnbreakableFoundation: ['SourceBucketName', 'NotificationsTopicArn', 'CriticalTopicArn'],
  UnbreakableStaging: ['Address'],
  UnbreakableProduction: ['Address'],
  UnbreakableGate: ['ValidationsTableName', 'ReportUrl', 'KillSwitch', 'ReportLinkCommand'],
  UnbreakableHealing: ['WebhookUrl', 'WebhookSecretArn', 'UnlockCommand'],
  UnbreakableOperations: [],
  UnbreakablePipeline: ['PipelineName'],
};

/** A stack as CloudFormation knows it. */
export interface Stack {
  readonly name: string;
  /** CloudFormation's word; absent where there is no such stack. */
  readonly status?: string;
  readonly outputs: ReadonlyMap<string, string>;
}

/** Reads every expected stack. */
export const readStacks = (client: CloudFormationClient): Promise<readonly Stack[]> =>
  Promise.all(Object.keys(expectedOutputs).map((name) => readStack(client, name)));

async function readStack(client: CloudFormationClient, name: string): Promise<Stack> {
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const outputs = (found?.Outputs ?? []).flatMap(({ OutputKey: key, OutputValue: value }) =>
      key === undefined || value === undefined ? [] : [[key, value] as const],
    );
    return { name, ...(found?.StackStatus !== undefined && { status: found.StackStatus }), outputs: new Map(outputs) };
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist'))
      return { name, outputs: new Map() };
    throw error;
  }
}

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  /** Its name or id. */
  readonly physicalId: string;
  readonly type: string;
}

/** Reads what a stack is made of; all of its pages. */
export async function resourcesOf(client: CloudFormationClient, StackName: string): Promise<readonly StackResource[]> {
  const resources: StackResource[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceType: type } of StackResourceSummaries)
      if (logicalId !== undefined && physicalId !== undefined && type !== undefined) resources.push({ logicalId, physicalId, type });
  return resources;
}

const settled = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

/** Whether the stacks stand, and say where everything is. Pure. */
export const checkStacks = (stacks: readonly Stack[]): readonly Finding[] =>
  stacks.flatMap((stack) => [stateOf(stack), ...outputsOf(stack)]);

function stateOf({ name, status }: Stack): Finding {
  const base = { area: 'stacks', what: name, rehearsed: 'stands' } as const;
  if (status === undefined)
    return {
      ...base,
      status: 'different',
      found: 'there is no such stack here',
      fix: 'Run: npx cdk deploy --all. In another account or region: verify there.',
    };
  if (settled.includes(status)) return { ...base, status: 'same', found: status };
  return { ...base, status: 'different', found: status, fix: `Look at the events of ${name} in the CloudFormation console; deploy again.` };
}

function outputsOf({ name, status, outputs }: Stack): readonly Finding[] {
  if (status === undefined) return [];
  return (expectedOutputs[name] ?? []).map((output) => {
    const value = outputs.get(output);
    const base = { area: 'outputs', what: `${name}.${output}`, rehearsed: 'has a value' } as const;
    return value === undefined || value === ''
      ? { ...base, status: 'different', found: 'is missing', fix: 'Deploy the stacks again with this version: npx cdk deploy --all' }
      : { ...base, status: 'same', found: value };
  });
}
