/** Registering and describing task definitions. */
import type { DescribeTaskDefinitionCommandOutput, RegisterTaskDefinitionCommandOutput } from '@aws-sdk/client-ecs';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import { callerArn } from '../../codepipeline/principal';
import { describeDefinitionInput, registerInput } from '../inputs';
import { registerNeeds } from '../needs';
import { register } from '../register';
import type { Store } from '../store';
import { definitionView } from '../views';

type Answer<Output> = Omit<Output, '$metadata'>;

export const definitionOperations = (cloud: Cloud, store: Store) => ({
  RegisterTaskDefinition: validated(
    registerInput,
    {
      needs: (input) => registerNeeds(cloud, input),
      run: (input, caller): Answer<RegisterTaskDefinitionCommandOutput> => {
        const added = register(cloud, store, input, callerArn(cloud, caller));
        return { taskDefinition: definitionView(added), tags: added.definition.tags };
      },
    },
    'ClientException',
  ),
  DescribeTaskDefinition: validated(
    describeDefinitionInput,
    {
      needs: () => [{ action: 'ecs:DescribeTaskDefinition', resource: '*' }],
      run: ({ taskDefinition, include }): Answer<DescribeTaskDefinitionCommandOutput> => {
        const found = store.definition(taskDefinition);
        return { taskDefinition: definitionView(found), ...(include === undefined ? {} : { tags: found.definition.tags }) };
      },
    },
    'ClientException',
  ),
});
