import { explain } from '../../lambda/healing/explain';
import { aProblem, World } from './support/world';
import { dynatraceTest } from './reporters/payloads';

test('explains what would be done, and changes nothing', async () => {
  const world = new World();
  const explanation = await explain(JSON.stringify(aProblem()), world.ports(), world.now);
  expect(explanation).toMatchObject({ kind: 'planned', attributions: [{ deploymentId: 'd-four', confidence: 'high' }], plan: { kind: 'redeploy', target: { release: 'Build three' } } });
  expect(world.documents.items.size).toBe(0);
  expect(world.deployer.rollbacks()).toEqual([]);
});

test('explains a refusal', async () => {
  const world = new World();
  world.switchedOn = false;
  expect(await explain(JSON.stringify(aProblem()), world.ports(), world.now)).toMatchObject({ plan: { kind: 'refuse', code: 'switched-off' } });
});

test.each([
  ['a test notification', 'ignored', JSON.stringify(dynatraceTest)],
  ['no JSON', 'malformed', 'hello'],
])('%s is %s', async (_name, kind, text) => {
  const world = new World();
  expect((await explain(text, world.ports(), world.now)).kind).toBe(kind);
});
