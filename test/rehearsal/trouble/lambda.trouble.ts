/** The whole story with the application as a Lambda function: the same decisions, by traffic that shifts. */
import { unbreakable } from './support/command-line';

const pace = ['--speed', '48', '--no-serve', '--port', '0'];

const bounds = { type: 'summary', ok: true, receipt: { denied: [], unsupported: [] } };

test('four builds on Lambda: two pass, one is rejected in staging, one in production, which goes back', async () => {
  const run = await unbreakable(['rehearse', '--compute', 'lambda', ...pace]);
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

test('a build on Lambda that goes bad later: healing moves the alias back to the version before', async () => {
  const run = await unbreakable(['rehearse', '--compute', 'lambda', '--incident', ...pace]);
  expect(run.lines.filter(({ type }) => type === 'remediation')).toEqual([
    expect.objectContaining({ by: 'healing', stage: 'Production', fromBuild: 5, toBuild: 3, outcome: 'succeeded' }),
  ]);
  expect(run.lines.at(-1)).toMatchObject({ ...bounds, stagingBuild: 5, productionBuild: 3 });
  expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
}, 480_000);
