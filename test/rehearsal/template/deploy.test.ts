import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { inert } from '../../../rehearsal/services/inert/inert';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { secretsManager } from '../../../rehearsal/services/secrets-manager/secrets-manager';
import { ssm } from '../../../rehearsal/services/ssm/ssm';
import { readAssembly } from '../../../rehearsal/template/assembly';
import { findAsset } from '../../../rehearsal/template/assets';
import { deploy } from '../../../rehearsal/template/deploy';
import { placesOf } from '../../../rehearsal/template/places';
import { clientSettings, startCloud, stopClouds } from '../support/real-cloud';

const folders: string[] = [];
afterAll(async () => {
  await stopClouds();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

interface Stack {
  readonly template: object;
  readonly dependencies?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly environment?: string;
}

/** Writes what `cdk synth` would write. */
const assemblyOf = async (stacks: Readonly<Record<string, Stack>>, more: object = {}): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'assembly-'));
  folders.push(folder);
  const artifacts = Object.entries(stacks).map(([name, { template: _template, tags, ...rest }]) => [
    name,
    { type: 'aws:cloudformation:stack', ...rest, properties: { templateFile: `${name}.template.json`, ...(tags && { tags }) } },
  ]);
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '40', artifacts: { ...Object.fromEntries(artifacts), ...more } }),
  );
  await Promise.all(
    Object.entries(stacks).map(([name, { template }]) => writeFile(join(folder, `${name}.template.json`), JSON.stringify(template))),
  );
  return folder;
};

const run = async (stacks: Readonly<Record<string, Stack>>, more: object = {}) => {
  const cloud = await startCloud([ssm, s3, secretsManager, inert]);
  const assembly = await readAssembly(await assemblyOf(stacks, more));
  return { cloud, stacks: await deploy(cloud, { assembly }) };
};

const parameter = (Value: unknown, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: '/p', Type: 'String', Value },
  ...more,
});
const one = (Resources: object, more: object = {}) => ({ App: { template: { Resources, ...more } } });

test('stacks are created after those that they read from', async () => {
  const { stacks } = await run({
    Second: {
      dependencies: ['First'],
      template: {
        Resources: { P: parameter({ 'Fn::GetStackOutput': { StackName: 'First', OutputName: 'Bucket' } }) },
        Outputs: { Value: { Value: { 'Fn::GetAtt': ['P', 'Value'] } } },
      },
    },
    First: {
      template: {
        Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'first' } } },
        Outputs: { Bucket: { Value: { Ref: 'B' }, Export: { Name: 'x' } } },
      },
    },
  });
  expect(stacks.map(({ name, outputs }) => [name, outputs])).toEqual([
    ['First', { Bucket: 'first' }],
    ['Second', { Value: 'first' }],
  ]);
});

test('stacks go to their accounts and regions, and read outputs of other accounts under the role that lets them in', async () => {
  const [tools, staging] = ['111111111111', '222222222222'];
  const RoleArn = `arn:aws:iam::${tools}:role/Reader`;
  const reader = (caller: string) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'Reader',
      AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: caller } } },
      Policies: [
        {
          PolicyName: 'p',
          PolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Action: 'cloudformation:DescribeStacks',
              Resource: `arn:aws:cloudformation:us-east-1:${tools}:stack/Tools/*`,
            },
          },
        },
      ],
    },
  });
  const stacks = (caller: string) => ({
    Tools: {
      environment: `aws://${tools}/us-east-1`,
      template: { Resources: { P: parameter('of tools'), R: reader(caller) }, Outputs: { Value: { Value: { 'Fn::GetAtt': 'P.Value' } } } },
    },
    Staging: {
      environment: `aws://${staging}/eu-west-1`,
      dependencies: ['Tools'],
      template: {
        Resources: { P: parameter({ 'Fn::GetStackOutput': { StackName: 'Tools', OutputName: 'Value', Region: 'us-east-1', RoleArn } }) },
        Outputs: { Value: { Value: { 'Fn::Sub': '${P.Value}, read in ${AWS::AccountId} in ${AWS::Region}' } } },
      },
    },
  });
  const runIn = async (caller: string) => {
    const assembly = await readAssembly(await assemblyOf(stacks(caller)));
    const [home, ...elsewhere] = placesOf(assembly);
    return deploy(await startCloud([ssm, s3], { ...home, elsewhere }), { assembly });
  };
  const [, deployed] = await runIn(`arn:aws:iam::${staging}:role/cdk-hnb659fds-cfn-exec-role-${staging}-eu-west-1`);
  expect(deployed?.outputs).toEqual({ Value: `of tools, read in ${staging} in eu-west-1` });
  await expect(runIn(`arn:aws:iam::${staging}:role/somebody-else`)).rejects.toThrow(`sts:AssumeRole on resource: ${RoleArn}`);
});

test('resources are created after those that they refer to or depend on', async () => {
  const { stacks } = await run(
    one({
      Last: parameter({ Ref: 'B' }, { DependsOn: ['Vpc'] }),
      B: { Type: 'AWS::S3::Bucket' },
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    }),
  );
  expect([...stacks[0]!.resources.keys()]).toEqual(['Vpc', 'B', 'Last']);
  expect(stacks[0]!.resources.get('B')?.ref).toMatch(/^app-b-[0-9a-z]{12}$/);
});

test('conditions, mappings, parameters and SSM parameters are resolved', async () => {
  const { stacks } = await run(
    one(
      { Kept: parameter({ 'Fn::FindInMap': ['Sizes', 'prod', 'count'] }), Left: { ...parameter('x'), Condition: 'Small' } },
      {
        Parameters: {
          Stage: { Type: 'String', Default: 'prod' },
          Image: {
            Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
            Default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
          },
        },
        Mappings: { Sizes: { prod: { count: '3' } } },
        Conditions: { Small: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } },
        Outputs: { Image: { Value: { Ref: 'Image' } }, Gone: { Value: { Ref: 'Left' }, Condition: 'Small' } },
      },
    ),
  );
  expect([...stacks[0]!.resources.keys()]).toEqual(['Kept']);
  expect(stacks[0]!.outputs).toEqual({ Image: expect.stringMatching(/^ami-/) });
});

test('dynamic references are resolved wherever they stand in a text', async () => {
  const { stacks } = await run(
    one(
      {
        Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db', SecretString: '{"user":"me"}' } },
        P: parameter({ 'Fn::Join': ['', ['is {{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:user::}}!']] }),
      },
      { Outputs: { Value: { Value: { 'Fn::GetAtt': 'P.Value' } } } },
    ),
  );
  expect(stacks[0]!.outputs).toEqual({ Value: 'is me!' });
});

test('a type that nobody has is named, and refused only where it is needed', async () => {
  const strange = { Type: 'AWS::Braket::Device', Properties: { X: { Ref: 'Nowhere' } } };
  const { cloud } = await run(one({ Strange: strange, P: parameter('x') }));
  expect(cloud.receipt().unsupported.resourceTypes).toEqual(['AWS::Braket::Device']);
  await expect(run(one({ Strange: strange, P: parameter({ Ref: 'Strange' }) }))).rejects.toThrow(
    'App/P (AWS::SSM::Parameter) needs Strange, an AWS::Braket::Device, which the rehearsal does not have.',
  );
});

test('tags of stack and resource reach the provider', async () => {
  const seen: unknown[] = [];
  const spy = () => ({
    name: 'spy',
    operations: {},
    resources: { 'Spy::Thing': (request: { tags: object }) => (seen.push(request.tags), { ref: 'x', attributes: {} }) },
  });
  const cloud = await startCloud([spy]);
  const template = { Resources: { T: { Type: 'Spy::Thing', Properties: { Tags: [{ Key: 'own', Value: 'b' }] } } } };
  await deploy(cloud, { assembly: await readAssembly(await assemblyOf({ App: { template, tags: { app: 'a' } } })) });
  expect(seen).toEqual([{ app: 'a', own: 'b' }]);
});

test('an asset that is not there is named before anything is created', async () => {
  const folder = await assemblyOf(one({ P: parameter('x') }), {
    'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
  });
  const destination = { bucketName: 'assets', objectKey: 'gone.zip' };
  await writeFile(
    join(folder, 'App.assets.json'),
    JSON.stringify({ files: { gone: { source: { path: 'asset.gone', packaging: 'zip' }, destinations: { here: destination } } } }),
  );
  const cloud = await startCloud([ssm]);
  await expect(deploy(cloud, { assembly: await readAssembly(folder) })).rejects.toThrow(/asset\.gone, and it is not there/);
});

test('assets are found by bucket and key', async () => {
  const folder = await assemblyOf(one({ P: parameter('x') }), {
    'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
  });
  await mkdir(join(folder, 'asset.abc'));
  const destination = { bucketName: 'assets-${AWS::AccountId}-${AWS::Region}', objectKey: 'abc.zip' };
  await writeFile(
    join(folder, 'App.assets.json'),
    JSON.stringify({ files: { abc: { source: { path: 'asset.abc', packaging: 'zip' }, destinations: { here: destination } } } }),
  );
  const cloud = await startCloud([ssm]);
  await deploy(cloud, { assembly: await readAssembly(folder) });
  expect(findAsset(cloud, 'assets-123456789012-us-east-1', 'abc.zip')).toEqual({ path: join(folder, 'asset.abc'), packaging: 'zip' });
  expect(() => findAsset(cloud, 'assets', 'other.zip')).toThrow('The assembly holds no asset other.zip for bucket assets.');
});

test('the outputs of a stack can be asked for, as a release does', async () => {
  const { cloud } = await run(one({ P: parameter('x') }, { Outputs: { Name: { Value: { Ref: 'P' } } } }));
  const client = new CloudFormationClient(clientSettings(cloud));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'App' }));
  expect(Stacks).toMatchObject([{ StackName: 'App', StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputKey: 'Name', OutputValue: '/p' }] }]);
  await expect(client.send(new DescribeStacksCommand({ StackName: 'Nobody' }))).rejects.toThrow('Stack with id Nobody does not exist');
});

test.each<[string, Readonly<Record<string, Stack>>, string]>([
  ['a cycle', one({ A: parameter({ Ref: 'B' }), B: parameter({ Ref: 'A' }) }), 'Circular dependency: A → B → A.'],
  ['a bad property', one({ P: parameter('') }), 'App/P (AWS::SSM::Parameter) cannot be created: ValidationError: '],
  [
    'an unknown reference',
    one({ P: parameter({ Ref: 'Nobody' }) }),
    'App/P (AWS::SSM::Parameter) refers to resource Nobody, which does not exist.',
  ],
  [
    'a parameter without value',
    one({ P: parameter('x') }, { Parameters: { Size: { Type: 'String' } } }),
    'Parameter Size of stack App has no value and no default.',
  ],
  [
    'a value that is not allowed',
    one({ P: parameter('x') }, { Parameters: { Size: { Type: 'String', Default: 'c', AllowedValues: ['a', 'b'] } } }),
    'Parameter Size of stack App may not be c. Use one of a, b.',
  ],
  [
    'another account',
    { App: { environment: 'aws://210987654321/us-east-1', template: { Resources: { P: parameter('x') } } } },
    'Stack App is made for account 210987654321 in us-east-1, and the rehearsal runs as 123456789012 in us-east-1.',
  ],
  [
    'an output of another account that lets nobody in',
    one({ P: parameter({ 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Name', RoleArn: 'arn:aws:iam::210987654321:role/reader' } }) }),
    'sts:AssumeRole on resource: arn:aws:iam::210987654321:role/reader because no resource-based policy allows the action',
  ],
  [
    'a macro',
    one({ P: parameter('x') }, { Transform: 'AWS::Serverless-2016-10-31' }),
    'Stack App uses the transform "AWS::Serverless-2016-10-31".',
  ],
  [
    'a rule',
    one({ P: parameter('x') }, { Rules: { CheckBootstrapVersion: {}, Region: {} } }),
    'Stack App has the rule Region, which the rehearsal does not check.',
  ],
  ['a nested stack', one({ N: { Type: 'AWS::CloudFormation::Stack' } }), 'App/N is a nested stack.'],
])('%s is refused', async (_what, stacks, message) => {
  await expect(run(stacks)).rejects.toThrow(message);
});

test('an assembly within an assembly is refused by name', async () => {
  const folder = await assemblyOf(one({}), { 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'x' } } });
  await expect(readAssembly(folder)).rejects.toThrow(`${folder} holds the nested assembly assembly-Prod.`);
});

test('a folder without an assembly is refused', async () => {
  await expect(readAssembly(tmpdir())).rejects.toThrow('manifest.json cannot be read. Give the folder that `npx cdk synth` writes');
});

test('a manifest that is no JSON is refused', async () => {
  const folder = await assemblyOf({});
  await writeFile(join(folder, 'manifest.json'), '{');
  await expect(readAssembly(folder)).rejects.toMatchObject({ code: 'UnreadableAssembly' });
});
