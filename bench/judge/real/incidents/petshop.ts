/**
 * PetShop (github.com/amazon-science/petshop-root-cause-analysis, CC BY 4.0): the shop's front page in points of five
 * minutes. An issue has two points before its alarm and three from the alarm on. Availability is that of the requests.
 * The normal hours give the windows without an issue and the history of the scenario that they belong to.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Metric, Pair, RateData, LevelData } from '../../../../lambda/judge/evidence/case';
import { caseOf, type Incident } from './incident';

const before = 2;
const after = 3;
const periodSeconds = 300;
const pairs = 10;
const normalScenario = 'low_traffic';

const points = v.array(v.nullable(v.number()));
const issueSchema = v.object({
  path: v.string(),
  scenario: v.string(),
  target: v.object({ metric: v.picklist(['latency', 'availability']) }),
  series: v.record(v.string(), points),
});

type Series = Readonly<Record<string, readonly (number | null)[]>>;
type Kind = v.InferOutput<typeof issueSchema>['target']['metric'];

const cut = (series: Series, key: string, from: number, to: number): readonly (number | null)[] => (series[key] ?? []).slice(from, to);

const level = (series: Series, from: number, to: number): LevelData => ({
  periodSeconds,
  values: cut(series, 'PetSite|latency|Average', from, to),
});

const rate = (series: Series, from: number, to: number): RateData => {
  const [available, requests] = [cut(series, 'PetSite|availability|Average', from, to), cut(series, 'PetSite|requests|Sum', from, to)];
  const failed = available.map((percent, index) => (percent === null ? null : Math.round((1 - percent / 100) * (requests[index] ?? 0))));
  return { periodSeconds, numerator: failed, denominator: requests };
};

const pairAt = <Data>(read: (series: Series, from: number, to: number) => Data, series: Series, at: number): Pair<Data> => ({
  baseline: read(series, at - before, at),
  candidate: read(series, at, at + after),
});

const metricAt = (kind: Kind, series: Series, at: number, normal: Series, history: readonly number[]): Metric => {
  const common = { id: kind, direction: 'upper', role: 'guard' } as const;
  if (kind === 'latency') {
    const past = history.map((then) => pairAt(level, normal, then));
    return { ...common, kind: 'level', allowedPercent: 15, ...pairAt(level, series, at), history: past };
  }
  const past = history.map((then) => pairAt(rate, normal, then));
  return { ...common, kind: 'rate', allowedPercent: 50, ...pairAt(rate, series, at), history: past };
};

const readNormal = (file: string): Series => {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const rows = lines.map((line) => line.split(','));
  return Object.fromEntries(
    head
      .trim()
      .split(',')
      .map((name, column) => [name, rows.map((row) => (row[column] === '' || row[column] === undefined ? null : Number(row[column])))]),
  );
};

/** Issues and as many windows of normal hours; empty where the data are not there. */
export const readPetshop = (folder: string): Incident[] => {
  const [issues, normalFile] = [join(folder, 'petshop', 'issues.json'), join(folder, 'petshop', 'low_traffic_noissue.csv')];
  if (!existsSync(issues) || !existsSync(normalFile)) {
    return [];
  }
  const normal = readNormal(normalFile);
  const length = (normal['PetSite|latency|Average'] ?? []).length;
  const places = (from: number, step: number): number[] =>
    Array.from({ length: Math.floor((length - from - after) / step) }, (_, index) => from + index * step);
  const history = places(before, 50).slice(0, pairs);
  const known = v.parse(v.array(issueSchema), JSON.parse(readFileSync(issues, 'utf8'))).map(
    ({ path, scenario, target, series }): Incident => ({
      source: 'PetShop',
      kind: target.metric,
      wrong: true,
      hasHistory: scenario === normalScenario,
      case: caseOf(path, [metricAt(target.metric, series, before, normal, scenario === normalScenario ? history : [])]),
    }),
  );
  const quiet = places(before + 20, 10).flatMap((at) =>
    (['latency', 'availability'] as const).map(
      (kind): Incident => ({
        source: 'PetShop',
        kind,
        wrong: false,
        hasHistory: true,
        case: caseOf(`normal ${at}`, [metricAt(kind, normal, at, normal, history.filter((then) => Math.abs(then - at) > before + after))]),
      }),
    ),
  );
  return [...known, ...quiet];
};
