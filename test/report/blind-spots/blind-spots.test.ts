import type { Evidence } from '../../../lambda/gate/evidence';
import type { SeriesOutcome } from '../../../lambda/judge/series';
import { blindSpots } from '../../../lambda/report/blind-spots/blind-spots';
import { dawn, sample, service } from '../support/samples';
import { failures, level } from '../support/series';

const { validation, evidence } = sample();
const spots = (changed: Partial<Evidence> = {}, of = validation): readonly string[] =>
  blindSpots(of, { kind: 'found', evidence: { ...evidence, ...changed } });
const shape = { start: dawn + 180_000, minutes: 5, seed: 1 };
const measured = (id: string, candidate: SeriesOutcome, baseline: SeriesOutcome = candidate): Partial<Evidence> => ({
  measured: { [id]: { candidate, baseline } },
});
const responseTime = 'service.responsetime/avg';

test.each<[string, readonly string[], string]>([
  [
    'another deployment',
    spots({ deployments: { registered: 'd-1', current: 'd-2' } }),
    'Deployment d-2 replaced d-1 during the window, so the series mixes two builds.',
  ],
  [
    'a series that is missing',
    spots(measured(responseTime, { kind: 'throttled', detail: 'Rate exceeded' }, level(300, 0, shape))),
    'Response time (avg) was not measured for the candidate: the source was too busy to answer (Rate exceeded).',
  ],
  [
    'missing points',
    spots(measured(responseTime, level(300, 0, { ...shape, missing: [1, 2] }))),
    'Response time (avg): 2 of 5 points of the candidate were missing. What happened then is unknown.',
  ],
  [
    'no baseline',
    spots({ baselineExists: false }),
    'Production had never run anything to compare with, so only absolute limits were judged. A build that is worse than its predecessor but within them passes.',
  ],
  [
    'a signature for information',
    spots(),
    'Smartscape toRelationships:calls (count) did not decide: CloudWatch cannot supply smartscape relationships.',
  ],
  [
    'a spike in a window that passes',
    spots(measured(responseTime, spiky())),
    'Response time (avg): 1 of 5 points lay beyond the limit (worst 640 ms); the value of the whole window evens them out.',
  ],
  [
    'much less traffic',
    spots(measured(responseTime, failures(0, 20, shape), failures(0, 200, shape))),
    'The candidate had 10 times less traffic than the baseline. What only shows under the other load is not in this comparison.',
  ],
  [
    'low traffic',
    spots(measured('service.failurerate/avg', failures(0, 12, shape))),
    'Low traffic: the window held 61 requests. A failure that strikes fewer than about one request in 20 may well not have happened in it.',
  ],
  [
    'next to no traffic',
    spots(measured('service.failurerate/avg', failures(0, 1, shape))),
    'Low traffic: the window held 5 requests, too few to show any failure but one that strikes nearly every request.',
  ],
  [
    'no history',
    spots({ engine: 'evidence/4' }),
    'No earlier comparison told how much this one varies by itself; what is usual was assumed.',
  ],
  [
    'no traffic',
    spots(measured('service.failurerate/avg', failures(0, 0, shape))),
    'The candidate served no requests in the window: nothing that only traffic shows could appear.',
  ],
  [
    'unknown traffic',
    spots({ measured: {} }),
    'How many requests stand behind the series is unknown to its source, so rare failures and low traffic cannot be told apart.',
  ],
  [
    'the warm-up',
    spots(),
    'The first 3 min after the deployment started (deploying and warming up) are not judged: a slow or failing start is not in these numbers.',
  ],
  [
    'the length of the window',
    spots(),
    '5 minutes were measured, and nothing after 20 Nov 2026, 10:08 UTC. Slow leaks, nightly jobs, daily peaks and caches that fill over hours need longer than that.',
  ],
  [
    'averages alone',
    spots({ service: { ...service, signatures: service.signatures.slice(0, 1) } }),
    'Response time is judged by its average only: a few very slow requests can hide in it. A percentile such as p90 would show them.',
  ],
  [
    'two environments',
    spots(),
    'Staging was compared with Production: differences of machines, data and traffic between the two are part of the numbers.',
  ],
  [
    'an earlier baseline',
    spots({ comparison: { ...evidence.comparison, compare: 'Staging', baseline: { kind: 'beforeDeployment' } } }),
    'The baseline lies earlier in time: a change of traffic between the two windows looks like a change of the build.',
  ],
  [
    'the percentage rule',
    spots(),
    'The percentage rule compares two numbers once and knows nothing of their usual variation: a change within the allowed 30 to 90 % passes even if it is real, and chance alone can exceed it.',
  ],
  [
    'a look before the end',
    spots({}, { ...validation, lastLook: { ...validation.lastLook!, final: false } }),
    'Look 6 came before the window was over, so it saw only a part of it.',
  ],
])('names what could not be seen: %s', (_, named, expected) => {
  expect(named).toContain(expected);
});

/** Four quiet minutes and one far above the limit. */
function spiky(): SeriesOutcome {
  return {
    kind: 'series',
    series: { kind: 'level', periodSeconds: 60, start: shape.start, values: [290, 300, 640, 310, 295] },
    unit: 'ms',
    provenance: 'test',
  };
}

test('does not name what was not the case', () => {
  const quiet = level(300, 0, shape);
  const words = spots(measured(responseTime, quiet)).join(' ');
  expect(words).not.toMatch(
    /replaced|never run|was not measured|points of the candidate|beyond the limit|Low traffic|average only|traffic than the baseline/,
  );
});

test.each([
  [{ kind: 'none' } as const, 'There was no look, so nothing was measured: this gate has seen nothing of the release.'],
  [
    { kind: 'unreadable', detail: 'it is gone' } as const,
    'The evidence cannot be shown (it is gone), so this page cannot say what it left out.',
  ],
])('without evidence it says so', (reading, expected) => {
  expect(blindSpots(validation, reading)).toEqual([expected]);
});
