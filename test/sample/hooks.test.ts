/** Runs the hooks as CodeDeploy does, in a folder that stands for an instance, with a stand-in for systemctl on PATH. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnvironmentFile } from '../../rehearsal/compute/unit-file';
import { bundleSample, type SampleBundle } from '../../sample/bundle';
import { temporaryFolder } from './support/bundle';
import { Instance, type Outcome } from './support/instance';
import { startService } from './support/service';

/** What the stand-in's CodeDeploy variables make. */
const version = 'app-group-id-d1';
const folder = temporaryFolder();
let bundle: SampleBundle;

beforeAll(async () => {
  bundle = await bundleSample({ builds: [1], outDir: join(folder.path, 'bundle') });
});
afterAll(() => folder.remove());

const newInstance = (settings: string, systemctl?: string) =>
  new Instance(mkdtempSync(join(folder.path, 'instance-')), settings, systemctl);
const codes = (outcomes: Record<string, Outcome>) => Object.fromEntries(Object.entries(outcomes).map(([event, { code }]) => [event, code]));

test.each(
  readdirSync(join(__dirname, '../../sample/deploy'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.sh')),
)('%s is bash', async (path) => {
  const file = join(__dirname, '../../sample/deploy', path);
  const problem = await new Promise((resolve) => void execFile('bash', ['-n', file], (error) => resolve(error)));
  expect(problem).toBeNull();
  expect(readFileSync(file, 'utf8')).not.toMatch(/\b777\b/);
});

describe('application', () => {
  const settings = 'PORT=8080\nENVIRONMENT=Staging\nAPP_NAME=unbreakable-sample\n';

  test('a deployment installs, starts and validates', async () => {
    const service = await startService();
    const instance = newInstance(settings);
    const outcomes = await instance.deploy(bundle.applications[0]!.file, { PORT: new URL(service.url).port });
    await service.close();
    expect(codes(outcomes)).toEqual({ ApplicationStop: 0, BeforeInstall: 0, AfterInstall: 0, ApplicationStart: 0, ValidateService: 0 });
    expect(instance.systemctlCalls).toEqual([
      'stop unbreakable-sample.service',
      'daemon-reload',
      'enable unbreakable-sample.service',
      'restart unbreakable-sample.service',
    ]);
    expect(parseEnvironmentFile(instance.read('etc/unbreakable/unbreakable-sample.env'))).toEqual({
      VERSION: version,
      DT_RELEASE_VERSION: '1',
      DT_RELEASE_STAGE: 'Staging',
      DT_RELEASE_PRODUCT: 'unbreakable-sample',
      DT_RELEASE_BUILD_VERSION: version,
      DT_TAGS: 'DeploymentGroup=group Application=app',
    });
    expect(outcomes['ValidateService']?.output).toContain(`Healthy on port ${new URL(service.url).port}`);
    expect([
      instance.mode('opt/unbreakable-sample'),
      instance.mode('opt/unbreakable-sample/server.js'),
      instance.mode('var/log/unbreakable/app.log'),
    ]).toEqual(['755', '644', '640']);
  });

  test('a second deployment over the first one succeeds as well', async () => {
    const service = await startService();
    const instance = newInstance(settings);
    const environment = { PORT: new URL(service.url).port };
    await instance.deploy(bundle.applications[0]!.file, environment);
    const outcomes = await instance.deploy(bundle.applications[0]!.file, environment);
    await service.close();
    expect(outcomes['ValidateService']?.code).toBe(0);
  });

  test('the port comes from instance.env', async () => {
    const service = await startService();
    const instance = newInstance(settings.replace('8080', new URL(service.url).port));
    const outcomes = await instance.deploy(bundle.applications[0]!.file);
    await service.close();
    expect(outcomes['ValidateService']?.code).toBe(0);
  });

  test('ApplicationStop succeeds even where systemctl does not', async () => {
    const instance = newInstance(settings, 'exit 5');
    const outcomes = await instance.deploy(bundle.applications[0]!.file);
    expect(codes(outcomes)).toEqual({ ApplicationStop: 0, BeforeInstall: 0, AfterInstall: 5 });
  });

  test('a start that fails fails the deployment', async () => {
    const instance = newInstance(settings, '[ "$1" != restart ]');
    expect(codes(await instance.deploy(bundle.applications[0]!.file))).toMatchObject({ AfterInstall: 0, ApplicationStart: 1 });
  });

  test('settings without ENVIRONMENT fail the deployment before anything starts', async () => {
    const instance = newInstance('PORT=8080\n');
    const outcomes = await instance.deploy(bundle.applications[0]!.file);
    expect(codes(outcomes)).toEqual({ ApplicationStop: 0, BeforeInstall: 0, AfterInstall: 1 });
    expect(outcomes['AfterInstall']?.output).toContain('ENVIRONMENT is missing in /etc/unbreakable/instance.env.');
  });

  test.each([
    ['nothing listens', undefined, 'exit 0', 'Last answer: none'],
    ['the unit has failed', undefined, 'echo failed; [ "$1" != is-active ]', 'Not healthy on port 1 after 0 s'],
    ['the dependency is down', { downstream: async () => ({ kind: 'failed', reason: 'ECONNREFUSED' }) as const }, 'exit 0', 'HTTP/1.1 503'],
    ['another version answers', { environment: { VERSION: 'app-group-id-d0' } }, 'exit 0', 'app-group-id-d0'],
  ])('the deployment fails where %s', async (_name, overrides, systemctl, text) => {
    const service = overrides === undefined ? undefined : await startService(overrides);
    const instance = newInstance(settings, systemctl);
    const outcomes = await instance.deploy(bundle.applications[0]!.file, { PORT: service === undefined ? '1' : new URL(service.url).port });
    await service?.close();
    expect(outcomes['ValidateService']?.code).toBe(1);
    expect(outcomes['ValidateService']?.output).toContain(text);
    expect(outcomes['ValidateService']?.output).toContain('Next step: read the last lines of /var/log/unbreakable/app.log');
  });
});

describe('load test', () => {
  const settings = 'ENVIRONMENT=Staging\nTARGET_URL=http://example.com\nREQUESTS_PER_MINUTE=120\n';
  const starts = (started: string) =>
    `[ "$1" = restart ] && echo '{"message":"Load has started","version":"${started}"}' >>"$INSTANCE_ROOT/var/log/unbreakable/load.log"\nexit 0`;

  test.each([
    ['LOAD_MINUTES=10\n', 'disable'],
    ['LOAD_MINUTES=0\n', 'enable'],
    ['', 'enable'],
  ])('with %j a deployment starts the load and %ss it for the next boot', async (minutes, verb) => {
    const instance = newInstance(settings + minutes, starts(version));
    const outcomes = await instance.deploy(bundle.tests);
    expect(codes(outcomes)).toEqual({ BeforeInstall: 0, AfterInstall: 0, ApplicationStart: 0, ValidateService: 0 });
    expect(instance.systemctlCalls).toEqual(['daemon-reload', `${verb} unbreakable-load.service`, 'restart unbreakable-load.service']);
    expect(parseEnvironmentFile(instance.read('etc/unbreakable/unbreakable-load.env'))).toMatchObject({
      VERSION: version,
      DT_RELEASE_VERSION: version,
      DT_RELEASE_PRODUCT: 'unbreakable-load',
    });
  });

  test.each([
    ['does not start', 'exit 0'],
    ['is still the old one', starts('app-group-id-d0')],
  ])('the deployment fails where the generator %s', async (_name, systemctl) => {
    const instance = newInstance(settings, systemctl);
    const { ValidateService } = await instance.deploy(bundle.tests);
    expect(ValidateService?.code).toBe(1);
    expect(ValidateService?.output).toContain('The load did not start within 2 s');
  });

  test('settings without TARGET_URL fail the deployment', async () => {
    const instance = newInstance('ENVIRONMENT=Staging\n');
    const outcomes = await instance.deploy(bundle.tests);
    expect(codes(outcomes)).toEqual({ BeforeInstall: 0, AfterInstall: 1 });
    expect(outcomes['AfterInstall']?.output).toContain('TARGET_URL is missing');
  });
});
