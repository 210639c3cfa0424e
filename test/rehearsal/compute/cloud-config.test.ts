import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCloudConfig, writeCloudFiles } from '../../../rehearsal/compute/cloud-config';

const encode = (text: string) => Buffer.from(text).toString('base64');

test('writes the files under the root and ignores packages and commands', () => {
  const root = mkdtempSync(join(tmpdir(), 'root-'));
  const document = `#cloud-config
packages: [nodejs22]
write_files:
  - path: /etc/app/instance.env
    owner: root:root
    permissions: "0640"
    content: |
      PORT=8080
      NAME=x
  - path: /opt/run.sh
    permissions: "0755"
    encoding: b64
    content: ${encode('#!/bin/sh\n')}
  - path: /etc/app/instance.env
    append: true
    content: "MORE=1\\n"
runcmd:
  - rm -rf /
`;
  writeCloudFiles(root, parseCloudConfig(encode(document)));
  expect(readFileSync(join(root, 'etc/app/instance.env'), 'utf8')).toBe('PORT=8080\nNAME=x\nMORE=1\n');
  expect(readFileSync(join(root, 'opt/run.sh'), 'utf8')).toBe('#!/bin/sh\n');
  expect(statSync(join(root, 'opt/run.sh')).mode & 0o777).toBe(0o755);
  rmSync(root, { recursive: true });
});

test('no user data and an empty document write nothing', () => {
  expect(parseCloudConfig(undefined)).toEqual([]);
  expect(parseCloudConfig(encode('#cloud-config\npackages: []\n'))).toEqual([]);
});

test('a path cannot lead out of the root', () => {
  const root = mkdtempSync(join(tmpdir(), 'root-'));
  writeCloudFiles(root, parseCloudConfig(encode('#cloud-config\nwrite_files:\n  - path: /../../etc/evil\n    content: x\n')));
  expect(readFileSync(join(root, 'etc/evil'), 'utf8')).toBe('x');
  rmSync(root, { recursive: true });
});

test.each([
  ['a shell script', '#!/bin/bash\necho hi\n', /begins with "#!\/bin\/bash" is not supported/],
  ['no YAML', '#cloud-config\n{[', /is no YAML/],
  ['a relative path', '#cloud-config\nwrite_files:\n  - path: etc/x\n', /write_files\.0\.path/],
  ['an unknown encoding', '#cloud-config\nwrite_files:\n  - path: /x\n    encoding: gz\n', /write_files\.0\.encoding/],
])('refuses %s', (_, text, message) => {
  expect(() => parseCloudConfig(encode(text))).toThrow(message);
});
