/**
 * `npx tsx bench/judge/schedule.ts [--cases N] [--seed S] [--window M]`: false rejects of gates whose looks do not come as
 * planned. The cells are those without any change and those of +40 %, with ten pairs of history; every schedule judges the same cases.
 */
import { parseArgs } from 'node:util';
import type { Case, Metric } from '../../lambda/judge/evidence/case';
import { gateLook } from '../../lambda/judge/evidence/input/look';
import { judgeLook } from '../../lambda/judge/evidence/judge-look';
import { prepare } from '../../lambda/judge/evidence/prepare';
import { drawCase } from './simulator/case';
import { cells } from './simulator/families';
import { randomOf, type Random } from './simulator/random';

/** One look: minutes of the window that are past, and whether the newest of them has not arrived yet. */
interface Taken {
  readonly seen: number;
  readonly newestMissing: boolean;
}

type Schedule = (minutes: number, random: Random) => readonly Taken[];

const early = (minutes: number): readonly number[] => Array.from({ length: minutes - 1 }, (_, index) => index + 1);
const whole = (seen: number): Taken => ({ seen, newestMissing: false });

/** Each look begins so many minutes after the last as chance has it, one at least. */
const late: Schedule = (minutes, random) => {
  const looks: Taken[] = [];
  for (let seen = 1; seen < minutes; seen += 1 + Math.floor(-2 * Math.log(1 - random.uniform()))) looks.push(whole(seen));
  return looks;
};

const schedules: Readonly<Record<string, Schedule>> = {
  'every minute': (minutes) => early(minutes).map(whole),
  'every minute, each twice, its newest minute missing at first': (minutes) =>
    early(minutes).flatMap((seen) => [{ seen, newestMissing: true }, whole(seen)]),
  'late by two minutes on average': late,
  'half of them skipped': (minutes, random) =>
    early(minutes)
      .filter(() => random.uniform() < 0.5)
      .map(whole),
  'every 5 minutes': (minutes) =>
    early(minutes)
      .filter((seen) => seen % 5 === 0)
      .map(whole),
  'at the end only': () => [],
};

const without = (values: readonly (number | null)[], index: number): (number | null)[] =>
  values.map((value, at) => (at === index ? null : value));

const lacking = (metric: Metric, index: number): Metric =>
  metric.kind === 'level'
    ? { ...metric, candidate: { ...metric.candidate, values: without(metric.candidate.values, index) } }
    : { ...metric, candidate: { ...metric.candidate, denominator: without(metric.candidate.denominator, index) } };

const withoutMinute = (it: Case, index: number): Case => ({ ...it, metrics: it.metrics.map((metric) => lacking(metric, index)) });

/** When the gate rejects, in minutes; undefined where it does not. */
const rejectedAfter = (it: Case, minutes: number, taken: readonly Taken[]): number | undefined => {
  const prepared = prepare(it);
  const rejects = ({ seen, newestMissing }: Taken): boolean => {
    const final = seen === minutes;
    const plan = { windowSeconds: minutes * 60, final, extension: 'none' as const };
    const shown = newestMissing ? prepare(withoutMinute(it, seen - 1)) : prepared;
    return judgeLook(shown, gateLook(it.policy.falseRejects, seen * 60, plan, 60)).verdict === 'fail';
  };
  return [...taken, whole(minutes)].find(rejects)?.seen;
};

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '40' },
    seed: { type: 'string', default: '11' },
    window: { type: 'string', default: '30' },
  },
});
const [cases, seed, minutes] = [Number(values.cases), Number(values.seed), Number(values.window)];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const measured = (wanted: 'same' | '+40 %', schedule: Schedule): readonly (number | undefined)[] =>
  cells
    .filter(({ truth }) => truth === wanted)
    .flatMap((cell, number) =>
      Array.from({ length: cases }, (_, index) => {
        const own = seed * 1_000_003 + number * 100_003 + index;
        return rejectedAfter(drawCase(cell, own, { minutes, pairs: 10 }), minutes, schedule(minutes, randomOf(own)));
      }),
    );

const percent = (share: number, count: number): string =>
  `${(100 * share).toFixed(1)} ± ${(100 * Math.sqrt((share * (1 - share)) / count)).toFixed(1)} %`;

say(`${minutes} minutes, ${cases} cases per cell, seed ${seed}\n`);
say('| looks | false reject (no change) | rejected (+40 %) | median minutes to that |\n|---|---|---|---|');
for (const [name, schedule] of Object.entries(schedules)) {
  const [same, slow] = [measured('same', schedule), measured('+40 %', schedule)];
  const share = (all: readonly (number | undefined)[]): number => all.filter((one) => one !== undefined).length / all.length;
  const times = slow.flatMap((one) => one ?? []).toSorted((a, b) => a - b);
  say(
    `| ${name} | ${percent(share(same), same.length)} | ${percent(share(slow), slow.length)} | ${times[Math.floor(times.length / 2)] ?? '–'} |`,
  );
}
