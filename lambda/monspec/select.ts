/** Finds what a pipeline names in a monspec. */
import type { Parsed } from './issue';
import type { Comparison, Monspec, ServiceSpec } from './monspec';
import { issueAt } from './text/issues';
import { useOneOf } from './text/nearest';
import type { Path } from './text/path';

/** What a gate judges. */
export interface Selection {
  readonly service: ServiceSpec;
  readonly comparison: Comparison;
}

const unknown = <T>(path: Path, name: string | undefined, message: string, known: readonly string[]): Parsed<T> => ({
  ok: false,
  issues: [issueAt(path, name, message, useOneOf(name, known))],
});

const selectService = ({ services }: Monspec, key: string | undefined): Parsed<ServiceSpec> => {
  const keys = services.map((service) => service.key);
  const [only, ...others] = key === undefined ? services : services.filter((service) => service.key === key);
  if (only !== undefined && others.length === 0) {
    return { ok: true, value: only };
  }
  return key === undefined
    ? unknown([], key, `This monspec has ${services.length} services, so the pipeline must name one.`, keys)
    : unknown([], key, `This monspec has no service ${JSON.stringify(key)}.`, keys);
};

/** The comparison of that name, in the service of that key or in the only service. */
export const selectComparison = (monspec: Monspec, comparisonName: string, serviceKey?: string): Parsed<Selection> => {
  const service = selectService(monspec, serviceKey);
  if (!service.ok) {
    return service;
  }
  const { key, comparisons } = service.value;
  const comparison = comparisons.find(({ name }) => name === comparisonName);
  return comparison === undefined
    ? unknown(
        [key, 'comparisons'],
        comparisonName,
        `There is no comparison ${JSON.stringify(comparisonName)}.`,
        comparisons.map(({ name }) => name),
      )
    : { ok: true, value: { service: service.value, comparison } };
};
