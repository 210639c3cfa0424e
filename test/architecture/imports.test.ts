import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(__dirname, '..', '..');

/** Folder → what its files may import: folders of this project, and packages (a trailing `/` allows a whole scope). */
interface Room {
  readonly folder: string;
  /** Files that the rule does not cover, because another row does. */
  readonly except?: RegExp;
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

const pure = [
  'lambda/contract',
  'lambda/monspec',
  'lambda/judge',
  'lambda/gate/validation',
  'lambda/gate/evidence',
  'lambda/sources/source',
];
const handler = /\.lambda\.ts$/;

const rooms: readonly Room[] = [
  { folder: 'lambda/contract', folders: ['lambda/contract'], packages: [] },
  { folder: 'lambda/monspec', folders: pure, packages: ['valibot', 'jsonc-parser'] },
  { folder: 'lambda/judge', folders: pure, packages: ['@stdlib/'] },
  {
    folder: 'lambda/sources',
    folders: [...pure, 'lambda/sources'],
    packages: [
      'valibot',
      'csv-parse',
      '@aws-sdk/',
      '@smithy/',
      '@aws-crypto/',
      '@dynatrace-sdk/',
      'node:timers/promises',
      'node:crypto',
      'node:',
    ],
  },
  {
    folder: 'lambda/gate',
    except: handler,
    folders: [...pure, 'lambda/gate', 'lambda/sources/source'],
    packages: ['valibot', 'node:crypto', 'fflate'],
  },
  {
    folder: 'lambda/healing',
    except: handler,
    folders: [...pure, 'lambda/gate', 'lambda/healing', 'lambda/sources/source'],
    packages: ['valibot', 'node:crypto'],
  },
  {
    folder: 'lambda/report',
    except: handler,
    folders: [...pure, 'lambda/gate', 'lambda/healing', 'lambda/report'],
    packages: ['aws-lambda', 'preact', 'preact-render-to-string', 'd3-scale', 'd3-shape', 'valibot', 'node:crypto'],
  },
  {
    folder: 'lambda/aws',
    folders: ['lambda'],
    packages: ['@aws-sdk/', '@smithy/', '@aws-lambda-powertools/', 'valibot', 'fflate', 'node:'],
  },
  {
    folder: 'lib',
    folders: ['lib', 'lambda/contract'],
    packages: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'valibot', 'yaml', 'esbuild', 'node:'],
  },
  {
    folder: 'lambda',
    folders: ['lambda'],
    packages: [
      'csv-parse',
      '@aws-sdk/',
      '@aws-crypto/',
      '@smithy/',
      '@aws-lambda-powertools/',
      'aws-lambda',
      'valibot',
      'jsonc-parser',
      'fflate',
      'preact',
      'preact-render-to-string',
      'd3-scale',
      'd3-shape',
      '@stdlib/',
      'node:',
      '@dynatrace-sdk/',
    ],
  },
  {
    folder: 'sample',
    folders: ['sample'],
    packages: ['@aws-sdk/client-firehose', '@aws-sdk/client-sts', 'esbuild', 'fflate', 'valibot', 'node:'],
  },
  {
    folder: 'rehearsal/services',
    folders: ['rehearsal', 'lambda/contract'],
    packages: [
      '@aws-sdk/',
      'aws-lambda',
      'valibot',
      'fflate',
      'yaml',
      'dynalite',
      'aws-local-stepfunctions',
      'fast-xml-parser',
      'esbuild',
      'node:',
    ],
  },
];

/** `from '…'`, `import('…')` and `require('…')` of a file. */
const importPattern = /(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+|\brequire\(\s*)['"]([^'"]+)['"]/g;

const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

const allowed = (room: Room, file: string, specifier: string): boolean =>
  specifier.startsWith('.')
    ? [room.folder, ...room.folders].some((folder) => within(relative(root, resolve(dirname(file), specifier)), folder))
    : room.packages.some(
        (name) => specifier === name || specifier.startsWith(name.endsWith('/') || name.endsWith(':') ? name : `${name}/`),
      );

const strays = (room: Room): string[] =>
  filesOf(room.folder)
    .filter((file) => room.except === undefined || !room.except.test(file))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(importPattern)]
        .map((match) => match[1] ?? '')
        .filter((specifier) => !allowed(room, file, specifier))
        .map((specifier) => `${relative(root, file)} imports ${specifier}`),
    );

test.each(rooms)('$folder imports only what its room may', (room) => {
  expect(strays(room)).toEqual([]);
});

test('pure folders read no clock and no randomness', () => {
  const impure = ['lambda/monspec', 'lambda/judge', 'lambda/report']
    .flatMap(filesOf)
    .filter((file) => !handler.test(file))
    .filter((file) => /Date\.now\(|new Date\(\)|Math\.random\(|process\.env/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(root, file));
  expect(impure).toEqual([]);
});
