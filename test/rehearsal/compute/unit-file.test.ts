import { parseEnvironmentFile, parseUnit, words } from '../../../rehearsal/compute/unit-file';

const service = (...lines: readonly string[]) => parseUnit('x.service', ['[Unit]', 'Description=x', '[Service]', ...lines].join('\n'));

test('reads what a service needs', () => {
  const unit = service(
    'Type=exec',
    '# a comment',
    'ExecStart=-/usr/bin/node --max-old-space-size=64 \\',
    '  "/opt/my app/server.js"',
    'Environment=A=1 "B=two words"',
    'Environment=C=3',
    'EnvironmentFile=/etc/a.env',
    'EnvironmentFile=-/etc/b.env',
    'WorkingDirectory=/opt/app',
    'StandardOutput=append:/var/log/a.log',
    'Restart=on-failure',
    'RestartSec=500ms',
    'TimeoutStopSec=1min',
  );
  expect(unit).toEqual({
    execStart: ['/usr/bin/node', '--max-old-space-size=64', '/opt/my app/server.js'],
    environment: { A: '1', B: 'two words', C: '3' },
    environmentFiles: [
      { path: '/etc/a.env', optional: false },
      { path: '/etc/b.env', optional: true },
    ],
    workingDirectory: '/opt/app',
    standardOutput: '/var/log/a.log',
    standardError: '/var/log/a.log',
    restart: 'on-failure',
    restartSeconds: 0.5,
    stopSeconds: 60,
  });
});

test('an empty assignment clears a list, and other sections are left alone', () => {
  const unit = parseUnit('x.service', '[Service]\nExecStart=/bin/a\nExecStart=\nExecStart=/bin/b\n[Install]\nEnvironment=A=1\n');
  expect(unit).toMatchObject({ execStart: ['/bin/b'], environment: {}, restart: 'no', restartSeconds: 0.1, stopSeconds: 90 });
});

test.each([
  [['Type=notify', 'ExecStart=/bin/a'], /Type=notify/],
  [['Type=simple'], /0 ExecStart/],
  [['ExecStart=/bin/a', 'ExecStart=/bin/b'], /2 ExecStart/],
  [['ExecStart=/bin/a', 'Restart=sometimes'], /Restart=sometimes/],
])('refuses %j', (lines, message) => {
  expect(() => service(...lines)).toThrow(message);
});

test('environment files: comments, blanks, quotes and values with =', () => {
  expect(parseEnvironmentFile('# c\n\nA=1\n B = "x y" \nC=a=b\n; d\nnonsense\nE=\n')).toEqual({ A: '1', B: 'x y', C: 'a=b', E: '' });
});

test.each([
  ['a b', ['a', 'b']],
  ['a="b c" d', ['a=b c', 'd']],
  ["'a b'c", ['a bc']],
  [String.raw`"a \"b\""`, ['a "b"']],
])('splits %s', (line, expected) => {
  expect(words(line)).toEqual(expected);
});
