import { paginateDescribeStacks, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
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

/** Stacks that the pipeline's account always has. */
export const always = ['Foundation', 'Gate', 'Healing', 'Operations', 'Pipeline'].map((part) => `Unbreakable${part}`);

/** Stacks of the pipeline's account. @param environments those that are in it, too */
export const stacksHere = (environments: readonly string[]): readonly string[] => [
  ...always,
  ...environments.map((environment) => `Unbreakable${environment}`),
];

/** Stacks of an environment that has an account of its own. */
export const stacksOf = (environment: string): readonly string[] =>
  ['', 'Account', 'Access', 'Operations'].map((part) => `Unbreakable${environment}${part}`);

/** A stack as CloudFormation knows it. */
export interface Stack {
  readonly name: string;
  /** CloudFormation's word. */
  readonly status: string;
  readonly outputs: ReadonlyMap<string, string>;
}

/** Options add stacks, whose names begin alike. */
const ours = /^Unbreakable[A-Z]/;

/** Reads the stacks of this system in an account and region; all pages. */
export async function readStacks(client: CloudFormationClient): Promise<readonly Stack[]> {
  const stacks: Stack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
    for (const { StackName: name = '', StackStatus: status = '', Outputs = [] } of Stacks)
      if (ours.test(name))
        stacks.push({ name, status, outputs: new Map(Outputs.map((one) => [one.OutputKey ?? '', one.OutputValue ?? ''])) });
  return stacks;
}

const settled = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

/** Whether the expected stacks stand, and those that options add, and say where everything is. Pure. */
export const checkStacks = (expected: readonly string[], stacks: readonly Stack[]): readonly Finding[] =>
  [...new Set([...expected, ...stacks.map(({ name }) => name)])].flatMap((name) => {
    const stack = stacks.find((one) => one.name === name);
    return stack === undefined ? [missing(name)] : [stateOf(stack), ...outputsOf(stack)];
  });

const missing = (what: string): Finding => ({
  area: 'stacks',
  what,
  rehearsed: 'stands',
  status: 'different',
  found: 'there is no such stack here',
  fix: 'Run: npx cdk deploy --all. In another account or region: verify there.',
});

function stateOf({ name, status }: Stack): Finding {
  const base = { area: 'stacks', what: name, rehearsed: 'stands' } as const;
  if (settled.includes(status)) return { ...base, status: 'same', found: status };
  return { ...base, status: 'different', found: status, fix: `Look at the events of ${name} in the CloudFormation console; deploy again.` };
}

const outputsOf = ({ name, outputs }: Stack): readonly Finding[] =>
  (expectedOutputs[name] ?? []).map((output) => {
    const value = outputs.get(output);
    const base = { area: 'outputs', what: `${name}.${output}`, rehearsed: 'has a value' } as const;
    return value === undefined || value === ''
      ? { ...base, status: 'different', found: 'is missing', fix: 'Deploy the stacks again with this version: npx cdk deploy --all' }
      : { ...base, status: 'same', found: value };
  });
