/** The command line with what a person may get wrong: one clear sentence, the right exit code, nothing left behind. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unbreakable, type Run } from './support/command-line';
import { bundleFolders, copiesOf, editTemplate, prepareApp, rewriteTemplates } from './support/prepared-app';

let folder: string;
let synthesized: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trouble-'));
  synthesized = await prepareApp(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the assembly for one test to change. */
const app = copiesOf(() => synthesized);

const nothingLeft = { leftFiles: [], leftProcesses: [] };

const rehearse = (dir: string, builds = '1', speed = '60'): Promise<Run> =>
  unbreakable(['rehearse', '--no-serve', '--port', '0', '--builds', builds, '--speed', speed, '--app', dir]);

/** Refused before anything ran, in one sentence without a stack. */
const expectSentence = (run: Run, code: number, ...said: readonly (string | RegExp)[]): void => {
  for (const text of said) expect(run.errors).toMatch(text);
  expect(run.errors).not.toMatch(/\n\s+at /);
  expect(run).toMatchObject({ code, ...nothingLeft });
};

describe('one sentence each', () => {
  test('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expectSentence(await unbreakable(['rehearse', '--port', String(port)]), 3, `Port ${port}`, '--port');
    } finally {
      server.close();
    }
  });

  test.each<{ readonly name: string; readonly args: readonly string[]; readonly said: readonly string[] }>([
    { name: 'a build that does not exist', args: ['--builds', '1,99'], said: ['There is no build 99'] },
    { name: 'a build that behaves like none', args: ['--builds', '7', '--like', '7=99'], said: ['There is no build 99'] },
    { name: 'builds that are no numbers', args: ['--builds', 'one'], said: ['--builds', 'one'] },
    { name: 'a speed of zero', args: ['--speed', '0'], said: ['--speed', '1 to 240'] },
    { name: 'an app that does not exist', args: ['--app', '/nowhere/at/all'], said: ['--app /nowhere/at/all'] },
    { name: 'a folder that is no app', args: ['--app', __dirname], said: ['manifest.json'] },
    { name: 'a file for lines in no folder', args: ['--json', '/nowhere/at/all.ndjson'], said: ['/nowhere/at/all.ndjson'] },
  ])('$name', async ({ args, said }) => {
    expectSentence(await unbreakable(['rehearse', '--no-serve', '--port', '0', ...args]), 3, ...said);
  });

  test('an app whose manifest is no JSON', async () => {
    const dir = app();
    writeFileSync(join(dir, 'manifest.json'), '{ "artifacts": ');
    expectSentence(await rehearse(dir), 3, 'manifest.json');
  });

  test('an app without one of its bundles', async () => {
    const dir = app();
    rmSync(bundleFolders(dir).get('decide') ?? '', { recursive: true });
    const run = await rehearse(dir);
    expectSentence(run, 3, /asset/i, 'npx cdk synth');
  });

  test('a role whose trust does not let its service in', async () => {
    const dir = app();
    editTemplate(dir, 'UnbreakableGate', ({ Resources }) => {
      const [role] = Object.entries(Resources)
        .filter(([id, { Type }]) => Type === 'AWS::IAM::Role' && id.includes('Decide'))
        .map(([, resource]) => resource);
      role!.Properties['AssumeRolePolicyDocument'] = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
      };
    });
    expectSentence(await rehearse(dir), 3, /Decide/, /role/i, 'lambda');
  });
});

describe('an app that was edited by hand', () => {
  test('a resource type that the rehearsal does not run is named, and the story goes on without it', async () => {
    const dir = app();
    editTemplate(dir, 'UnbreakableFoundation', ({ Resources }) => {
      Resources['Game'] = { Type: 'AWS::GameLift::Fleet', Properties: { Name: 'game' } };
    });
    const run = await rehearse(dir);
    expect(run.output).toContain('AWS::GameLift::Fleet');
    expect(run).toMatchObject({ code: 0, ...nothingLeft });
  });

  test('a permission that was taken away: role, action and resource are named, nothing is approved, exit code 1', async () => {
    const dir = app();
    rewriteTemplates(dir, (text) => text.replaceAll('"codepipeline:PutApprovalResult"', '"codepipeline:GetPipeline"'));
    const run = await rehearse(dir);
    expect(run.code).toBe(1);
    expect(run.output).toMatch(/Denied: .*Decide.* may not codepipeline:PutApprovalResult on arn:aws:codepipeline:.*ApproveStaging/);
    expect(run.lines.at(-1)).toMatchObject({ type: 'summary', ok: false });
    expect(run.lines.filter((line) => line.type === 'execution').map(({ status }) => status)).not.toContain('Succeeded');
    expect(run).toMatchObject(nothingLeft);
  });

  test('a window of negative length: the registration fails with the parameter, exit code 1', async () => {
    const dir = app();
    rewriteTemplates(dir, (text) => text.replaceAll(/(windowMinutes\\":)(\d+)/g, '$1-$2'));
    const run = await rehearse(dir);
    expect(run.code).toBe(1);
    expect(run.output).toContain('UserParameters.windowMinutes');
    expect(run.output).toMatch(/Received: -\d+/);
    expect(run.lines.map(({ type }) => type)).toEqual(['execution', 'summary']);
    expect(run).toMatchObject(nothingLeft);
  });
});

describe('stopped', () => {
  test.each([
    { name: 'while synthesizing', after: 'Synthesizing' },
    { name: 'while the stacks are created', after: 'Creating the stacks' },
    { name: 'while build 0 is deployed', after: 'Deploying build 0' },
    { name: 'while a build is on the way', after: 'Releasing build 1' },
    { name: 'while a gate has just decided', after: 'approved in Staging' },
  ])('by Ctrl-C $name: nothing is left, exit code 1', async ({ after }) => {
    const run = await unbreakable(['rehearse', '--no-serve', '--port', '0', '--builds', '1'], { stop: { signal: 'SIGINT', after } });
    expect(run).toMatchObject({ code: 1, ...nothingLeft });
    expect(run.errors).toContain('Stopped');
  });

  test('by SIGKILL: no process is left after a few seconds', async () => {
    const run = await unbreakable(['rehearse', '--no-serve', '--port', '0', '--builds', '1'], {
      stop: { signal: 'SIGKILL', after: 'approved in Staging' },
      grace: 5_000,
    });
    expect(run.leftProcesses).toEqual([]);
  });

  test('by Ctrl-C while it serves the report: nothing is left, exit code 0', async () => {
    const run = await unbreakable(['rehearse', '--port', '0', '--builds', '1', '--app', app()], {
      stop: { signal: 'SIGINT', after: 'Ctrl-C ends the rehearsal' },
    });
    expect(run).toMatchObject({ code: 0, ...nothingLeft });
  });
});

test.each(['30', '60', '120'])('at speed %s a build passes both gates, within 1.5 GB', async (speed) => {
  const run = await rehearse(app(), '1', speed);
  expect(run.lines.map((line) => (line.type === 'decision' ? `${line.stage} ${line.decision}` : line.type))).toEqual([
    'Staging approve',
    'Production approve',
    'execution',
    'summary',
  ]);
  expect(run).toMatchObject({ code: 0, ...nothingLeft });
  expect(run.mostMemory).toBeGreaterThan(100_000_000);
  expect(run.mostMemory).toBeLessThan(1_500_000_000);
});

test.each<{ readonly name: string; readonly args: readonly string[]; readonly story: readonly string[] }>([
  {
    name: 'builds 2 and 3 with their behaviour swapped swap their outcomes',
    args: ['--builds', '2,3', '--like', '2=3,3=2'],
    story: ['2 Staging approve', '2 Production approve', '3 Staging reject'],
  },
  {
    name: 'build 4 under another name is rolled back all the same',
    args: ['--builds', '3,7', '--like', '7=4'],
    story: ['3 Staging approve', '3 Production approve', '7 Staging approve', '7 Production reject', 'rollback 7 to 3 succeeded'],
  },
])('$name', async ({ args, story }) => {
  const run = await unbreakable(['rehearse', '--no-serve', '--port', '0', '--app', app(), ...args]);
  expect(
    run.lines.flatMap((line) => {
      if (line.type === 'decision') return [`${line.build} ${line.stage} ${line.decision}`];
      return line.type === 'remediation' ? [`rollback ${line.fromBuild} to ${line.toBuild} ${line.outcome}`] : [];
    }),
  ).toEqual(story);
  expect(run).toMatchObject({ code: 0, ...nothingLeft });
});

test('nothing of these runs is left in the folder for temporary files', () => {
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('trouble-run-'))).toEqual([]);
});
