import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { explanation } from '../../cli/heal/explanation';
import { heal } from '../../cli/heal/command';
import { dryPorts } from '../../cli/heal/ports';
import { readGate } from '../../cli/pipeline/gate';
import { main } from '../../cli/main';
import type { Gathered } from '../../lambda/healing/planning/facts';
import type { Plan } from '../../lambda/healing/planning/plan';
import type { Remediation } from '../../lambda/healing/remediation';
import { cloudWatchService } from '../../rehearsal/services/cloudwatch/cloudwatch';
import { codedeploy } from '../../rehearsal/services/codedeploy/codedeploy';
import { dynamodb } from '../../rehearsal/services/dynamodb/dynamodb';
import { aProblem } from '../healing/support/world';
import { clientSettings, createResource } from '../rehearsal/support/real-cloud';
import { operatorCloud, type OperatorCloud } from './support/operator-cloud';

const now = Date.UTC(2026, 10, 20, 12);

describe('against an account', () => {
  let world: OperatorCloud;
  let cloudWatch: CloudWatchClient;
  beforeAll(async () => {
    world = await operatorCloud(dynamodb, codedeploy, cloudWatchService);
    cloudWatch = new CloudWatchClient(clientSettings(world.cloud));
    await createResource(world.cloud, 'AWS::DynamoDB::Table', {
      TableName: 'validations',
      AttributeDefinitions: [{ AttributeName: 'validationId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'validationId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    await createResource(world.cloud, 'AWS::CodeDeploy::Application', { ApplicationName: 'app' }, 'App');
  });
  afterAll(async () => {
    cloudWatch.destroy();
    await world.stop();
  });
  const explain = (value: object | string) =>
    heal(world.clients, cloudWatch, 'problem.json', typeof value === 'string' ? value : JSON.stringify(value), now);

  const notification = {
    PID: '-77_1795177000000V2',
    ProblemID: 'P-77',
    State: 'OPEN',
    ProblemTitle: 'Failure rate increase',
    ProblemSeverity: 'ERROR',
    ImpactedEntities: [{ type: 'SERVICE', name: 'Checkout', entity: 'SERVICE-1' }],
    Tags: 'team:shop',
  };

  test('a problem about nothing of ours is explained', async () => {
    await world.parameter(
      '/unbreakable/healing/pipe',
      JSON.stringify({ environments: { Production: { match: { tags: ['DeploymentGroup:Production'] } } } }),
    );
    expect(await explain(notification)).toEqual([
      'Problem    Failure rate increase (dynatrace, high, open since 2026-11-20T12:16:40.000Z)',
      'About      SERVICE Checkout',
      'Plan       would do nothing (no-deployment). No deployment fits the problem.',
    ]);
  });

  test('nothing is written, whatever the plan would write', async () => {
    const { documents } = dryPorts(await readGate(world.clients), world.clients, cloudWatch);
    expect([await documents.write('services', { a: 1 }, 0), await documents.read('services')]).toEqual([
      'written',
      { value: undefined, version: 0 },
    ]);
  });

  test('settings that cannot be read are named', async () => {
    await world.parameter('/unbreakable/healing/pipe', '{"environments": {"Production": {}}}');
    expect(await explain(notification)).toContainEqual(expect.stringMatching(/^Settings .*\/unbreakable\/healing\/pipe/));
  });

  test('a test notification is nothing to heal', async () => {
    expect(await explain({ ...notification, ImpactedEntities: [{ type: 'HOST', name: 'x', entity: 'HOST-XXXXXXXXXXXXX' }] })).toEqual([
      expect.stringMatching(/^This is nothing to heal: /),
    ]);
  });

  test.each<[string, string, RegExp]>([
    ['no JSON', '{', /^problem\.json: /],
    ['no problem', '{"a": 1}', /^problem\.json: /],
  ])('a file with %s is one clear error', async (_what, text, message) => {
    await expect(explain(text)).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(message) as string });
  });
});

describe('what is said of a plan', () => {
  const gathered = (changes: Partial<Gathered['facts']['attribution']> = {}): Gathered => ({
    facts: {
      problem: aProblem(),
      attribution: { ranked: [], excluded: [], mayChange: false, ...changes },
      answeredBy: undefined,
      place: undefined,
      killSwitch: { position: 'on', detail: '' },
      mayWait: false,
      now,
    },
    place: undefined,
    deployed: undefined,
    unreadable: [],
  });
  const target = {
    kind: 'found' as const,
    revision: { kind: 'bundle' as const, bucket: 'b', key: 'k', bundleType: 'zip' },
    release: 'Build 3',
    validationId: 'e3#Production#j',
  };
  const remediation = { toRelease: 'Build 3' } as Remediation;

  test.each<[string, Plan, string]>([
    ['a rollback', { kind: 'redeploy', target, reason: 'It failed.' }, 'would redeploy Build 3. It failed.'],
    ['a stop', { kind: 'stop', target, reason: 'It failed.' }, 'would stop the running deployment, which goes back to Build 3. It failed.'],
    ['a rollback that is there', { kind: 'join', remediation, reason: 'It is answered.' }, 'would do nothing of its own. It is answered.'],
    [
      'the gate’s own rollback',
      { kind: 'follow', remediation, reason: 'It is under way.' },
      'would follow the gate’s own rollback and verify it. It is under way.',
    ],
    [
      'a rollback that was left',
      { kind: 'take-over', remediation, reason: 'Nothing is heard of it.' },
      'would go on with the rollback to Build 3. Nothing is heard of it.',
    ],
    ['a wait', { kind: 'wait', reason: 'Metrics are to come.' }, 'would wait and look again. Metrics are to come.'],
    ['a refusal', { kind: 'refuse', code: 'cooldown', reason: 'Too soon.' }, 'would do nothing (cooldown). Too soon.'],
  ])('%s', (_what, plan, text) => {
    expect(explanation(gathered(), plan).at(-1)).toBe(`Plan       ${text}`);
  });

  test('causes come ranked, and what was ruled out with its reason', () => {
    const ranked = [
      {
        pipeline: 'p',
        environment: 'Production',
        destination: { kind: 'server' as const, applicationName: 'a', deploymentGroupName: 'g' },
        deploymentId: 'd-1',
        confidence: 'high' as const,
        sentence: 'Errors began with d-1.',
      },
    ];
    const lines = explanation(gathered({ ranked, excluded: ['Production of q: too old.'] }), { kind: 'wait', reason: '' });
    expect(lines).toEqual(
      expect.arrayContaining(['Cause 1    high confidence: Errors began with d-1.', 'Not        Production of q: too old.']),
    );
  });
});

test('without --dry-run it does nothing and says so', async () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await main(['heal', '--problem', 'x.json']);
  const said = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  expect([code, said]).toEqual([3, expect.stringContaining('heal explains only: add --dry-run')]);
});
