/** What disturbs earlier days: deployments and incidents at both sides of a comparison. */
import type { Destination } from '../../lambda/contract/destination';
import { destinationsOf, troublesIn, unknownOf } from '../../lambda/gate/looking/history/untroubled';
import type { Window } from '../../lambda/judge/series';
import type { Comparison } from '../../lambda/monspec/monspec';
import { aValidation, destination as production } from './support/validations';

const staging: Destination = { kind: 'service', cluster: 'main', service: 'web' };
const cloudwatch = { dimensions: {} };
const comparison: Comparison = {
  name: 'StagingToProduction',
  source: 'Staging',
  compare: 'Production',
  allowedPercent: { default: 20, byMetric: {} },
  shiftSourceSeconds: 0,
  baseline: { kind: 'shifted', seconds: 0 },
};
const described = (environments: Record<string, Destination>) => ({
  environments: Object.fromEntries(
    Object.entries(environments).map(([name, deployment]) => [name, { cloudwatch, deployment, rollback: false }]),
  ),
});

test.each([
  ['both sides', { Staging: staging, Production: production }, [staging, production], []],
  ['one that both share', { Staging: production, Production: production }, [production], []],
  ['those that somebody described', { Staging: staging }, [staging], ['Production']],
])('destinations of a comparison: %s', (_, environments, destinations, unknown) => {
  const places = { comparison, described: described(environments) };
  expect(destinationsOf(places)).toEqual(destinations);
  expect(unknownOf(places)).toEqual(unknown);
});

describe('troubles', () => {
  const span = { start: 0, end: 100 };
  const places = { comparison, described: described({ Staging: staging, Production: production }) };
  const nameOf = (one: Destination): string => (one.kind === 'service' ? 'staging' : 'production');
  const of = (incidents: Record<string, Window[]>, deployments: Record<string, Window[]>) =>
    troublesIn(span, aValidation(), places, {
      claims: { incidents: async (one) => incidents[nameOf(one)] ?? [] },
      times: { during: async (one) => deployments[nameOf(one)] ?? Promise.reject(new Error('Rate exceeded')) },
    });

  test('are those of both sides', async () => {
    const [one, two, three] = [1, 2, 3].map((at) => ({ start: at, end: at + 1 })) as [Window, Window, Window];
    expect(await of({ production: [one] }, { staging: [two], production: [three] })).toEqual({ spans: [one, two, three] });
  });

  test('are not known where one side is not', async () => {
    expect(await of({}, { staging: [] })).toEqual({ why: expect.stringContaining('ECS service main/web and deployment group') });
  });
});
