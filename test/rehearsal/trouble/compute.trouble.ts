/** The whole story on other kinds of compute: the same decisions, by other deployments. */
import { rehearse as rehearseWith } from '../../../rehearsal/rehearsal';
import type { Line } from '../../../rehearsal/story/lines';
import { unbreakable } from './support/command-line';
import { decisionsOf, expectUsualStory } from './support/usual-story';

/** Functions slower than usual: a shift of traffic is time in which metrics must not come late. */
const kinds = [
  ['ecs', '60'],
  ['lambda', '48'],
] as const;

const rehearse = (compute: string, speed: string, ...more: readonly string[]) =>
  unbreakable(['rehearse', '--compute', compute, ...more, '--speed', speed, '--no-serve', '--port', '0']);

const bounds = { type: 'summary', ok: true, receipt: { denied: [], unsupported: [] } };

test.each(kinds)('four builds on %s: two pass, one is rejected in staging, one in production, which goes back', async (compute, speed) => {
  const run = await rehearse(compute, speed);
  expectUsualStory(run.lines);
  const summary = run.lines.at(-1);
  expect(summary).toMatchObject({ ...bounds, stagingBuild: 4, productionBuild: 3 });
  expect(summary?.type === 'summary' && summary.receipt.unusedStatements.filter(({ reason }) => reason === null)).toEqual([]);
  expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
}, 480_000);

test.each(kinds)('a build on %s that goes bad later: healing brings the build before back', async (compute, speed) => {
  const run = await rehearse(compute, speed, '--incident');
  expect(run.lines.filter(({ type }) => type === 'remediation')).toEqual([
    expect.objectContaining({ by: 'healing', stage: 'Production', fromBuild: 5, toBuild: 3, outcome: 'succeeded' }),
  ]);
  expect(run.lines.at(-1)).toMatchObject({ ...bounds, stagingBuild: 5, productionBuild: 3 });
  expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
}, 480_000);

test('with a bake in staging and load all the while, ECS takes a bad build back before the gate is asked: an orderly end', async () => {
  const lines: Line[] = [];
  const rehearsal = await rehearseWith(
    {
      builds: [1, 2],
      speed: 40,
      config: { compute: 'ecs', staging: { loadMinutes: 0, container: { bakeMinutes: 8 } } },
      port: 0,
      signal: new AbortController().signal,
    },
    (event) => event.kind === 'line' && lines.push(event.line),
  );
  await rehearsal.stop();
  expect(decisionsOf(lines)).toEqual([
    [1, 'Staging', 'approve'],
    [1, 'Production', 'approve'],
  ]);
  expect(rehearsal.summary).toMatchObject({
    ok: true,
    takenBack: [{ build: 2, stage: 'Staging', by: 'ECS', reason: expect.stringContaining('alarm detected'), expected: true }],
    stagingBuild: 1,
    productionBuild: 1,
    problems: [],
  });
}, 480_000);
