/** Proves, with witnesses, that every objective can fail and that every gate can conclude in its window. */
import type { Comparison, Signature } from '../monspec';
import type { LintFinding } from './finding';
import type { LintOptions } from './options';
import { findingAt, type LintedService, type Placed } from './service';
import { isSupplied } from './sources';
import { warningFindings } from './warnings';
import { judgeWitness } from './witness';

/** Windows that are tried, in minutes; the longest that a gate takes is a day. */
const windows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 45, 60, 120, 240, 480, 1440];

const approves = (service: LintedService, comparison: Comparison, minutes: number, history: boolean, options: LintOptions): boolean => {
  const { verdict } = judgeWitness({ service: service.value, comparison, minutes, history }, options);
  return verdict === 'pass' || verdict === 'warning';
};

/** The shortest window in which a perfect build is approved once history is known; undefined where there is none. */
const shortest = (service: LintedService, comparison: Comparison, options: LintOptions): number | undefined =>
  windows.find((minutes) => approves(service, comparison, minutes, true, options));

const never = ({ path, value }: Placed<Comparison>): LintFinding =>
  findingAt(
    'error',
    'never-concludes',
    path,
    value.name,
    'Not even a build without any change or noise would be approved.',
    'Widen the margins (scalefactorperc), lower the score, ask for less proof (proof, falseApprovals), or choose "rule": "percentage".',
  );

const tooShort = ({ path, value }: Placed<Comparison>, given: number, needed: number): LintFinding =>
  findingAt(
    'error',
    'window-too-short',
    path,
    `${given} minutes`,
    `In ${value.name} a window of ${given} minutes never suffices to approve a build, even with history.`,
    `Measure ${needed} minutes or more (windowMinutes), or widen the margins.`,
  );

const needsHistory = ({ path, value }: Placed<Comparison>, needed: number | undefined): LintFinding =>
  findingAt(
    'warning',
    'needs-history',
    path,
    value.name,
    `In ${value.name} the gate will hold until it knows 5 earlier comparisons: without them no build can be proven safe.`,
    `${needed === undefined ? 'Widen' : `Measure ${needed} minutes or more, or widen`} the margins, or let a person answer until then.`,
  );

const conclusion = (service: LintedService, comparison: Placed<Comparison>, options: LintOptions): LintFinding[] => {
  const least = shortest(service, comparison.value, options);
  const given = options.windowMinutes;
  if (least === undefined) {
    return [never(comparison)];
  }
  if (given !== undefined && !approves(service, comparison.value, given, true, options)) {
    return [tooShort(comparison, given, least)];
  }
  const fresh = windows.find((minutes) => minutes >= (given ?? 0) && approves(service, comparison.value, minutes, false, options));
  const proven = given === undefined ? fresh !== undefined : approves(service, comparison.value, given, false, options);
  return proven ? [] : [needsHistory(comparison, fresh)];
};

const fails = (service: LintedService, comparison: Comparison, bad: Signature, minutes: number, options: LintOptions): boolean => {
  const verdict = judgeWitness({ service: service.value, comparison, minutes, history: false, bad }, options);
  return verdict.signatures.some(({ id, verdict: own }) => id === bad.id && own === 'fail');
};

/** A window in which every objective can fail that ever can. */
const longEnough = 60;

const cannotFail = ({ path, value }: Placed<Signature>, name: string): LintFinding =>
  findingAt(
    'error',
    'cannot-fail',
    path,
    value.id,
    `In ${name} not even the worst possible value of ${value.id} would fail.`,
    'Tighten its limit, its allowedpoints or its margin, or give it the role "info".',
  );

const tooShortToFail = ({ path, value }: Placed<Signature>, name: string, given: number, needed: number): LintFinding =>
  findingAt(
    'error',
    'window-too-short',
    path,
    `${given} minutes`,
    `In ${name} a window of ${given} minutes is too short for ${value.id} to fail, whatever its value.`,
    `Measure ${needed} minutes or more (windowMinutes).`,
  );

const failing = (service: LintedService, comparison: Placed<Comparison>, options: LintOptions): LintFinding[] => {
  const given = options.windowMinutes ?? longEnough;
  const can = (signature: Signature, minutes: number): boolean => fails(service, comparison.value, signature, minutes, options);
  return service.signatures
    .filter(({ value }) => value.role !== 'info' && isSupplied(value, options) && !can(value, given))
    .map((signature) => {
      const needed = windows.find((minutes) => minutes > given && minutes <= longEnough && can(signature.value, minutes));
      return needed === undefined
        ? cannotFail(signature, comparison.value.name)
        : tooShortToFail(signature, comparison.value.name, given, needed);
    });
};

const isAsked = ({ comparison }: LintOptions, { value }: Placed<Comparison>): boolean =>
  comparison === undefined || comparison === value.name;

/** What witnesses show of a service. */
export const provableFindings = (service: LintedService, options: LintOptions): LintFinding[] =>
  service.comparisons
    .filter((comparison) => isAsked(options, comparison))
    .flatMap((comparison) => [
      ...failing(service, comparison, options),
      ...warningFindings(service, comparison, options),
      ...conclusion(service, comparison, options),
    ]);
