/** The very first builds, when nothing has ever run: there is no baseline, and nothing to go back to. */
import { monspecWith } from './support/monspecs';
import { Theatre } from './support/theatre';
import { expectTold } from './support/told';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open({ running: false });
}, 120_000);

afterAll(() => theatre?.close());

// The steps build on each other: what ran before is what they are about.
test('from an empty production to the first rollback that is refused', async () => {
  const withoutLimits = monspecWith((service) => {
    for (const signature of service.perfsignature) delete signature['upperlimit'];
  });
  const unlimited = await theatre.release(1, { monspec: withoutLimits });
  expect(unlimited.execution).toMatchObject({ status: 'Held' });
  expect(unlimited.decision('Staging')).toMatchObject({ decision: 'hold', by: 'gate' });
  await expectTold(theatre, unlimited.validations[0]!);

  const hopeless = await theatre.release(2);
  expect(hopeless.decision('Staging')).toMatchObject({ decision: 'reject', verdict: 'fail' });
  expect(hopeless.decision('Staging')?.reasons.join('\n')).toContain('No baseline: limits only');

  const badInProduction = await theatre.release(4);
  expect(badInProduction.decision('Staging')).toMatchObject({ decision: 'approve' });
  expect(badInProduction.decision('Staging')?.reasons.join('\n')).toContain('No baseline: limits only');
  expect(badInProduction.decision('Production')).toMatchObject({ decision: 'reject', by: 'gate' });
  expect(badInProduction.lines.find(({ type }) => type === 'remediation-refused')).toMatchObject({ stage: 'Production', fromBuild: 4 });
  expect(badInProduction.lines.some(({ type }) => type === 'remediation')).toBe(false);
  for (const validation of badInProduction.validations) await expectTold(theatre, validation);

  expect(theatre.cloud.receipt().denied).toEqual([]);
});
