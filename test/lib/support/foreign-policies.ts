/** All policies of the stacks of several accounts, to be asked who may do what. */
import type { App } from 'aws-cdk-lib';
import type { PolicyDocument } from '../../../rehearsal/cloud/cloud';
import type { CreatedResource } from '../../../rehearsal/cloud/service';
import { Policies } from '../../../rehearsal/iam/policies';
import { resolveValue } from '../../../rehearsal/template/resolve';
import type { Scope } from '../../../rehearsal/template/scope';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface SynthesizedStack {
  readonly stackName: string;
  readonly environment: { readonly account: string; readonly region: string };
  readonly template: {
    readonly Resources: Readonly<Record<string, Resource>>;
    readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  };
}

/** The name that CloudFormation would make, without its random end. */
function nameOf({ stackName }: SynthesizedStack, logicalId: string, { Properties }: Resource): string {
  const given = Properties?.['RoleName'];
  return typeof given === 'string' ? given : `${stackName}-${logicalId}-RANDOM`;
}

function arnOf(stack: SynthesizedStack, logicalId: string, resource: Resource): string {
  const { account, region } = stack.environment;
  const name = nameOf(stack, logicalId, resource);
  switch (resource.Type) {
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${account}:role/${name}`;
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${name.toLowerCase()}`;
    case 'AWS::KMS::Key':
      return `arn:aws:kms:${region}:${account}:key/${logicalId}`;
    default:
      return `arn:aws:${resource.Type.split('::')[1]?.toLowerCase()}:${region}:${account}:${name}`;
  }
}

/** `Arn`, and any other attribute that a template asks for, as text. */
function attributesOf(Arn: string, named: string): Readonly<Record<string, unknown>> {
  const value = (key: string | symbol): string => (key === 'Arn' ? Arn : `${named}.${String(key)}`);
  return new Proxy(
    {},
    {
      get: (_, key) => value(key),
      has: () => true,
      getOwnPropertyDescriptor: (_, key) => ({ configurable: true, enumerable: true, value: value(key) }),
    },
  );
}

function created(stack: SynthesizedStack, logicalId: string): CreatedResource {
  const resource = stack.template.Resources[logicalId];
  if (resource === undefined) throw new RangeError(`${stack.stackName} has no ${logicalId}`);
  const arn = arnOf(stack, logicalId, resource);
  const named = resource.Type === 'AWS::S3::Bucket' ? arn.slice('arn:aws:s3:::'.length) : nameOf(stack, logicalId, resource);
  return { ref: named, attributes: attributesOf(arn, named) };
}

const pseudo = ({ stackName, environment }: SynthesizedStack): Readonly<Record<string, string>> => ({
  'AWS::AccountId': environment.account,
  'AWS::Region': environment.region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stackName,
});

interface Inline {
  readonly PolicyDocument: PolicyDocument;
}

/** Reads all stacks of an app. `arn` finds a resource by the beginning of its logical id. */
export function foreignPolicies(app: App) {
  const stacks = app.synth().stacks as readonly SynthesizedStack[];
  const stackNamed = (name: string): SynthesizedStack => {
    const found = stacks.find(({ stackName }) => stackName === name);
    if (found === undefined) throw new RangeError(`no stack ${name}`);
    return found;
  };
  const scopeOf = (stack: SynthesizedStack): Scope => ({
    where: stack.stackName,
    zones: ['a', 'b'].map((letter) => `${stack.environment.region}${letter}`),
    parameter: (name) => pseudo(stack)[name],
    resource: (logicalId) => created(stack, logicalId),
    condition: () => true,
    mapping: () => undefined,
    imported: () => undefined,
    stackOutput: (name, output) => {
      const there = stackNamed(name);
      return resolveValue(there.template.Outputs?.[output]?.Value, scopeOf(there));
    },
  });

  // Every ARN names its account; this one is only for those that name none.
  const policies = new Policies('111111111111', 'eu-west-1');
  for (const stack of stacks) {
    const { account } = stack.environment;
    for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
      const property = (name: string): unknown => resolveValue(resource.Properties?.[name], scopeOf(stack));
      const document = (name: string): PolicyDocument => property(name) as PolicyDocument;
      const { attributes } = created(stack, logicalId);
      const arn = String(attributes['Arn']);
      switch (resource.Type) {
        case 'AWS::IAM::Role':
          policies.attachToResource(arn, document('AssumeRolePolicyDocument'));
          for (const { PolicyDocument: own } of (property('Policies') ?? []) as readonly Inline[]) policies.attachToRole(arn, own);
          break;
        case 'AWS::IAM::Policy':
          for (const role of property('Roles') as readonly string[])
            policies.attachToRole(`arn:aws:iam::${account}:role/${role}`, document('PolicyDocument'));
          break;
        case 'AWS::KMS::Key':
          policies.attachToResource(arn, document('KeyPolicy'));
          break;
        case 'AWS::S3::BucketPolicy':
          policies.attachToResource(`arn:aws:s3:::${String(property('Bucket'))}`, document('PolicyDocument'), account);
          break;
        case 'AWS::Events::EventBusPolicy':
          policies.attachToResource(`arn:aws:events:${stack.environment.region}:${account}:event-bus/default`, {
            Statement: property('Statement') as PolicyDocument['Statement'],
          });
          break;
        default:
      }
    }
  }

  return {
    /** ARN of the one resource of a stack whose logical id begins so. */
    arn: (stackName: string, type: string, begins: string): string => {
      const stack = stackNamed(stackName);
      const ids = Object.entries(stack.template.Resources).filter(([id, { Type }]) => Type === type && id.startsWith(begins));
      if (ids.length !== 1) throw new RangeError(`${ids.length} of ${type} begin with ${begins} in ${stackName}`);
      return String(created(stack, ids[0]![0]).attributes['Arn']);
    },
    may: (role: string, action: string, resource: string, context: Readonly<Record<string, string>> = {}): boolean =>
      policies.decide({ caller: { kind: 'role', arn: role }, action, resource, context }).allowed,
    template: (stackName: string) => stackNamed(stackName).template,
    stackNames: stacks.map(({ stackName, environment }) => [stackName, environment.account, environment.region]),
  };
}
