import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../cli/main';

let folder: string;
let told: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
  told = '';
  const write = (text: string | Uint8Array): boolean => {
    told += String(text);
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(write);
  jest.spyOn(process.stderr, 'write').mockImplementation(write);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const monspec = (more: object = {}): string =>
  JSON.stringify({
    S: {
      etype: 'SERVICE',
      environments: { A: {}, B: {} },
      comparisons: [{ name: 'AB', source: 'A', compare: 'B', scalefactorperc: { default: 20 } }],
      perfsignature: [{ timeseries: 'com.dynatrace.builtin:service.responsetime', ...more }],
    },
  });

test('a clean monspec exits 0', async () => {
  expect(await main(['lint', file('m.json', monspec())])).toBe(0);
  expect(told).toContain('nothing found');
});

test('findings exit 1, with place and fix', async () => {
  expect(await main(['lint', file('m.json', monspec({ role: 'info' })), '--json'])).toBe(1);
  expect(JSON.parse(told)).toMatchObject({
    readable: true,
    findings: [{ level: 'error', code: 'no-guard', path: 'S.perfsignature', fix: expect.any(String) }],
  });
});

test('what the parser refuses is a finding too', async () => {
  expect(await main(['lint', file('m.json', monspec({ role: 'guardian' }))])).toBe(1);
  expect(told).toContain('S.perfsignature[0].role');
});

test('a policy is held against it', async () => {
  expect(await main(['lint', file('m.json', monspec()), '--policy', file('p.json', '{"*":{"scalefactorperc":{"default":10}}}')])).toBe(1);
  expect(told).toContain('at most 10 %');
});

test('every line names its file, and what was there', async () => {
  const [broken, policy] = [file('m.json', '{'), file('p.json', '{"*":{"falseReject":0.1}}')];
  expect(await main(['lint', broken, '--policy', policy])).toBe(3);
  expect(told).toContain(`${broken}: This is not JSON: close brace expected at line 1, column 2. Received: nothing.`);
  expect(told).toContain(`${policy}: ["*"].falseReject: "falseReject" is not a key here.`);
});

test.each([
  ['no JSON', () => [file('m.json', '{')]],
  ['no file', () => [join(folder, 'nowhere.json')]],
  ['a policy that is no JSON', () => [file('m.json', monspec()), '--policy', file('p.json', 'x')]],
  ['a window of no minutes', () => [file('m.json', monspec()), '--window', 'soon']],
])('%s exits 3', async (_, args) => {
  expect(await main(['lint', ...args()])).toBe(3);
});
