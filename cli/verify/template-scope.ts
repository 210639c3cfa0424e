/** What the names in a deployed template stand for, where that is known from outside of CloudFormation. */
import type { Scope } from '../../rehearsal/template/scope';
import { TemplateError } from '../../rehearsal/template/template-error';
import type { Account, OpenedStack, StackResource } from './account';
import { arn, bucketArn, type Place } from './arn';

const nameOfQueue = (url: string): string => url.split('/').at(-1) ?? url;

/** ARNs by type, for resources whose Ref is no ARN. */
const arns: Readonly<Record<string, (place: Place, physicalId: string) => string>> = {
  'AWS::CodeBuild::Project': (place, id) => arn(place, 'codebuild', `project/${id}`),
  'AWS::DynamoDB::Table': (place, id) => arn(place, 'dynamodb', `table/${id}`),
  'AWS::KMS::Key': (place, id) => arn(place, 'kms', `key/${id}`),
  'AWS::Lambda::Function': (place, id) => arn(place, 'lambda', `function:${id}`),
  'AWS::Logs::LogGroup': (place, id) => arn(place, 'logs', `log-group:${id}:*`),
  'AWS::S3::Bucket': bucketArn,
  'AWS::SQS::Queue': (place, url) => arn(place, 'sqs', nameOfQueue(url)),
};

const unknown = (where: string, what: string): TemplateError =>
  new TemplateError('UnknownReference', `${where} refers to ${what}, which this command does not know.`, 'Look at it in the console.');

const createdOf = (place: Place, { type, physicalId }: StackResource) => {
  const made = arns[type]?.(place, physicalId);
  return { ref: physicalId, attributes: made === undefined ? {} : { Arn: made } };
};

/** The scope of a stack. @param stacks of every account that was read, whose outputs it may name */
export function templateScope({ place }: Pick<Account, 'place'>, stack: OpenedStack, stacks: readonly OpenedStack[]): Scope {
  const { name: where } = stack;
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::Partition': place.partition,
    'AWS::StackName': where,
  };
  const never = (what: string) => (): never => {
    throw unknown(where, what);
  };
  return {
    where,
    zones: [],
    parameter: (name) => pseudo[name],
    resource: (logicalId) => {
      const found = stack.resources.find((resource) => resource.logicalId === logicalId);
      if (found === undefined) throw unknown(where, `resource ${logicalId}`);
      return createdOf(place, found);
    },
    condition: never('a condition'),
    mapping: never('a mapping'),
    imported: never('an export'),
    stackOutput: (stackName, output) => {
      const value = stacks.find(({ name }) => name === stackName)?.outputs.get(output);
      if (value === undefined) throw unknown(where, `output ${output} of ${stackName}`);
      return value;
    },
  };
}
