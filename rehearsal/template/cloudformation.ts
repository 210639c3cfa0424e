/** CloudFormation's API, as far as people ask it for outputs, resources and templates of their stacks. */
import * as v from 'valibot';
import { AwsError } from '../cloud/aws-error';
import type { Cloud } from '../cloud/cloud';
import type { Service } from '../cloud/service';
import { validated } from '../cloud/validated';
import type { DeployedStack } from './deploy';

/** As many as AWS puts on a page. */
const pageSize = 100;

const page = <Summary>(all: readonly Summary[], from: number) => ({
  StackResourceSummaries: all.slice(from, from + pageSize),
  ...(from + pageSize < all.length && { NextToken: String(from + pageSize) }),
});

export const cloudformation = (cloud: Cloud, stacks: readonly DeployedStack[]): Service => {
  const started = new Date(cloud.clock.now());

  const describe = ({ name, stackId, outputs }: DeployedStack) => ({
    StackId: stackId,
    StackName: name,
    CreationTime: started,
    StackStatus: 'CREATE_COMPLETE',
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  });

  const summaries = ({ resources }: DeployedStack) =>
    [...resources].map(([LogicalResourceId, { ref, type }]) => ({
      LogicalResourceId,
      PhysicalResourceId: ref,
      ResourceType: type,
      LastUpdatedTimestamp: started,
      ResourceStatus: 'CREATE_COMPLETE',
    }));

  const find = (name: string): readonly DeployedStack[] => {
    const found = stacks.filter((stack) => stack.name === name || stack.stackId === name);
    if (found.length > 0) return found;
    throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
  };

  return {
    name: 'cloudformation',
    operations: {
      DescribeStacks: validated(v.object({ StackName: v.exactOptional(v.string()) }), {
        needs: ({ StackName = '*' }) => [
          { action: 'cloudformation:DescribeStacks', resource: cloud.arn('cloudformation', `stack/${StackName}/*`) },
        ],
        run: ({ StackName }) => ({ Stacks: (StackName === undefined ? stacks : find(StackName)).map(describe) }),
      }),
      ListStackResources: validated(v.object({ StackName: v.string(), NextToken: v.exactOptional(v.string()) }), {
        needs: ({ StackName }) => [
          { action: 'cloudformation:ListStackResources', resource: cloud.arn('cloudformation', `stack/${StackName}/*`) },
        ],
        run: ({ StackName, NextToken = '0' }) => page(find(StackName).flatMap(summaries), Number(NextToken)),
      }),
      GetTemplate: validated(v.object({ StackName: v.string() }), {
        needs: ({ StackName }) => [{ action: 'cloudformation:GetTemplate', resource: cloud.arn('cloudformation', `stack/${StackName}/*`) }],
        run: ({ StackName }) => ({ TemplateBody: JSON.stringify(find(StackName)[0]?.template), StagesAvailable: ['Original', 'Processed'] }),
      }),
    },
    resources: {},
  };
};
