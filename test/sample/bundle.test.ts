import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { behaveLike } from '../../sample/builds';
import { bundleSample, type SampleBundle } from '../../sample/bundle';
import { readZip, temporaryFolder, type ZipEntry } from './support/bundle';

const appFiles = [
  'Dockerfile',
  'appspec.yml',
  'build.json',
  'builds.json',
  'index.js',
  'logrotate/unbreakable-sample',
  'scripts/after-install.sh',
  'scripts/application-start.sh',
  'scripts/application-stop.sh',
  'scripts/before-install.sh',
  'scripts/settings.sh',
  'scripts/validate-service.sh',
  'server.js',
  'unbreakable-sample.service',
];

const testFiles = [
  'appspec.yml',
  'load.js',
  'logrotate/unbreakable-load',
  'scripts/after-install.sh',
  'scripts/application-start.sh',
  'scripts/before-install.sh',
  'scripts/settings.sh',
  'scripts/validate-service.sh',
  'unbreakable-load.service',
];

describe('bundles', () => {
  const folder = temporaryFolder();
  let bundle: SampleBundle;
  let app: Readonly<Record<string, ZipEntry>>;
  let tests: Readonly<Record<string, ZipEntry>>;
  beforeAll(async () => {
    bundle = await bundleSample({ builds: [4, 7], outDir: folder.path, behaviourOf: behaveLike({ 7: 4 }) });
    app = await readZip(bundle.applications[0]!.file);
    tests = await readZip(bundle.tests);
  });
  afterAll(() => folder.remove());

  test('one zip per build in the order asked for, the load test and the monspec', async () => {
    expect(bundle).toEqual({
      applications: [
        { build: 4, file: join(folder.path, 'app-4.zip') },
        { build: 7, file: join(folder.path, 'app-7.zip') },
      ],
      tests: join(folder.path, 'tests.zip'),
      monspec: join(folder.path, 'monspec.json'),
    });
    expect((await readdir(folder.path)).toSorted()).toEqual(['app-4.zip', 'app-7.zip', 'monspec.json', 'tests.zip']);
    expect(await readFile(bundle.monspec, 'utf8')).toBe(await readFile(join(__dirname, '../../sample/monspec.json'), 'utf8'));
  });

  test('the zips hold what their appspec names, and nothing else', () => {
    expect(Object.keys(app).toSorted()).toEqual(appFiles);
    expect(Object.keys(tests).toSorted()).toEqual(testFiles);
  });

  test('hooks are executable, nothing is writable for others', () => {
    for (const [path, { mode }] of [...Object.entries(app), ...Object.entries(tests)]) {
      const executable = path.endsWith('.sh') && path !== 'scripts/settings.sh';
      expect([path, mode.toString(8)]).toEqual([path, executable ? '100755' : '100644']);
    }
  });

  test('the builds differ by build.json and the list of builds only', async () => {
    const renamed = await readZip(bundle.applications[1]!.file);
    const differing = appFiles.filter((path) => renamed[path]!.text !== app[path]!.text);
    expect(differing).toEqual(['build.json']);
    expect(JSON.parse(app['build.json']!.text)).toEqual({
      build: 4,
      colour: '#7d3c98',
      behaviour: { Production: { sleepFactor: 2, failureRate: 0.1 } },
    });
    expect(JSON.parse(renamed['build.json']!.text)).toMatchObject({
      build: 7,
      behaviour: { Production: { sleepFactor: 2, failureRate: 0.1 } },
    });
    expect((JSON.parse(app['builds.json']!.text) as { build: number }[]).map(({ build }) => build)).toEqual([0, 1, 2, 3, 4, 5, 7]);
  });

  test('the same input makes the same bytes', async () => {
    const again = temporaryFolder();
    const second = await bundleSample({ builds: [7, 4, 7], outDir: again.path, behaviourOf: behaveLike({ 7: 4 }) });
    expect(second.applications.map(({ build }) => build)).toEqual([7, 4]);
    expect(await readFile(second.applications[0]!.file)).toEqual(await readFile(bundle.applications[1]!.file));
    expect(await readFile(second.tests)).toEqual(await readFile(bundle.tests));
    again.remove();
  });

  test('the programs name no folder of the machine that built them', () => {
    expect(app['server.js']!.text + tests['load.js']!.text).not.toContain(join(__dirname, '../..'));
  });

  describe.each(['app', 'load'])('appspec of %s', (name) => {
    const files = () => (name === 'app' ? app : tests);
    const appspec = () =>
      parse(files()['appspec.yml']!.text) as {
        version: number;
        os: string;
        files: { source: string; destination: string }[];
        hooks: Record<string, { location: string; timeout: number; runas: string }[]>;
      };

    test('names files that are in the zip and folders on the instance', () => {
      const { version, os, files: copies } = appspec();
      expect([version, os]).toEqual([0, 'linux']);
      for (const { source, destination } of copies) {
        expect(files()[source.slice(1)]).toBeDefined();
        expect(destination).toMatch(/^\/(opt\/unbreakable-|etc\/systemd\/system$|etc\/logrotate\.d$)/);
      }
    });

    test('runs hooks that are in the zip, within CodeDeploy’s hour', () => {
      const { hooks } = appspec();
      const events = ['ApplicationStop', 'BeforeInstall', 'AfterInstall', 'ApplicationStart', 'ValidateService'];
      expect(Object.keys(hooks)).toEqual(name === 'app' ? events : events.slice(1));
      for (const [hook] of Object.values(hooks)) {
        expect(files()[hook!.location]?.mode).toBe(0o100755);
        expect(hook!.timeout).toBeGreaterThan(0);
        expect(hook!.timeout).toBeLessThanOrEqual(3_600);
      }
    });

    test('the unit runs the program that was installed, as its own user, into the log that is rotated', () => {
      const service = `unbreakable-${name === 'app' ? 'sample' : 'load'}`;
      const program = name === 'app' ? 'server.js' : 'load.js';
      const unit = files()[`${service}.service`]!.text;
      const log = /^StandardOutput=append:(.+)$/m.exec(unit)?.[1];
      expect(unit).toContain(`ExecStart=/usr/bin/node /opt/${service}/${program}\n`);
      expect(unit).toContain('User=unbreakable\n');
      expect(unit).toContain(`EnvironmentFile=/etc/unbreakable/${service}.env\n`);
      expect(files()[`logrotate/${service}`]!.text).toContain(`${log} {`);
    });
  });
});

test.each([
  [[], 'NO_BUILDS'],
  [[1, 9], 'UNKNOWN_BUILD'],
])('builds %j end in %s with nothing written', async (builds, code) => {
  const folder = temporaryFolder();
  await expect(bundleSample({ builds, outDir: folder.path })).rejects.toMatchObject({ code });
  expect(await readdir(folder.path)).toEqual([]);
  folder.remove();
});
