import { readSettings } from '../../../sample/app/settings';
import { SettingsError } from '../../../sample/common/settings';
import { readLoadSettings } from '../../../sample/load/settings';

test('the service needs only the name of its environment', () => {
  expect(readSettings({ ENVIRONMENT: 'Staging' })).toEqual({
    port: 8080,
    host: undefined,
    metricsPort: undefined,
    metricsHost: '127.0.0.1',
    environment: 'Staging',
    appName: 'unbreakable-sample',
    version: 'local',
    downstream: undefined,
    logStream: undefined,
    allowChanges: false,
  });
});

test('the load generator needs only its target', () => {
  expect(readLoadSettings({ TARGET_URL: 'http://example.com' })).toEqual({
    target: new URL('http://example.com'),
    requestsPerMinute: 120,
    minutes: 0,
    appName: 'unbreakable-load-test',
    version: 'local',
  });
});

test.each([
  [{}, 'ENVIRONMENT'],
  [{ ENVIRONMENT: '' }, 'ENVIRONMENT: received "", expected 1 to 255 printable ASCII characters.'],
  [{ ENVIRONMENT: 'S', PORT: '70000' }, 'PORT: received 70000, expected a whole number from 0 to 65535.'],
  [{ ENVIRONMENT: 'S', PORT: '80a' }, 'PORT: received "80a", expected a whole number from 0 to 65535.'],
  [{ ENVIRONMENT: 'S', METRICS_PORT: '-1' }, 'METRICS_PORT: received "-1", expected a whole number from 0 to 65535.'],
  [{ ENVIRONMENT: 'S', ALLOW_CHANGES: 'yes' }, 'ALLOW_CHANGES: received "yes", expected true or false.'],
  [
    { ENVIRONMENT: 'S', DOWNSTREAM_URL: 'file:///etc/passwd' },
    'DOWNSTREAM_URL: received "file:///etc/passwd", expected an address that starts',
  ],
  [{ ENVIRONMENT: 'S', DOWNSTREAM_URL: 'http://' }, 'DOWNSTREAM_URL'],
])('service settings %j are refused', (environment, message) => {
  expect(() => readSettings(environment)).toThrow(SettingsError);
  expect(() => readSettings(environment)).toThrow(message);
});

test.each([
  [{}, 'TARGET_URL'],
  [{ TARGET_URL: 'example.com' }, 'TARGET_URL: received "example.com"'],
  [{ TARGET_URL: 'http://a', REQUESTS_PER_MINUTE: '0' }, 'REQUESTS_PER_MINUTE: received 0, expected a whole number from 1 to 60000.'],
  [{ TARGET_URL: 'http://a', LOAD_MINUTES: '-5' }, 'LOAD_MINUTES: received "-5"'],
])('load settings %j are refused', (environment, message) => {
  expect(() => readLoadSettings(environment)).toThrow(message);
});

test('all problems are named at once', () => {
  expect(() => readSettings({ PORT: 'x', ENVIRONMENT: '' })).toThrow(/PORT.*ENVIRONMENT/);
});
