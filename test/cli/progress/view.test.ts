import pc from 'picocolors';
import { initialState, progress, type ProgressState } from '../../../cli/progress/state';
import { renderProgress } from '../../../cli/progress/view';
import type { DecisionLine } from '../../../rehearsal/story/lines';
import { aValidation } from '../support/validations';

const terminal = { colors: pc.createColors(false), width: 100 };

const decision: DecisionLine = {
  type: 'decision',
  validationId: 'v',
  executionId: 'e1',
  build: 2,
  stage: 'Staging',
  decision: 'reject',
  verdict: 'fail',
  by: 'gate',
  reasons: ['Failure rate 49 % is above the limit 2 %.'],
  at: '2026-01-01T00:00:00.000Z',
};

const look = {
  at: 300_000,
  number: 3,
  final: false,
  verdict: 'fail' as const,
  reasons: [],
  evidenceKey: 'k',
  signatures: [
    {
      id: 's',
      label: 'Failure rate (avg)',
      unit: '%',
      verdict: 'fail' as const,
      candidate: 49,
      baseline: null,
      limit: { upper: 2 },
      changePercent: null,
      reason: '',
    },
  ],
};

const running: ProgressState = progress(initialState, {
  kind: 'snapshot',
  build: 2,
  virtualNow: Date.UTC(2026, 0, 1, 12, 30, 5),
  series: new Map([['s', [48, 50]]]),
  snapshot: {
    executionId: 'e1',
    status: 'InProgress',
    openWorkflows: 1,
    actions: [
      { stage: 'Staging', name: 'DeployInStaging', status: 'Succeeded' },
      { stage: 'Staging', name: 'ApproveStaging', status: 'InProgress' },
    ],
    validations: [aValidation({ lastLook: look })],
  },
});

test('shows stage, actions and the signatures as they come, with candidate, baseline and limit', () => {
  const text = renderProgress(running, terminal, 'keys');
  expect(text).toContain('virtual time 12:30:05 UTC');
  expect(text).toContain('Staging  ✔ Deploy   ● Approve');
  expect(text).toContain('Gate Staging · minute 5 of 10 · not decided before the end of the window');
  expect(text).toMatch(/✘ {2}Failure rate \(avg\) {2}██ +49 % {2}baseline no data, at most 2 %/);
});

test('keeps what was decided, cut to the width of the terminal', () => {
  const state = progress(running, { kind: 'line', line: decision });
  expect(renderProgress(state, terminal, '')).toContain('✘ Build 2 rejected in Staging. Failure rate 49 % is above the limit 2 %.');
  const narrow = renderProgress(state, { ...terminal, width: 30 }, '')
    .split('\n')
    .find((line) => line.includes('Build 2'));
  expect(narrow).toBe('  ✘ Build 2 rejected in Stagi…');
});

test('a summary adds nothing to the picture', () => {
  const receipt = {
    calls: {},
    denied: [],
    unusedStatements: [],
    unsupported: [],
    replayed: { verdicts: 0, identical: 0 },
    virtualMinutes: 0,
    realSeconds: 0,
    speed: 1,
  };
  const line = { type: 'summary' as const, ok: true, stagingBuild: null, productionBuild: null, locked: [], problems: [], receipt };
  expect(progress(running, { kind: 'line', line })).toBe(running);
});
