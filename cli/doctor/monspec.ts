import { readFile } from 'node:fs/promises';
import { parseMonspec } from '../../lambda/monspec/parse';
import type { Config } from '../../lib/config/config';
import { messageOf } from '../errors';
import type { Check } from './check';

/** Whether the monspec can be read, and has the comparisons that the configuration names. */
export async function checkMonspec(file: string, config: Config | undefined): Promise<readonly Check[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return [missing(`${file} cannot be read: ${messageOf(error)}`, 'Name another file with --monspec.')];
  }
  const parsed = parseMonspec(bytes);
  if (!parsed.ok)
    return parsed.issues.map((issue) => missing(`${file}: ${issue.path === '' ? '' : `${issue.path} `}${issue.message}`, issue.fix));
  const names = new Set(Object.values(parsed.value.services).flatMap(({ comparisons }) => comparisons.map(({ name }) => name)));
  const absent = [config?.staging, config?.production].flatMap((environment) =>
    environment === undefined || names.has(environment.gate.comparison) ? [] : [environment.gate.comparison],
  );
  if (absent.length === 0) return [{ area: 'monspec', status: 'ok', found: `${file} can be used` }];
  return absent.map((name) =>
    missing(`${file} has no comparison ${name}`, `Add it, or name one of ${[...names].join(', ')} in unbreakable.config.ts.`),
  );
}

const missing = (found: string, fix: string): Check => ({ area: 'monspec', status: 'missing', found, fix });
