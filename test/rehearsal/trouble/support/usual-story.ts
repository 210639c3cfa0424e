/** What builds 1 to 4 meet, whatever they run on and wherever. */
import type { Line } from '../../../../rehearsal/story/lines';

/** Build, stage and decision, in their order. */
export const decisionsOf = (lines: readonly Line[]): readonly (readonly [number, string, string])[] =>
  lines.flatMap((line) => (line.type === 'decision' ? [[line.build, line.stage, line.decision] as const] : []));

/** Two builds pass, one is rejected in staging, one in production, which goes back. */
export const expectUsualStory = (lines: readonly Line[]): void => {
  expect(decisionsOf(lines)).toEqual([
    [1, 'Staging', 'approve'],
    [1, 'Production', 'approve'],
    [2, 'Staging', 'reject'],
    [3, 'Staging', 'approve'],
    [3, 'Production', 'approve'],
    [4, 'Staging', 'approve'],
    [4, 'Production', 'reject'],
  ]);
  expect(lines.filter(({ type }) => type === 'remediation')).toEqual([
    expect.objectContaining({ by: 'gate', stage: 'Production', fromBuild: 4, toBuild: 3, outcome: 'succeeded' }),
  ]);
};
