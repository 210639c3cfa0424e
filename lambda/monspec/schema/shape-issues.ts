/** What valibot found, as issues. */
import type * as v from 'valibot';
import type { Issue } from '../issue';
import { issueAt } from '../text/issues';
import { nearest } from '../text/nearest';
import { valueAt, type Path } from '../text/path';

/** What to write for a key that is missing. */
const examples: Readonly<Record<string, string>> = {
  etype: '"etype": "SERVICE"',
  environments: '"environments": { "Staging": { "tags": [] } }',
  comparisons: '"comparisons": [ { "name": "StagingToProduction", "source": "Staging", "compare": "Production" } ]',
  name: '"name": "…"',
  source: '"source": "Staging"',
  compare: '"compare": "Production"',
  key: '"key": "DeploymentGroup"',
  perfsignature: '"perfsignature": [ { "timeseries": "com.dynatrace.builtin:service.responsetime", "aggregate": "avg" } ]',
  dimensions: '"dimensions": { "LoadBalancer": "app/…", "TargetGroup": "targetgroup/…" }',
  labels: '"labels": { "job": "shop", "env": "staging" }',
  numerator: '"numerator": "com.dynatrace.builtin:service.errorcounthttp5xx"',
  denominator: '"denominator": "com.dynatrace.builtin:service.requestspermin"',
};

const unknownKey = (path: Path, value: unknown, known: readonly string[]): Issue => {
  const key = String(path.at(-1));
  const guess = nearest(key, known);
  const fix = guess === undefined ? `Known keys here: ${known.join(', ')}.` : `Did you mean "${guess}"?`;
  return issueAt(path, value, `${JSON.stringify(key)} is not a key here.`, `${fix} Start a key with "_" to have it ignored.`);
};

const missingKey = (path: Path): Issue => {
  const key = String(path.at(-1));
  return issueAt(path, undefined, `${JSON.stringify(key)} is missing.`, `Add ${examples[key] ?? JSON.stringify(key)}.`);
};

/** Turns one finding of valibot into an issue about the document. */
export const shapeIssue = (document: unknown, found: v.BaseIssue<unknown>): Issue => {
  const path = (found.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const value = valueAt(document, path);
  if (found.type === 'never') {
    return unknownKey(path, value, found.message.split(' '));
  }
  if (value === undefined && path.length > 0) {
    return missingKey(path);
  }
  const [wrong = '', fix = ''] = found.message.split('\n');
  return issueAt(path, value, wrong, fix);
};
