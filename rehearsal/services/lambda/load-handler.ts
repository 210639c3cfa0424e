/** Loads the handler of a function, as Lambda's runtime does. Runs inside a function's process. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Handler = (event: unknown, context: object) => unknown;

const loadModule = async (base: string): Promise<Record<string, unknown>> => {
  const file = ['.js', '.cjs', '.mjs'].map((extension) => base + extension).find((path) => existsSync(path));
  if (file === undefined) throw Object.assign(new Error(`Cannot find module '${base}'`), { name: 'Runtime.ImportModuleError' });
  const load = createRequire(file);
  return file.endsWith('.mjs')
    ? ((await import(pathToFileURL(file).href)) as Record<string, unknown>)
    : (load(file) as Record<string, unknown>);
};

/** The function that the variables of Lambda name. Throws what Lambda's runtime reports. */
export const loadHandler = async (): Promise<Handler> => {
  const [, path = '', name = ''] = /^(.*)\.([^.]+)$/.exec(process.env['_HANDLER'] ?? '') ?? [];
  const handler = (await loadModule(join(process.env['LAMBDA_TASK_ROOT'] ?? '.', path)))[name];
  if (typeof handler === 'function') return handler as Handler;
  throw Object.assign(new Error(`${path}.${name} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
};
