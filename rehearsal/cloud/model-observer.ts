/** An observer that checks every request and response of a run against the service models in a folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Observer } from './observer';
import { check, serviceModel } from './service-model';
import type { ServiceModel } from './service-model';

/** One deviation from a model. */
export interface ModelFinding {
  readonly service: string;
  readonly operation: string;
  readonly side: 'request' | 'response';
  /** What is wrong, with its path. */
  readonly what: string;
}

export interface ModelObserver extends Observer {
  /** Everything found so far. */
  readonly findings: readonly ModelFinding[];
}

/** Reads every `*.json` of the folder as a service model. Services without a model are not checked. */
export const modelObserver = async (folder: string): Promise<ModelObserver> => {
  const models = await readModels(folder);
  const findings: ModelFinding[] = [];
  const observe = (side: 'request' | 'response', service: string, operation: string, value: unknown): void => {
    const model = models.get(service);
    const described = model?.operations[operation];
    const shape = side === 'request' ? described?.input : described?.output;
    if (!model || !shape) return;
    findings.push(...check(model, shape.shape, value ?? {}).map((what) => ({ service, operation, side, what })));
  };
  return {
    findings,
    request: (service, operation, input) => observe('request', service, operation, input),
    response: (service, operation, output) => observe('response', service, operation, output),
  };
};

const readModels = async (folder: string): Promise<ReadonlyMap<string, ServiceModel>> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const models = await Promise.all(names.map(async (name) => parse(await readFile(join(folder, name), 'utf8'))));
  return new Map(models.map((model) => [model.metadata.signingName ?? model.metadata.endpointPrefix, model]));
};

const parse = (text: string): ServiceModel => v.parse(v.pipe(v.string(), v.parseJson(), serviceModel), text);
