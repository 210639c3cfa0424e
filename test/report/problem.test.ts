import { renderProblem } from '../../lambda/report/render';
import { storedProblem } from '../../lambda/report/problem/stored-problems';
import type { ProblemStory } from '../../lambda/report/problem/story';
import { aProblem, heal, World } from '../healing/support/world';
import { markupFaults } from './support/markup';

const storyOf = async (
  change: (world: World) => void = () => {},
  problem = aProblem(),
): Promise<{ readonly story: ProblemStory; readonly now: number }> => {
  const world = new World();
  change(world);
  await heal(world, problem);
  return { story: (await storedProblem(world.documents, `webhook:${problem.id}`))!, now: world.now };
};

const formats = ['html', 'markdown', 'json'] as const;

test.each(formats)('the page of a problem that was healed tells its story as %s', async (format) => {
  const text = renderProblem(await storyOf(), format);
  for (const part of ['Build four', 'Build three', 'unbreakable unlock shop', 'd-four']) {
    expect(text).toContain(part);
  }
});

test.each([
  ['healed', () => {}, 'Recovered'],
  ['not healed', (world: World) => void world.bad.add('three'), 'Not recovered'],
  ['not deployed', (world: World) => void (world.deployer.nextOutcome = 'failed'), 'Rollback failed'],
  ['refused', (world: World) => void (world.switchedOn = false), 'No rollback'],
])('a problem that was %s says so first', async (_name, change, word) => {
  expect(renderProblem(await storyOf(change), 'markdown')).toMatch(new RegExp(`^# \\S+ ${word}`));
});

test.each(formats)('hostile texts of a problem stay texts as %s', async (format) => {
  const evil = '<script>alert(1)</script>"\'><img src=x onerror=y>[a](javascript:b)';
  const text = renderProblem(
    await storyOf(() => {}, aProblem({ title: evil, entities: [{ type: evil, id: evil, name: 'shop' }] })),
    format,
  );
  expect(format === 'html' ? markupFaults(text) : []).toEqual([]);
  expect(format === 'json' ? '' : text).not.toMatch(/<script|<img/);
  expect(format === 'markdown' ? text : '').not.toMatch(/[^\\]\]\(javascript/);
});

test('there is no page of a problem that there is not', async () => {
  expect(await storedProblem(new World().documents, 'webhook:none')).toBeUndefined();
});
