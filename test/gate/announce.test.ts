import type { Announcement, DeploymentFacts } from '../../lambda/contract/deployment-event';
import { announce, maxAttempts, parseAnnounceState, type AnnounceState } from '../../lambda/gate/announce';
import { aValidation, minute, ten } from './support/validations';
import { monspecText, World } from './support/world';

const validation = aValidation();
const first: AnnounceState = { validationId: validation.validationId, next: 'announce', at: new Date(ten).toISOString(), attempts: 0 };
const later: Announcement = { kind: 'later', detail: 'no entity yet' };

const portsWith = async (answers: readonly Announcement[]) => {
  const world = new World();
  const pushed: DeploymentFacts[] = [];
  await world.validations.create(validation);
  await world.evidence.keepMonspec(validation.monspecKey, monspecText);
  const events = {
    push: async (deployment: DeploymentFacts) => {
      pushed.push(deployment);
      return answers[pushed.length - 1] ?? later;
    },
  };
  return { pushed, world, ports: { validations: world.validations, evidence: world.evidence, links: world.links, events } };
};

test('what was deployed is told, with the tags of the environment under test and the link to the report', async () => {
  const { pushed, ports } = await portsWith([{ kind: 'accepted', entities: 1 }]);
  const state = await announce(first, ports, ten);
  expect(state).toMatchObject({ next: 'done', attempts: 1, announcement: { kind: 'accepted' } });
  expect(pushed).toEqual([
    {
      pipeline: 'shop',
      stage: 'Production',
      executionId: 'exec-1',
      release: 'Build 4',
      revision: 'shop/Applicatio/four@etag-four',
      at: ten - 3 * minute,
      link: expect.stringContaining('https://report.example/'),
      entityType: 'SERVICE',
      tags: [{ context: 'AWS', key: 'env', value: 'Production' }],
    },
  ]);
});

test('tags that are not there yet are waited for, a minute at a time and the same event each time', async () => {
  const { pushed, ports } = await portsWith([later, { kind: 'accepted', entities: 2 }]);
  const waiting = await announce(first, ports, ten);
  expect(waiting).toMatchObject({ next: 'announce', at: new Date(ten + minute).toISOString(), attempts: 1 });
  expect(await announce(parseAnnounceState(JSON.parse(JSON.stringify(waiting))), ports, ten + minute)).toMatchObject({
    next: 'done',
    attempts: 2,
  });
  expect(pushed[1]).toEqual(pushed[0]);
});

test('a refusal ends it', async () => {
  const { ports } = await portsWith([{ kind: 'refused', detail: 'no scope' }]);
  expect(await announce(first, ports, ten)).toMatchObject({ next: 'done', announcement: { kind: 'refused' } });
});

test('it is given up after a quarter of an hour, and says why', async () => {
  const { pushed, ports } = await portsWith([]);
  let state = first;
  for (let now = ten; state.next === 'announce'; now += minute) {
    state = await announce(state, ports, now);
  }
  expect(pushed).toHaveLength(maxAttempts);
  expect(state.announcement).toEqual(later);
});

test.each([
  ['a validation that does not exist', { ...first, validationId: 'none' }, 'NoValidation'],
  ['a monspec that is gone', first, 'NoMonspec'],
])('%s is an error', async (_, state, name) => {
  const { ports, world } = await portsWith([]);
  world.kept.clear();
  await expect(announce(state, ports, ten)).rejects.toMatchObject({ name });
});

test('the state machine begins with little', () => {
  expect(parseAnnounceState({ validationId: 'v', at: first.at })).toEqual({
    validationId: 'v',
    at: first.at,
    next: 'announce',
    attempts: 0,
  });
});

test.each([{}, { validationId: 'v' }, { validationId: 'v', at: 'now' }, { validationId: 'v', at: first.at, attempts: -1 }])(
  '%j is no input',
  (received) => {
    expect(() => parseAnnounceState(received)).toThrow(expect.objectContaining({ name: 'BadAnnounceInput' }));
  },
);
