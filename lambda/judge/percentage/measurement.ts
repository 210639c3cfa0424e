/** Third rung: what a source answered for one side becomes a value, or the reason why there is none. */
import { kindOf, unitOf, windowStatisticOf } from '../../monspec/describe';
import type { Signature } from '../../monspec/monspec';
import type { Series, SeriesOutcome, Window } from '../series';
import { expectedPoints, levelPoints, ratePoints } from './points';
import { levelValue, rateValue } from './window-value';

/** How many events a value counts, out of what: failures of requests, or errors of minutes. */
export interface Events {
  readonly count: number;
  readonly exposure: number;
}

export type Measurement =
  | {
      readonly kind: 'value';
      readonly value: number;
      readonly events?: Events;
      /** Where too many points are missing to approve by the value; a rejection may rest on it. */
      readonly gaps?: { readonly present: number; readonly expected: number; readonly needed: number };
    }
  /** `why` continues a sentence that begins with the environment's name. */
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'unsupported'; readonly why: string };

/** A window needs at least this share of its points to have a value at all. */
export const neededShare = 0.5;

/** And this share to be approved by it: what is wrong with a build may lie in the minutes that nobody saw. */
export const approvingShare = 0.8;

interface Reduced {
  readonly present: number;
  readonly value: number | null;
  readonly events?: Events;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const reduce = (signature: Signature, series: Series, window: Window): Reduced => {
  const kind = kindOf(signature.metric);
  const statistic = windowStatisticOf(kind, signature.aggregate);
  if (series.kind === 'rate') {
    const points = ratePoints(series, window);
    const events = { count: total(points.map((p) => p.numerator)), exposure: total(points.map((p) => p.denominator)) };
    return { present: points.length, value: rateValue(points, statistic), ...(statistic === 'mean' ? { events } : {}) };
  }
  const points = levelPoints(series, window);
  const events = { count: total(points.map((p) => p.value)), exposure: points.length };
  const counts = kind === 'count' && (statistic === 'mean' || statistic === 'total');
  return {
    present: points.length,
    value: levelValue(points, statistic, expectedPoints(series, window)),
    ...(counts ? { events } : {}),
  };
};

const measureSeries = (signature: Signature, series: Series, window: Window): Measurement => {
  const expected = expectedPoints(series, window);
  const needed = Math.max(1, Math.ceil(expected * neededShare));
  const { present, value, events } = reduce(signature, series, window);
  if (present < needed) {
    return { kind: 'missing', why: `has ${present} of ${expected} points and ${needed} are needed` };
  }
  if (value === null || !Number.isFinite(value)) {
    return { kind: 'missing', why: 'had no requests to measure' };
  }
  return { kind: 'value', value, ...(events === undefined ? {} : { events }), ...gapsOf(present, expected) };
};

const gapsOf = (present: number, expected: number): Pick<Extract<Measurement, { kind: 'value' }>, 'gaps'> => {
  const needed = Math.ceil(expected * approvingShare);
  return present < needed ? { gaps: { present, expected, needed } } : {};
};

/** Reduces what a source answered for one side of a signature. Only whole, sound data in the right unit become a value. */
export const measure = (signature: Signature, outcome: SeriesOutcome | undefined, window: Window): Measurement => {
  if (outcome === undefined) {
    return { kind: 'missing', why: 'was not measured' };
  }
  switch (outcome.kind) {
    case 'series':
      return outcome.unit === unitOf(signature)
        ? measureSeries(signature, outcome.series, window)
        : { kind: 'missing', why: `was measured in ${outcome.unit} instead of ${unitOf(signature)}` };
    case 'unsupported':
      return { kind: 'unsupported', why: outcome.detail.replace(/\.$/, '') };
    case 'no-entity':
    case 'no-data':
    case 'partial':
    case 'throttled':
    case 'unauthorised':
    case 'unreachable':
    case 'bad-query':
      return { kind: 'missing', why: `gave no usable data (${outcome.kind}: ${outcome.detail.replace(/\.$/, '')})` };
  }
};
