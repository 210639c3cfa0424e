import { createServer, type Server } from 'node:http';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { DynatraceComments } from '../../lambda/aws/dynatrace-comments.client';
import { ParameterSettings } from '../../lambda/aws/healing-settings.client';
import { CodePipelinePromotions, transitionReason } from '../../lambda/aws/promotions.client';
import { AwsRunbooks } from '../../lambda/aws/runbooks.client';
import { WebhookSecretsReader } from '../../lambda/aws/webhook-secrets.client';
import { JsonService } from '../aws/support/json-service';
import { aProblem, destination } from './support/world';

const service = new JsonService();
let web: Server;
let webAddress = '';
const visited: { readonly path: string; readonly headers: Record<string, unknown>; readonly body: string }[] = [];
let webStatus = 201;

beforeAll(async () => {
  await service.start();
  web = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      visited.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(webStatus).end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
  const address = web.address();
  webAddress = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});

beforeEach(() => {
  service.asked.length = 0;
  visited.length = 0;
  webStatus = 201;
});

afterAll(async () => {
  await service.stop();
  web.closeAllConnections();
  await new Promise((resolve) => {
    web.close(resolve);
  });
});

describe('promotions', () => {
  const promotions = () => new CodePipelinePromotions(new CodePipelineClient(service.client));
  const stage = (inboundTransitionState: object) => ({
    GetPipelineState: () => ({ stageStates: [{ stageName: 'Production', inboundTransitionState }] }),
    DisableStageTransition: () => ({}),
  });

  test.each([
    [{ enabled: true }, { kind: 'open' }],
    [{}, { kind: 'open' }],
    [
      { enabled: false, disabledReason: 'Freeze' },
      { kind: 'locked', reason: 'Freeze' },
    ],
  ])('%j reads as %j', async (state, expected) => {
    service.operations = stage(state);
    expect(await promotions().read('shop', 'Production')).toEqual(expected);
    expect((await promotions().read('shop', 'Nowhere')).kind).toBe('missing');
  });

  test('are locked with a reason that CodePipeline takes, and a lock that is there stays', async () => {
    service.operations = stage({ enabled: true });
    await promotions().lock('shop', 'Production', 'Build 5 went bad: “slow”, /api');
    expect(service.asked.at(-1)).toMatchObject({
      operation: 'DisableStageTransition',
      input: { pipelineName: 'shop', stageName: 'Production', transitionType: 'Inbound', reason: 'Build 5 went bad- -slow-- -api' },
    });
    service.operations = stage({ enabled: false });
    service.asked.length = 0;
    await promotions().lock('shop', 'Production', 'again');
    expect(service.asked.map(({ operation }) => operation)).toEqual(['GetPipelineState']);
  });

  test('a reason has at most 300 characters', () => {
    expect(transitionReason('x'.repeat(999))).toHaveLength(300);
  });
});

describe('CodeDeploy', () => {
  const deployer = () => new CodeDeployDeployer(new CodeDeployClient(service.client));

  test('stops with a rollback, and does not mind what has ended', async () => {
    service.operations = { StopDeployment: () => ({ status: 'Pending' }) };
    await deployer().stop(destination, 'd-1');
    expect(service.asked[0]?.input).toEqual({ deploymentId: 'd-1', autoRollbackEnabled: true });
    service.operations = { StopDeployment: () => ({ exception: 'DeploymentAlreadyCompletedException' }) };
    await deployer().stop(destination, 'd-1');
    service.operations = { StopDeployment: () => ({ exception: 'DeploymentDoesNotExistException' }) };
    await expect(deployer().stop(destination, 'd-1')).rejects.toThrow('DeploymentDoesNotExistException');
  });

  test('finds what undid a deployment, and what succeeded last', async () => {
    service.operations = {
      GetDeployment: () => ({
        deploymentInfo: { status: 'Succeeded', creator: 'codeDeployRollback', rollbackInfo: { rollbackDeploymentId: 'd-2' } },
      }),
      GetDeploymentGroup: () => ({ deploymentGroupInfo: { lastSuccessfulDeployment: { deploymentId: 'd-9' } } }),
    };
    expect(await deployer().rollbackOf(destination, 'd-1')).toBe('d-2');
    expect(await deployer().lastSucceeded(destination)).toMatchObject({ deploymentId: 'd-9', status: 'succeeded', isRollback: true });
  });
});

test('settings of every page are read; what is wrong is named, and heals nothing', async () => {
  const good = JSON.stringify({ environments: { Production: { mode: 'auto', match: { tags: ['env:Production'] } } } });
  service.operations = {
    GetParametersByPath: ({ NextToken }: { NextToken?: string }) =>
      NextToken === undefined
        ? { Parameters: [{ Name: '/unbreakable/healing/shop', Value: good }], NextToken: 'more' }
        : {
            Parameters: [
              { Name: '/unbreakable/healing/bank', Value: '{"environments":{"Production":{"mode":"yolo","match":{}}}}' },
              { Name: '/unbreakable/healing/kiosk', Value: 'no JSON' },
            ],
          },
  };
  const { pipelines, unreadable } = await new ParameterSettings('/unbreakable/healing', new SSMClient(service.client)).read();
  expect(pipelines.map(({ pipeline }) => pipeline)).toEqual(['shop']);
  expect(unreadable).toEqual([
    expect.stringMatching(/bank: environments\.Production\.mode It must be auto, notify or dry-run/),
    expect.stringMatching(/kiosk It is no JSON/),
  ]);
});

describe('secrets of the webhooks', () => {
  const holding = (SecretString: string) => ({ GetSecretValue: () => ({ SecretString }) });
  const reader = () => new WebhookSecretsReader('hooks', new SecretsManagerClient(service.client));

  test('a thousand requests ask once; after five minutes once more', async () => {
    service.operations = holding('{"generic":["one"]}');
    const secrets = reader();
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => secrets.read(index)));
    expect(service.asked).toHaveLength(1);
    await secrets.read(5 * 60_000 + 1);
    expect(service.asked).toHaveLength(2);
  });

  test('a failure is not asked for again at once', async () => {
    service.operations = holding('no JSON');
    const secrets = reader();
    await expect(secrets.read(0)).rejects.toThrow('does not hold the webhooks');
    await expect(secrets.read(1_000)).rejects.toThrow('does not hold the webhooks');
    expect(service.asked).toHaveLength(1);
    service.operations = holding('{"generic":["one"]}');
    expect(await secrets.read(11_000)).toEqual({ generic: ['one'] });
  });
});

describe('comments in Dynatrace', () => {
  const holding = (url: string) => ({ GetSecretValue: () => ({ SecretString: JSON.stringify({ url, token: 'dt0c01.SECRET' }) }) });
  const comments = (secret: string | undefined = 'dynatrace') => new DynatraceComments(secret, new SecretsManagerClient(service.client));

  test('go to the problem, with the token in a header', async () => {
    service.operations = holding(webAddress);
    expect(await comments().comment('-1_2V2', 'Rolled back.')).toEqual({ kind: 'done' });
    expect(visited).toMatchObject([
      {
        path: '/api/v2/problems/-1_2V2/comments',
        headers: { authorization: 'Api-Token dt0c01.SECRET' },
        body: expect.stringContaining('Rolled back.'),
      },
    ]);
  });

  test('an id cannot leave its place in the path', async () => {
    service.operations = holding(webAddress);
    await comments().comment('../../tokens?x=#', 'x');
    expect(visited[0]?.path).toBe('/api/v2/problems/..%2F..%2Ftokens%3Fx%3D%23/comments');
  });

  test.each([
    ['Dynatrace refuses', () => ((webStatus = 403), webAddress), /HTTP 403/],
    ['the address is not secure', () => 'http://dynatrace.example', /https/],
    ['nobody answers', () => 'http://127.0.0.1:1', /fetch failed|TypeError/],
  ])('%s: told, not thrown, and without the token', async (_name, address, expected) => {
    service.operations = holding(address());
    const result = await comments().comment('1', 'x');
    expect(result).toMatchObject({ kind: 'failed', detail: expect.stringMatching(expected) });
    expect(JSON.stringify(result)).not.toContain('dt0c01');
  });

  test('are not made without access', async () => {
    expect(await new DynatraceComments(undefined, new SecretsManagerClient(service.client)).comment('1', 'x')).toMatchObject({
      kind: 'failed',
    });
  });
});

describe('runbooks', () => {
  const runbooks = () => new AwsRunbooks(() => 1_790_000_000_000, new SSMClient(service.client), new SecretsManagerClient(service.client));

  test('an automation is begun with a token, once', async () => {
    service.operations = { StartAutomationExecution: () => ({ AutomationExecutionId: 'a-1' }) };
    const runbook = { kind: 'ssm' as const, document: 'Restart-Shop', parameters: { Service: ['shop'] } };
    expect(await runbooks().begin(runbook, aProblem(), 't#0')).toEqual({ kind: 'begun', what: 'Automation Restart-Shop was begun: a-1.' });
    expect(service.asked[0]?.input).toMatchObject({
      DocumentName: 'Restart-Shop',
      Parameters: { Service: ['shop'] },
      ClientToken: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    service.operations = { StartAutomationExecution: () => ({ exception: 'AutomationDefinitionNotFoundException' }) };
    expect((await runbooks().begin(runbook, aProblem(), 't#0')).kind).toBe('failed');
  });

  test('a call is signed', async () => {
    service.operations = { GetSecretValue: () => ({ SecretString: 'awx-secret' }) };
    expect(await runbooks().begin({ kind: 'http', url: `${webAddress}/run`, secret: 'awx' }, aProblem(), 't#1')).toMatchObject({
      kind: 'begun',
    });
    expect(visited[0]?.headers).toMatchObject({
      'x-unbreakable-timestamp': '1790000000',
      'x-unbreakable-signature': expect.stringMatching(/^v1=[0-9a-f]{64}$/),
      'idempotency-key': 't#1',
    });
  });
});
