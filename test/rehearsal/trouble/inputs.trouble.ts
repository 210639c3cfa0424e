/** Bad input: monspecs and bundles that cannot be used. None may reach an approval, each says where and how to mend it. */
import { strToU8 } from 'fflate';
import { monspecText, monspecWith } from './support/monspecs';
import { Theatre, type Ending } from './support/theatre';
import { replaceIn, rezip } from './support/zips';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open();
}, 120_000);

afterAll(() => theatre.close());

/** Ended at the named action, before any gate could measure, with nothing decided and nothing denied. */
const expectRefused = (ending: Ending, action: string, ...said: readonly string[]): void => {
  expect(ending.execution).toMatchObject({ status: 'Failed' });
  for (const text of [action, ...said]) expect(ending.execution.failure).toContain(text);
  expect(ending.validations).toEqual([]);
  expect(ending.lines.map(({ type }) => type)).toEqual(['execution']);
  expect(theatre.cloud.receipt().denied).toEqual([]);
};

const junk = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, index) => (index * 7919 + (index >> 3)) % 251);

test.each<{ readonly name: string; readonly monspec: Uint8Array; readonly said: readonly string[] }>([
  {
    name: 'an unknown metric',
    monspec: monspecWith((service) => {
      service.perfsignature[0]!['timeseries'] = 'com.dynatrace.builtin:service.responsetimes';
    }),
    said: ['Monspec: ', 'perfsignature[0]', 'com.dynatrace.builtin:service.responsetimes'],
  },
  {
    name: 'an unknown comparison',
    monspec: monspecWith((service) => {
      service.comparisons[0]!['name'] = 'StagingToProd';
    }),
    said: ['Monspec: ', 'StagingToProduction', 'StagingToProd'],
  },
  {
    name: 'an unknown environment in the comparison',
    monspec: monspecWith((service) => {
      service.comparisons[0]!['compare'] = 'Live';
    }),
    said: ['Monspec: ', 'comparisons[0].compare', 'Live'],
  },
  {
    name: 'a negative shift of the window',
    monspec: monspecWith((service) => {
      service.comparisons[0]!['shiftcomparetimeframe'] = -300;
    }),
    said: ['Monspec: ', 'shiftcomparetimeframe', '-300'],
  },
  {
    name: 'a negative margin',
    monspec: monspecWith((service) => {
      service.comparisons[0]!['scalefactorperc'] = { default: -30 };
    }),
    said: ['Monspec: ', 'scalefactorperc', '-30'],
  },
  { name: '1 MB of junk', monspec: junk(1_048_576), said: ['Monspec: ', '1048576 bytes'] },
  { name: '200 kB of junk', monspec: junk(200_000), said: ['Monspec'] },
  { name: 'UTF-16', monspec: Buffer.from(`\uFEFF${monspecText}`, 'utf16le'), said: ['Monspec', 'UTF-8'] },
  { name: 'Latin-1 in a name', monspec: Buffer.from(monspecText.replace('Sample team', 'Équipe'), 'latin1'), said: ['Monspec', 'UTF-8'] },
  { name: 'nothing at all', monspec: new Uint8Array(), said: ['Monspec'] },
  {
    name: 'a zip without a monspec',
    monspec: rezip(Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), (files) => (files['readme.txt'] = strToU8('hello'))),
    said: ['Monspec', '*.json'],
  },
  { name: 'JSON that is no monspec', monspec: strToU8('[1, 2, 3]'), said: ['Monspec'] },
])('monspec: $name fails the registration', async ({ monspec, said }) => {
  expectRefused(await theatre.release(1, { monspec }), 'Staging/RegisterStagingValidation', ...said);
});

test('a monspec that has more than one mistake names them all', async () => {
  const monspec = monspecWith((service) => {
    service.perfsignature[0]!['validate'] = 'sideways';
    service.comparisons[0]!['compare'] = 'Live';
  });
  expectRefused(await theatre.release(1, { monspec }), 'Staging/RegisterStagingValidation', 'sideways', 'Live');
});

test.each<{ readonly name: string; readonly change: (zip: Uint8Array) => Uint8Array; readonly said: readonly string[] }>([
  { name: 'without appspec', change: (zip) => rezip(zip, (files) => delete files['appspec.yml']), said: ['appspec.yml'] },
  {
    name: 'with an appspec that is no YAML',
    change: (zip) => replaceIn(zip, 'appspec.yml', () => 'version: [0.0'),
    said: ['AppSpec', 'YAML'],
  },
  { name: 'that is no zip', change: () => strToU8('this is no zip'), said: ['zip'] },
  {
    name: 'with a hook that fails',
    change: (zip) => replaceIn(zip, 'scripts/after-install.sh', () => '#!/bin/bash\necho "disk is full" >&2\nexit 3\n'),
    said: ['AfterInstall (scripts/after-install.sh)', 'disk is full', '3'],
  },
  {
    name: 'with a hook that is missing',
    change: (zip) => rezip(zip, (files) => delete files['scripts/before-install.sh']),
    said: ['before-install.sh'],
  },
  {
    name: 'that crashes at its start',
    change: (zip) => replaceIn(zip, 'server.js', () => 'throw new Error("no configuration");'),
    said: ['ValidateService', 'validate-service.sh'],
  },
])('a bundle $name fails the deployment, and the gate is never asked', async ({ change, said }) => {
  const { application } = await theatre.files(1);
  expectRefused(await theatre.release(1, { application: change(application) }), 'Staging/DeployInStaging', ...said);
});

test('a build that never becomes healthy fails the deployment after its limit', async () => {
  const { application } = await theatre.files(1);
  const sick = replaceIn(
    replaceIn(application, 'server.js', (text) => text.replaceAll('"/health"', '"/healthz"')),
    'scripts/validate-service.sh',
    (text) => text.replace('HEALTH_LIMIT_SECONDS:-30', 'HEALTH_LIMIT_SECONDS:-2'),
  );
  expectRefused(await theatre.release(1, { application: sick }), 'Staging/DeployInStaging', 'ValidateService', 'Not healthy');
});

test('after all of it, a good build still passes both gates', async () => {
  const ending = await theatre.release(1);
  expect(ending.execution).toMatchObject({ status: 'Succeeded' });
  expect(ending.decision('Staging')).toMatchObject({ decision: 'approve', verdict: 'pass' });
  expect(ending.decision('Production')).toMatchObject({ decision: 'approve', verdict: 'pass' });
  // The load balancer has no error count for it, because there were no errors: that is zero, not missing.
  expect(ending.decision('Production')?.reasons).toContain('Failure rate (avg) 0 % is below 2 %, as it must be.');
});
