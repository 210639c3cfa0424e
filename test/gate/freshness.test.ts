import type { SeriesOutcome } from '../../lambda/judge/series';
import { isLagging, staleSignatures } from '../../lambda/gate/looking/freshness';
import { ten } from './support/validations';

const level = (...values: (number | null)[]): SeriesOutcome => ({
  kind: 'series',
  series: { kind: 'level', periodSeconds: 60, start: ten, values },
  unit: 'ms',
  provenance: 'test',
});

const rate = (numerator: (number | null)[], denominator: (number | null)[]): SeriesOutcome => ({
  kind: 'series',
  series: { kind: 'rate', periodSeconds: 60, start: ten, numerator, denominator },
  unit: '%',
  provenance: 'test',
});

const missing = (
  kind: 'no-data' | 'partial' | 'throttled' | 'unreachable' | 'no-entity' | 'unauthorised' | 'bad-query' | 'unsupported',
): SeriesOutcome => ({ kind, detail: 'test' });

const measured = (candidate: SeriesOutcome) => ({ s: { candidate, baseline: level(1) } });

test.each([
  ['a full series', level(1, 2, 3, 4), false, []],
  ['a gap in the middle', level(1, null, null, 4), false, []],
  ['the newest point missing', level(1, 2, 3, null), true, []],
  ['the two newest points missing', level(1, 2, null, null), true, []],
  ['the three newest points missing', level(1, null, null, null), true, ['s']],
  ['no point at all', level(null, null, null), true, ['s']],
  ['one minute without a point', level(null), true, []],
  ['no failures in the newest minute', rate([1, null], [5, 5]), false, []],
  ['no requests in the newest minute', rate([1, null], [5, null]), true, []],
  ['no requests for three minutes', rate([0, 0, 0, 0], [5, null, null, null]), true, ['s']],
  ['no data', missing('no-data'), true, []],
  ['partial data', missing('partial'), true, []],
  ['a throttled source', missing('throttled'), true, []],
  ['an unreachable source', missing('unreachable'), true, []],
  ['no entity', missing('no-entity'), false, []],
  ['no permission', missing('unauthorised'), false, []],
  ['a bad query', missing('bad-query'), false, []],
  ['a metric that the source does not have', missing('unsupported'), false, []],
])('%s', (_, candidate, lagging, stale) => {
  expect([isLagging(measured(candidate)), staleSignatures(measured(candidate))]).toEqual([lagging, stale]);
});
