import { timeline } from '../../../lambda/report/view/timeline';
import { dawn, repaired, sample, slow } from '../support/samples';

const minute = 60_000;

test('tells the story of a rollback in order', () => {
  const { validation } = repaired(sample({ build: 4, stage: 'Production', candidate: slow }));
  const moments = timeline(validation, dawn + 60 * minute);
  expect(moments.map(({ what }) => what)).toEqual([
    'Deployment started',
    'Validation registered',
    'Measured window begins',
    'Measured window ends',
    'Deciding look 6',
    'Rejected',
    'Rollback started',
    'Rollback finished',
  ]);
  expect(moments.every(({ ahead }) => !ahead)).toBe(true);
});

test('marks what is to come, and names when the deciding look is due', () => {
  const { decision: _, lastLook: __, ...bare } = sample().validation;
  const moments = timeline({ ...bare, status: 'waiting' }, dawn + 5 * minute);
  expect(moments.filter(({ ahead }) => ahead).map(({ what, at }) => [what, (at - dawn) / minute])).toEqual([
    ['Measured window ends', 8],
    ['Deciding look due', 10],
  ]);
});

test('leaves out what has no readable time, and shows a refusal with its reason', () => {
  const { validation } = sample();
  const moments = timeline(
    {
      ...validation,
      registeredAt: Number.NaN,
      remediation: { state: 'refused', reason: 'It is a rollback already.', at: dawn + 20 * minute },
    },
    dawn,
  );
  expect(moments.map(({ what }) => what)).not.toContain('Validation registered');
  expect(moments.at(-1)).toMatchObject({ what: 'Rollback refused', detail: 'It is a rollback already.' });
});
