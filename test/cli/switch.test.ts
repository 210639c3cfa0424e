import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { turn } from '../../cli/switch/command';
import { operatorCloud, type OperatorCloud } from './support/operator-cloud';

let world: OperatorCloud;
beforeAll(async () => {
  world = await operatorCloud();
});
afterAll(() => world.stop());

const stands = async () => (await world.clients.ssm.send(new GetParameterCommand({ Name: '/unbreakable/switch' }))).Parameter?.Value;

test.each([
  ['on', undefined, 'on', 'The switch /unbreakable/switch is on: gates answer approvals, and production is rolled back where it must be.'],
  [
    'on',
    'off',
    'off',
    'The switch /unbreakable/switch is off: gates hold, nothing is rolled back, people decide. What has begun already goes on.',
  ],
  ['off', 'off', 'off', 'The switch /unbreakable/switch is off: gates hold, nothing is rolled back, people decide. It was so already.'],
  [
    'off',
    'on',
    'on',
    'The switch /unbreakable/switch is on: gates answer approvals, and production is rolled back where it must be. What has begun already goes on.',
  ],
  [
    'ON',
    undefined,
    'ON',
    'The switch /unbreakable/switch is "ON", which counts as off: gates hold, nothing is rolled back, people decide. Set it with: unbreakable switch on|off',
  ],
] as const)('a switch that stands at %s, turned to %s, stands at %s', async (before, position, after, said) => {
  await world.parameter('/unbreakable/switch', before);
  expect(await turn(world.clients, position)).toBe(said);
  expect(await stands()).toBe(after);
});
