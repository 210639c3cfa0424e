/** A small tenant for tests: a service in two environments. */
import type { SeriesRequest } from '../../../lambda/sources/source';
import type { Limits } from '../../../lambda/sources/http/limits';
import { known } from '../../../lambda/sources/http/secret';
import { dynatraceSource } from '../../../lambda/sources/dynatrace/dynatrace-source';
import { request, signature } from '../requests';
import { startDynatrace, token, type StandInEntity, type Tenant } from '../support/dynatrace-stand-in';
import { quickPace } from '../support/time';

export const tagsOf = (value: string) => [{ context: 'CONTEXTLESS', key: 'DeploymentGroup', value }];

export const service = (value: string, more: Partial<StandInEntity> = {}): StandInEntity => ({
  id: `SERVICE-${value.toUpperCase()}`,
  type: 'SERVICE',
  name: 'SampleService',
  tags: [`DeploymentGroup:${value}`],
  ...more,
});

export const of = (
  metric: Parameters<typeof signature>[0],
  ...more: Parameters<typeof signature> extends [unknown, ...infer Rest] ? Rest : never
): SeriesRequest => request(signature(metric, ...more), { environment: { name: 'Staging', tags: tagsOf('Staging') } });

export const raw = (key: string, ...more: Parameters<typeof signature> extends [unknown, ...infer Rest] ? Rest : never): SeriesRequest =>
  of({ kind: 'timeseries', key }, ...more);

export const sourceOf = (url: string, limits: Partial<Limits> = {}, pace = quickPace()) =>
  dynatraceSource({ url, token: known(token), limits, pace });

type Started = Awaited<ReturnType<typeof startDynatrace>>;

const started: Started[] = [];

/** A started tenant that the test file stops. */
export const tenantWith = async (changes: Partial<Tenant> = {}, prefix = ''): Promise<Started> => {
  const one = await startDynatrace({ entities: [service('Staging'), service('Production')], ...changes }, prefix);
  started.push(one);
  return one;
};

/** Stops every tenant; call it after each test. */
export const stopTenants = async (): Promise<void> => {
  await Promise.all(started.splice(0).map(async ({ server }) => server.stop()));
};

/** The outcome of one request against a tenant. */
export const outcomeFrom = async (changes: Partial<Tenant>, wanted: SeriesRequest) => {
  const { url } = await tenantWith(changes);
  const { answers } = await sourceOf(url).fetch([wanted]);
  return answers[0]!.outcome;
};
