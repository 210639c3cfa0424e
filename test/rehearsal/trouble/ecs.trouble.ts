/** The whole story with the application on ECS: the same decisions, by other deployments. */
import { unbreakable } from './support/command-line';

/** Slower than usual: a bake is time in which metrics must not come late. */
const pace = ['--speed', '40', '--no-serve', '--port', '0'];

const bounds = { type: 'summary', ok: true, receipt: { denied: [], unsupported: [] } };

test('four builds on ECS: two pass, one is rejected in staging, one in production, which goes back', async () => {
  const run = await unbreakable(['rehearse', '--compute', 'ecs', ...pace]);
  expect(run.lines.flatMap((line) => (line.type === 'decision' ? [[line.build, line.stage, line.decision]] : []))).toEqual([
    [1, 'Staging', 'approve'],
    [1, 'Production', 'approve'],
    [2, 'Staging', 'reject'],
    [3, 'Staging', 'approve'],
    [3, 'Production', 'approve'],
    [4, 'Staging', 'approve'],
    [4, 'Production', 'reject'],
  ]);
  expect(run.lines.filter(({ type }) => type === 'remediation')).toEqual([
    expect.objectContaining({ by: 'gate', stage: 'Production', fromBuild: 4, toBuild: 3, outcome: 'succeeded' }),
  ]);
  expect(run.lines.at(-1)).toMatchObject({ ...bounds, stagingBuild: 4, productionBuild: 3 });
  expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
}, 480_000);

test('a build on ECS that goes bad later: healing brings the task definition of the build before back', async () => {
  const run = await unbreakable(['rehearse', '--compute', 'ecs', '--incident', ...pace]);
  expect(run.lines.filter(({ type }) => type === 'remediation')).toEqual([
    expect.objectContaining({ by: 'healing', stage: 'Production', fromBuild: 5, toBuild: 3, outcome: 'succeeded' }),
  ]);
  expect(run.lines.at(-1)).toMatchObject({ ...bounds, stagingBuild: 5, productionBuild: 3 });
  expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
}, 480_000);
