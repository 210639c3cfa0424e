/** The sample's monspec, broken. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Monspec {
  readonly [service: string]: {
    comparisons: Record<string, unknown>[];
    perfsignature: Record<string, unknown>[];
  };
}

const text = readFileSync(join(__dirname, '..', '..', '..', '..', 'sample', 'monspec.json'), 'utf8');

/** The monspec after an edit of its one service. */
export const monspecWith = (edit: (service: Monspec[string]) => void): Uint8Array => {
  const monspec = JSON.parse(text) as Monspec;
  for (const service of Object.values(monspec)) edit(service);
  return Buffer.from(JSON.stringify(monspec));
};

/** The monspec as it is. */
export const monspecText = text;
