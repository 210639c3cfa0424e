import { GetTemplateCommand, paginateListStackResources, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import * as v from 'valibot';
import { templateSchema, type Template } from '../../rehearsal/template/template';
import { messageOf, UserError } from '../errors';
import type { Place } from './arn';
import type { VerifyClients } from './clients';
import { readStacks, type Stack } from './stacks';

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  /** Its name or id. */
  readonly physicalId: string;
  readonly type: string;
}

/** A stack, what it is made of, and what it was made from. */
export interface OpenedStack extends Stack {
  readonly resources: readonly StackResource[];
  readonly template: Template;
}

/** What CloudFormation says of one account and region. */
export interface Account {
  readonly place: Place;
  readonly clients: VerifyClients;
  readonly stacks: readonly OpenedStack[];
}

/** Reads everything that CloudFormation says of the system where the clients point. @throws UserError where AWS cannot be asked. */
export async function readAccount(clients: VerifyClients): Promise<Account> {
  const place = await readPlace(clients);
  const stacks = await readStacks(clients.cloudformation);
  return { place, clients, stacks: await Promise.all(stacks.map((stack) => openStack(clients.cloudformation, stack))) };
}

/** Account, region and partition of the credentials. @throws UserError where they, the region or the network do not work. */
async function readPlace({ sts }: Pick<VerifyClients, 'sts'>): Promise<Place> {
  const fix = 'Log in (aws sso login, or AWS_PROFILE), set AWS_REGION, and verify again.';
  try {
    const { Account: account, Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    if (account !== undefined) return { partition: arn.split(':')[1] ?? 'aws', account, region: await sts.config.region() };
  } catch (error) {
    throw new UserError(`AWS cannot be asked (${messageOf(error)}). ${fix}`, 1);
  }
  throw new UserError(`AWS does not say whose credentials these are. ${fix}`, 1);
}

const openStack = async (client: CloudFormationClient, stack: Stack): Promise<OpenedStack> => ({
  ...stack,
  resources: await resourcesOf(client, stack.name),
  template: await templateOf(client, stack.name),
});

/** Reads what a stack is made of; all of its pages. */
export async function resourcesOf(client: CloudFormationClient, StackName: string): Promise<readonly StackResource[]> {
  const resources: StackResource[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceType: type } of StackResourceSummaries)
      if (logicalId !== undefined && physicalId !== undefined && type !== undefined) resources.push({ logicalId, physicalId, type });
  return resources;
}

/** The template as CDK uploaded it: JSON. */
async function templateOf(client: CloudFormationClient, StackName: string): Promise<Template> {
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), templateSchema), TemplateBody);
  if (parsed.success) return parsed.output;
  throw new UserError(`The template of ${StackName} is not one that CDK writes. Deploy the stacks again: npx cdk deploy --all`, 1);
}
