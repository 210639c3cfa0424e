import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage } from '../../../rehearsal/compute/dockerfile';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dockerfile-'));
  mkdirSync(join(folder, 'context', 'public'), { recursive: true });
  writeFileSync(join(folder, 'context', 'server.js'), 'server');
  writeFileSync(join(folder, 'context', 'public', 'page.html'), 'page');
});
afterEach(() => rmSync(folder, { recursive: true }));

const built = (text: string, variables?: Record<string, string>) => {
  writeFileSync(join(folder, 'context', 'Dockerfile'), text);
  return buildImage(join(folder, 'context'), join(folder, 'image'), variables);
};

test('copies files, and keeps variables, folder and command', () => {
  const image = built(
    'FROM public.ecr.aws/docker/library/node:22-alpine\n# why\nARG VERSION=local\nENV VERSION=$VERSION\nWORKDIR /srv\nWORKDIR app\nCOPY server.js public ./\nUSER node\nCMD ["node", "server.js"]\n',
    { VERSION: 'build-3' },
  );
  expect(image).toEqual({
    folder: join(folder, 'image'),
    command: ['node', 'server.js'],
    workingDirectory: '/srv/app',
    environment: { VERSION: 'build-3' },
  });
  expect(readFileSync(join(folder, 'image', 'srv', 'app', 'server.js'), 'utf8')).toBe('server');
});

test('an argument that nobody gives has its default', () => {
  expect(built('FROM node:22\nARG VERSION=local\nENV VERSION=${VERSION}\n').environment).toEqual({ VERSION: 'local' });
});

test.each([['RUN npm ci'], ['FROM python:3'], ['ENTRYPOINT ["sh"]']])('“%s” is refused, since nothing could run it', (line) => {
  expect(() => built(`FROM node:22\n${line}\n`)).toThrow(/cannot be rehearsed without a container engine/);
});
