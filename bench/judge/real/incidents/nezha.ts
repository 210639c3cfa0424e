/**
 * Nezha (github.com/IntelligentDDS/Nezha, MIT): a shop of services with faults injected into single pods, one point a
 * minute. A fault lasts about three minutes, from one minute after its injection on. Judged are the pod's processor,
 * the 90th percentile of its server's latency and its load.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { LevelData, LevelMetric, Pair } from '../../../../lambda/judge/evidence/case';
import { caseOf, type Incident } from './incident';

const before = 10;
const after = 4;
const pairs = 10;
const periodSeconds = 60;

const faultsSchema = v.record(
  v.string(),
  v.array(v.object({ inject_timestamp: v.string(), inject_pod: v.string(), inject_type: v.string() })),
);

interface Pod {
  readonly times: readonly number[];
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

const judged = [
  ['CpuUsageRate(%)', 15, 'upper'],
  ['PodServerLatencyP90(s)', 15, 'upper'],
  ['PodWorkload(Ops)', 30, 'lower'],
] as const;

const readPod = (file: string): Pod => {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const rows = lines.map((line) => line.split(',').map((text) => (text === '' ? null : Number(text))));
  const names = head.trim().split(',');
  return {
    times: rows.map(([time]) => time ?? 0),
    columns: Object.fromEntries(names.map((name, column) => [name, rows.map((row) => row[column] ?? null)])),
  };
};

const side = ({ columns }: Pod, name: string, from: number, to: number): LevelData => ({
  periodSeconds,
  values: (columns[name] ?? []).slice(from, to),
});

const pairAt = (pod: Pod, name: string, at: number): Pair<LevelData> => ({
  baseline: side(pod, name, at - before, at),
  candidate: side(pod, name, at, at + after),
});

const metricsAt = (pod: Pod, at: number, history: readonly number[]): LevelMetric[] =>
  judged.map(([id, allowedPercent, direction]) => ({
    kind: 'level',
    id,
    direction,
    role: 'guard',
    allowedPercent,
    ...pairAt(pod, id, at),
    history: history.map((then) => pairAt(pod, id, then)),
  }));

/** Index of the first point that lies wholly after a fault has begun. */
const indexOf = ({ times }: Pod, seconds: number): number => times.findIndex((time) => time > seconds + periodSeconds);

/** Places at which neither window touches a fault of any pod: faults spread along the calls. */
const quietPlaces = ({ times }: Pod, faults: readonly number[]): number[] =>
  times.flatMap((time, index) => {
    const near = faults.some((fault) => fault > time - (before + 12) * periodSeconds && fault < time + (after + 1) * periodSeconds);
    return index % 7 === 0 && index >= before && index + after <= times.length && !near ? [index] : [];
  });

/** Every `step`-th of the places. */
const spread = (places: readonly number[], count: number): number[] =>
  Array.from({ length: Math.min(count, places.length) }, (_, index) => places[Math.floor((index * places.length) / count)] ?? 0);

const incidentsOf = (folder: string, day: string): Incident[] => {
  const faults = Object.values(v.parse(faultsSchema, JSON.parse(readFileSync(join(folder, `${day}-fault_list.json`), 'utf8')))).flat();
  const times = faults.map((fault) => Number(fault.inject_timestamp));
  const incident = (pod: Pod, at: number, kind: string): Incident => {
    const others = quietPlaces(pod, times).filter((then) => Math.abs(then - at) > before + after && then % 2 === 0);
    const history = spread(others, pairs);
    const judgedCase = caseOf(`${day} ${kind} ${at}`, metricsAt(pod, at, history));
    return { source: 'Nezha', kind, wrong: kind !== 'none', hasHistory: true, case: judgedCase };
  };
  const podOf = (name: string): Pod => readPod(join(folder, `${day}-pod-${name}.csv`));
  const wrong = faults.map((fault) => {
    const pod = podOf(fault.inject_pod.split('-')[0] ?? '');
    return incident(pod, indexOf(pod, Number(fault.inject_timestamp)), fault.inject_type);
  });
  const names = [...new Set(faults.map(({ inject_pod: pod }) => pod.split('-')[0] ?? ''))];
  const quiet = names.flatMap((name) => {
    const pod = podOf(name);
    return spread(quietPlaces(pod, times).filter((at) => at % 2 === 1), 20).map((at) => incident(pod, at, 'none'));
  });
  return [...wrong, ...quiet];
};

/** Faults and quiet windows of every day that has a list of faults; empty where the data are not there. */
export const readNezha = (data: string): Incident[] => {
  const folder = join(data, 'nezha');
  const days = existsSync(folder) ? readdirSync(folder).flatMap((name) => /^(.*)-fault_list\.json$/.exec(name)?.[1] ?? []) : [];
  return days.flatMap((day) => incidentsOf(folder, day));
};
