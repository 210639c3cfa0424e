/**
 * Loads aws-local-stepfunctions with a Date and timers of its own, so that its waits, retries and time-outs pass in
 * virtual time while this process keeps the machine's clock. The library reads them as free variables of its one file.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Library from 'aws-local-stepfunctions' with { 'resolution-mode': 'import' };
import type { VirtualTime } from './virtual-timers';

export type StepFunctionsLibrary = typeof Library;

/** Only used for tasks without a handler, which the definition's check excludes; not loading them saves 30 MB. */
const unused = new Set(['@aws-sdk/client-lambda', '@aws-sdk/credential-providers']);

/** Node 20 lacks Promise.withResolvers, which the library calls. */
class PromiseWithResolvers<T> extends Promise<T> {
  static withResolvers<T>() {
    let settle: { resolve: (value: T | PromiseLike<T>) => void; reject: (reason?: unknown) => void } | undefined;
    const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
    return { promise, ...settle };
  }
}

/** One copy of the library that lives in the given time. */
export const loadLibrary = (time: VirtualTime): StepFunctionsLibrary => {
  const file = require.resolve('aws-local-stepfunctions');
  const load = createRequire(file);
  const requireOf = (name: string): unknown => (unused.has(name) ? {} : load(name));
  const module: { exports: unknown } = { exports: {} };
  const names = ['require', 'module', 'exports', 'Date', 'setTimeout', 'clearTimeout', 'Promise'];
  // The text is a pinned package's own file; a module loader could not give it other globals.
  // oxlint-disable-next-line typescript/no-implied-eval
  const run = new Function(...names, readFileSync(file, 'utf8')) as (...given: unknown[]) => void;
  run(requireOf, module, module.exports, time.Date, time.setTimeout, time.clearTimeout, PromiseWithResolvers);
  return module.exports as StepFunctionsLibrary;
};
