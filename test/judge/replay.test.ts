import { engineVersions } from '../../lambda/judge/judge';
import { EngineMismatchError, replay } from '../../lambda/judge/replay';
import { judgePercentage } from '../../lambda/judge/percentage/judge';
import { input, levels, responseTime } from './percentage/inputs';

const of = responseTime();
const evidence = { ...input([of], { [of.id]: levels(of, 612, 309) }), engine: engineVersions.percentage };

test('a replay of stored evidence equals its verdict byte for byte', () => {
  const stored = JSON.parse(JSON.stringify(evidence)) as typeof evidence;
  expect(JSON.stringify(replay(stored))).toBe(JSON.stringify(judgePercentage(evidence)));
});

test('evidence of another engine is refused', () => {
  expect(() => replay({ ...evidence, engine: 'percentage/0' })).toThrow(EngineMismatchError);
});
