/** The picture of docs/architecture.md, from the templates: what matters in each stack, and what leads to what. */
import type { Resource, Stacks } from './synthesize';

/** Types that carry the story, with the shape and the word of a box. */
const shown: Readonly<Record<string, readonly [open: string, close: string, word: string]>> = {
  'AWS::S3::Bucket': ['[(', ')]', 'bucket'],
  'AWS::SNS::Topic': ['>', ']', 'topic'],
  'AWS::CodePipeline::Pipeline': ['[[', ']]', 'pipeline'],
  'AWS::CodeDeploy::DeploymentGroup': ['[', ']', 'deployment group'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['{{', '}}', 'load balancer'],
  'AWS::AutoScaling::AutoScalingGroup': ['[', ']', 'instances'],
  'AWS::CloudWatch::CompositeAlarm': ['((', '))', 'alarm'],
  'AWS::Lambda::Function': ['([', '])', 'function'],
  'AWS::StepFunctions::StateMachine': ['[[', ']]', 'workflow'],
  'AWS::DynamoDB::Table': ['[(', ')]', 'table'],
  'AWS::SQS::Queue': ['[/', '/]', 'queue'],
  'AWS::ApiGatewayV2::Api': ['{{', '}}', 'HTTP API'],
  'AWS::Events::Rule': ['>', ']', 'rule'],
  'AWS::CloudWatch::Dashboard': ['[', ']', 'dashboard'],
};

/** Properties whose references are arrows from the resource; permissions and settings would only hide them. */
const leads: Readonly<Record<string, readonly string[]>> = {
  'AWS::Events::Rule': ['Targets'],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmActions'],
  'AWS::CodePipeline::Pipeline': ['Stages', 'ArtifactStore'],
  'AWS::CodeDeploy::DeploymentGroup': ['AutoScalingGroups'],
  'AWS::StepFunctions::StateMachine': ['DefinitionString'],
};

const readable = (logicalId: string): string => logicalId.replace(/[A-F0-9]{8}$/, '').replaceAll(/([a-z])([A-Z])/g, '$1 $2');

/** Helpers of CDK are not part of the story. */
const told = (id: string, { Type }: Resource): boolean => shown[Type] !== undefined && !id.startsWith('Custom');

/** Stack and logical id of everything that a value refers to. */
function referred(value: unknown, stack: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => referred(each, stack));
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === 'Ref') return [`${stack}.${String(argument)}`];
    if (name === 'Fn::GetAtt') return [`${stack}.${String((argument as readonly unknown[])[0])}`];
    if (name === 'Fn::GetStackOutput') return output(argument as { readonly StackName: unknown; readonly OutputName: string });
    return referred(argument, stack);
  });
}

/** Outputs for other stacks are called `ExportsOutput`, the kind of reference and the resource. */
const output = ({ StackName, OutputName }: { readonly StackName: unknown; readonly OutputName: string }): readonly string[] =>
  typeof StackName === 'string' ? [`${StackName}.${OutputName.replace(/^.*?(Ref|FnGetAtt)/, '')}`] : [];

/** Mermaid source. */
export function picture(stacks: Stacks): string {
  const boxes = Object.entries(stacks).flatMap(([stack, resources]) =>
    Object.entries(resources)
      .filter(([id, resource]) => told(id, resource))
      .map(([id]) => `${stack}.${id}`),
  );
  const boxOf = (reference: string): string | undefined =>
    boxes.find((box) => box === reference) ?? boxes.find((box) => reference.startsWith(box));
  const name = (box: string): string => box.replaceAll(/[^A-Za-z0-9]/g, '_');
  const arrows = Object.entries(stacks).flatMap(([stack, resources]) =>
    Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) =>
      (leads[Type] ?? [])
        .flatMap((property) => referred(Properties[property], stack))
        .flatMap((reference) => {
          const to = boxOf(reference);
          return to === undefined ? [] : [`  ${name(`${stack}.${id}`)} --> ${name(to)}`];
        }),
    ),
  );
  return [
    'flowchart LR',
    ...Object.entries(stacks).flatMap(([stack, resources]) => subgraph(stack, resources, name)),
    ...new Set(arrows),
  ].join('\n');
}

function subgraph(stack: string, resources: Stacks[string], name: (box: string) => string): readonly string[] {
  const boxes = Object.entries(resources)
    .filter(([id, resource]) => told(id, resource))
    .map(([id, { Type }]) => {
      const [open, close, word] = shown[Type] ?? ['[', ']', ''];
      return `    ${name(`${stack}.${id}`)}${open}"${readable(id)}<br>${word}"${close}`;
    });
  return [`  subgraph ${stack}`, ...boxes, '  end'];
}

/** The page. */
export const architecturePage = (stacks: Stacks): string =>
  [
    '# Architecture',
    '',
    'The picture is made by `npx tsx scripts/write-docs.ts` from the templates of the default configuration; a test keeps it',
    'equal to them. Arrows are what templates say: rules to their targets, workflows to their functions, alarms to topics,',
    'the pipeline to its buckets, deployment groups to instances. What functions call is in docs/permissions.md.',
    '',
    '```mermaid',
    picture(stacks),
    '```',
    '',
    '## How a build flows',
    '',
    '1. `unbreakable release` puts three objects into the source bucket, the application last; a rule starts the pipeline.',
    '2. CodeDeploy brings the build to staging, then load is sent to it and the gate registers a validation.',
    '3. The workflow looks until the window ends, judges, and answers the approval, or holds for a person.',
    '4. Production likewise; a rejection there redeploys the newest build that has passed.',
    '5. Every decision goes to the topic, to EventBridge, to a metric, and to a report with a signed link.',
    '',
    '## Where things are',
    '',
    '| folder | what |',
    '|---|---|',
    '| `lib/` | what is provisioned; `app.ts` tells the story |',
    '| `lambda/` | what runs; pure logic beside `*.lambda.ts` handlers |',
    '| `cli/` | one folder per verb of `unbreakable` |',
    '| `rehearsal/` | the cloud on a laptop, from the same templates |',
    '| `sample/` | the application that the pipeline deploys |',
    '| `unbreakable.config.ts` | what the team chose (docs/configuration.md) |',
    '',
  ].join('\n');
