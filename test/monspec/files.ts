/** Monspec files for tests. */
import { parseMonspec } from '../../lambda/monspec/parse';
import type { Issue } from '../../lambda/monspec/issue';
import type { Monspec } from '../../lambda/monspec/monspec';

export const key = (name: string): string => `com.dynatrace.builtin:${name}`;

export type File = Record<string, unknown>;

export const environments: File = {
  Staging: { tags: [{ context: 'CONTEXTLESS', key: 'DeploymentGroup', value: 'Staging' }] },
  Production: { tags: [{ context: 'CONTEXTLESS', key: 'DeploymentGroup', value: 'Production' }] },
};

export const comparison = (more: File = {}): File => ({ name: 'StagingToProduction', source: 'Staging', compare: 'Production', ...more });

export const signature = (more: File = {}): File => ({ timeseries: key('service.responsetime'), aggregate: 'avg', ...more });

/** A service that is right, with some keys changed. */
export const service = (more: File = {}): File => ({
  etype: 'SERVICE',
  name: 'Sample',
  environments,
  comparisons: [comparison()],
  perfsignature: [signature()],
  ...more,
});

export const parse = (services: unknown) => parseMonspec(JSON.stringify(services));

/** Parses one service named S that must be right. */
export const parsed = (more: File = {}): Monspec => {
  const result = parse({ S: service(more) });
  if (!result.ok) {
    throw new TypeError(JSON.stringify(result.issues));
  }
  return result.value;
};

/** The issues of one service named S. */
export const issues = (more: File = {}): readonly Issue[] => {
  const result = parse({ S: service(more) });
  return result.ok ? [] : result.issues;
};
