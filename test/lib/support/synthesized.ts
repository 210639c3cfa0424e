/** What configurations make, each synthesized once in a run of the tests. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cdkJson from '../../../cdk.json';
import type { Synthesized } from '../../../scripts/docs/synthesize';
import { cacheVariable } from './synth-cache';

/** A copy of its own for every caller. Loads the CDK app only where no file of this run has asked for the configuration. */
export function synthesized(config: unknown = {}): Synthesized {
  const folder = process.env[cacheVariable];
  if (folder === undefined) return synthesizeNow(config);
  const file = join(folder, `${hashOf(JSON.stringify([config, cdkJson]))}.json`);
  if (!existsSync(file)) {
    const part = `${file}.${process.pid}`;
    writeFileSync(part, JSON.stringify(synthesizeNow(config)));
    renameSync(part, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Synthesized;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function synthesizeNow(config: unknown): Synthesized {
  const { synthesize } = require('../../../scripts/docs/synthesize') as typeof import('../../../scripts/docs/synthesize');
  return synthesize(config);
}
