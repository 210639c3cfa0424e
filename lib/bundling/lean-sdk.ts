import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** A member whose name is a constant of the file: `{ [_hC]: "-" }`. */
const constantKey = /\[(_\w+)\]:/g;
/** Such a constant: `const _hC = "httpChecksum";`. */
const constant = /^const (_\w+) = ("[^"\\]*");$/gm;
/** A line that registers the class of a modelled error. */
const errorRegister = /^n0_registry\.registerError\(.*\);$/gm;

/**
 * A service's schemas in a form that esbuild can leave out operation by operation. A computed key may have side effects,
 * so esbuild keeps every object that has one, and with it every schema it names; the same keys as literals are free of
 * them, and only what the used commands reach remains.
 */
export function leanSchemas(source: string): string {
  const values = new Map([...source.matchAll(constant)].map(([, name = '', value = '']) => [name, value]));
  return source.replace(errorRegister, '').replace(constantKey, (written, name: string) => {
    const value = values.get(name);
    return value === undefined ? written : `${value}:`;
  });
}

/**
 * Leaves out of a bundle what the SDK carries and no handler uses, about a third of it all:
 * - schemas of operations that no used command reaches ({@link leanSchemas});
 * - registers of modelled errors: an error then comes as the service's base exception, with the same `name`, `message`
 *   and status, and the handlers know errors by name;
 * - event streams, which no used command has;
 * - of each client's package.json, all but the version, which the user agent names.
 */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup: (build) => {
    build.onLoad({ filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, async ({ path }) => ({
      contents: leanSchemas(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, () => ({ path: join(__dirname, 'no-event-streams.ts') }));
    build.onLoad({ filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]package\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify({ version: (JSON.parse(await readFile(path, 'utf8')) as { readonly version: string }).version }),
      loader: 'json',
    }));
  },
};
