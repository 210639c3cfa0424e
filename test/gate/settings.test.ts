import { parseSettings } from '../../lambda/gate/registration/settings';

const full = { comparison: 'StagingToProduction', windowMinutes: 5, approvalAction: 'ApproveStaging' };
const defaults = { ...full, warmUpMinutes: 2, ingestionDelayMinutes: 2, lookEveryMinutes: 1, extendMinutes: 5, mode: 'enforce' };

test('applies the defaults; an extension is as long as the window', () => {
  expect(parseSettings(JSON.stringify(full))).toEqual({ ok: true, value: defaults });
});

test('reads what the original wrote', () => {
  expect(parseSettings(' StagingToProduction, 5 ,ApproveStaging')).toEqual({ ok: true, value: defaults });
});

test('keeps what is given', () => {
  const given = {
    ...full,
    executionId: 'e',
    service: 'Shop',
    warmUpMinutes: 0,
    ingestionDelayMinutes: 15,
    lookEveryMinutes: 60,
    extendMinutes: 0,
    mode: 'advise',
  };
  expect(parseSettings(JSON.stringify(given))).toEqual({ ok: true, value: given });
});

const range = (least: number, most: number) => `must be a whole number of minutes from ${least} to ${most}.`;

test.each([
  ['nothing', undefined, 'UserParameters', 'There are none.'],
  ['spaces', '   ', 'UserParameters', 'There are none.'],
  ['broken JSON', '{"comparison":', 'UserParameters', 'They begin like JSON but cannot be parsed.'],
  ['a list', '["a",5,"b"]', 'UserParameters.comparison', '“comparison” is missing.'],
  ['a text', '"a,5,b"', 'UserParameters', 'They are no JSON object.'],
  ['two parts', 'a,5', 'UserParameters', 'They are neither JSON nor “<comparison>,<minutes>,<approvalAction>”.'],
  ['four parts', 'a,5,b,c', 'UserParameters', 'They are neither JSON nor “<comparison>,<minutes>,<approvalAction>”.'],
  ['minutes that are no number', 'a,five,b', 'UserParameters.windowMinutes', `“windowMinutes” ${range(1, 1440)}`],
  [
    'a negative window',
    JSON.stringify({ ...full, windowMinutes: -5 }),
    'UserParameters.windowMinutes',
    `“windowMinutes” ${range(1, 1440)}`,
  ],
  [
    'a window of more than a day',
    JSON.stringify({ ...full, windowMinutes: 1441 }),
    'UserParameters.windowMinutes',
    `“windowMinutes” ${range(1, 1440)}`,
  ],
  ['half a minute', JSON.stringify({ ...full, windowMinutes: 0.5 }), 'UserParameters.windowMinutes', `“windowMinutes” ${range(1, 1440)}`],
  [
    'a window in words',
    JSON.stringify({ ...full, windowMinutes: '5' }),
    'UserParameters.windowMinutes',
    `“windowMinutes” ${range(1, 1440)}`,
  ],
  ['a long warm-up', JSON.stringify({ ...full, warmUpMinutes: 61 }), 'UserParameters.warmUpMinutes', `“warmUpMinutes” ${range(0, 60)}`],
  [
    'a long delay',
    JSON.stringify({ ...full, ingestionDelayMinutes: 16 }),
    'UserParameters.ingestionDelayMinutes',
    `“ingestionDelayMinutes” ${range(0, 15)}`,
  ],
  [
    'no interval',
    JSON.stringify({ ...full, lookEveryMinutes: 0 }),
    'UserParameters.lookEveryMinutes',
    `“lookEveryMinutes” ${range(1, 60)}`,
  ],
  ['an unknown mode', JSON.stringify({ ...full, mode: 'yolo' }), 'UserParameters.mode', '“mode” must be observe, advise or enforce.'],
  [
    'an unknown parameter',
    JSON.stringify({ ...full, windowMinute: 5 }),
    'UserParameters.windowMinute',
    '“windowMinute” is not a parameter.',
  ],
  ['no comparison', JSON.stringify({ windowMinutes: 5, approvalAction: 'A' }), 'UserParameters.comparison', '“comparison” is missing.'],
])('refuses %s', (_, text, path, message) => {
  const parsed = parseSettings(text);
  expect(parsed.ok ? [] : parsed.issues.map((issue) => [issue.path, issue.message])).toContainEqual([path, message]);
});

test('names everything that is wrong at once, with what was received and a fix', () => {
  const parsed = parseSettings('{"comparison":"","windowMinutes":0,"approvalAction":7}');
  const issues = parsed.ok ? [] : parsed.issues;
  expect(issues.map(({ received }) => received)).toEqual(['""', '0', '7']);
  expect(issues.every(({ fix }) => fix.includes('for example'))).toBe(true);
});
