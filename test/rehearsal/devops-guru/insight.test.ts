import { fromQueue } from '../../../lambda/healing/reporters/recognise';
import { insightEvent, openInsight } from '../../../rehearsal/devops-guru/insight';

const began = Date.UTC(2026, 10, 20, 12);
const cloud = { account: '123456789012', region: 'us-east-1' };
const insight = openInsight('ShopProduction', { LoadBalancer: 'app/shop/1' }, began);

test.each([
  ['open', insight],
  ['resolved', { ...insight, endTime: began + 600_000 }],
] as const)('an event about an insight that is %s is one that healing reads off the bus', (state, about) => {
  expect(fromQueue(JSON.stringify({ resources: [], ...insightEvent(cloud, about) }), undefined, 0)).toMatchObject({
    kind: 'problem',
    problem: {
      source: 'devops-guru',
      id: insight.id,
      state,
      nature: 'symptom',
      severity: 'medium',
      started: began,
      entities: [{ id: 'LoadBalancer=app/shop/1' }],
    },
  });
});

test('begin and end of an insight have the same id, another insight has another', () => {
  expect(openInsight('ShopProduction', {}, began).id).toBe(insight.id);
  expect(openInsight('ShopStaging', {}, began).id).not.toBe(insight.id);
});
