import { parseBuilds, parseLike, parseWhole, requestOf, type RehearseOptions } from '../../cli/rehearse/options';
import { assembly } from '../../rehearsal/story/assembly';

test.each([
  ['1,2,3,4', [1, 2, 3, 4]],
  [' 3 , 7 ', [3, 7]],
])('builds %s', (text, builds) => {
  expect(parseBuilds(text)).toEqual(builds);
});

test.each(['', '1,', 'a', '1;2', '-1', '1.5', '99999999'])('builds "%s" are refused with what was received and an example', (text) => {
  expect(() => parseBuilds(text)).toThrow(`received "${text}", expected build numbers separated by commas, for example 1,2,3,4.`);
});

test('builds that behave like others', () => {
  expect(parseLike('2=3, 3=2')).toEqual({ 2: 3, 3: 2 });
  expect(() => parseLike('2-3')).toThrow('expected pairs of builds');
});

test.each(['', '0', '241', '1.5', '1e2', '-4', 'fast'])('speed "%s" is refused', (text) => {
  expect(() => parseWhole(1, 240)(text)).toThrow('expected a whole number from 1 to 240.');
});

describe('the story that is asked for', () => {
  const others = { like: {}, speed: 60, port: 0, serve: false };
  test.each<[string, Partial<RehearseOptions>, object]>([
    ['nothing', {}, { builds: [1, 2, 3, 4] }],
    ['builds', { builds: [2] }, { builds: [2] }],
    ['an incident', { incident: true }, { builds: [3, 5], incident: 'alarm' }],
    ['an incident that Dynatrace reports', { incident: 'dynatrace' }, { builds: [3, 5], incident: 'dynatrace' }],
    ['an urgent fix', { incident: true, fix: true }, { builds: [3, 5], incident: 'alarm', fix: 1 }],
    ['a certain fix', { incident: 'alarm', fix: 3 }, { builds: [3, 5], incident: 'alarm', fix: 3 }],
    [
      'searchable logs',
      { logging: true },
      { builds: [1, 2, 3, 4], config: { logging: { enabled: true, accessLogs: true, application: 'agent' } } },
    ],
    [
      'a log that is sent directly',
      { logging: 'direct', builds: [1] },
      { builds: [1], config: { logging: { enabled: true, accessLogs: true, application: 'direct' } } },
    ],
    [
      'accounts on ECS',
      { accounts: true, compute: 'ecs' },
      {
        builds: [1, 2, 3, 4],
        config: {
          compute: 'ecs',
          accounts: {
            tools: { id: '111111111111', region: 'us-east-1' },
            staging: { id: '222222222222', region: 'us-east-1' },
            production: { id: '333333333333', region: 'eu-west-1' },
          },
        },
      },
    ],
    ['an incident with builds', { incident: 'alarm', builds: [1, 7] }, { builds: [1, 7], incident: 'alarm' }],
  ])('%s', (_what, options, expected) => {
    expect(requestOf({ ...others, ...options })).toEqual({ ...others, ...expected });
  });

  test('options of the configuration come too late for an app that is synthesized already', async () => {
    await expect(assembly('/x', '/y', { logging: {} })).rejects.toThrow(/--app \/x is taken as it stands.*-c 'unbreakable:config=/);
  });

  test('a fix of nothing is refused', () => {
    expect(() => requestOf({ ...others, fix: 1 })).toThrow('--fix: there is nothing to fix without an incident. Add --incident.');
  });
});
