/** The few of the trouble suite that every test run plays; `jest --config jest.trouble.config.js` plays them all. */
import { monspecWith } from './support/monspecs';
import { Theatre, once } from './support/theatre';
import { expectTold } from './support/told';
import { replaceIn } from './support/zips';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open();
}, 120_000);

afterAll(() => theatre?.close());

test('a monspec with an unknown metric fails the registration, with file, path and value', async () => {
  const monspec = monspecWith((service) => {
    service.perfsignature[0]!['timeseries'] = 'com.dynatrace.builtin:service.responsetimes';
  });
  const { execution, validations } = await theatre.release(1, { monspec });
  expect(execution.status).toBe('Failed');
  expect(execution.failure).toMatch(
    /^Staging\/RegisterStagingValidation: .*Monspec: .*perfsignature\[0\].*com\.dynatrace\.builtin:service\.responsetimes/s,
  );
  expect(validations).toEqual([]);
}, 60_000);

test('a hook that fails fails the deployment, with the script and what it said', async () => {
  const { application } = await theatre.files(1);
  const { execution, validations } = await theatre.release(1, {
    application: replaceIn(application, 'scripts/after-install.sh', () => '#!/bin/bash\necho "disk is full" >&2\nexit 3\n'),
  });
  expect(execution.failure).toMatch(/^Staging\/DeployInStaging: .*AfterInstall \(scripts\/after-install\.sh\).*disk is full/s);
  expect(validations).toEqual([]);
}, 60_000);

test('without metrics the gate holds, says so everywhere, and nothing reaches production', async () => {
  const ending = await theatre.release(
    1,
    {},
    once(
      () => true,
      () => void theatre.metrics.add({ kind: 'missing', dimensions: theatre.dimensions('Staging') }),
    ),
  );
  theatre.metrics.clear();
  expect(ending.execution.status).toBe('Held');
  expect(ending.decision('Staging')).toMatchObject({ decision: 'hold', by: 'gate', verdict: 'inconclusive' });
  expect(ending.validations.map(({ stage }) => stage)).toEqual(['Staging']);
  await expectTold(theatre, ending.validations[0]!);
}, 120_000);
