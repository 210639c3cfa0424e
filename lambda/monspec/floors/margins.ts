/** Margins that are wider than the policy's, said as a percentage or as points that are always allowed. */
import { scaleKeyOf } from '../describe';
import type { LintFinding } from '../lint/finding';
import type { LintedService, Placed } from '../lint/service';
import type { Comparison, Signature } from '../monspec';
import { below } from './below';
import type { Floor } from './floors';
import { isSame, usualPoints } from './signature';

const own = (margins: Readonly<Record<string, number>>, key: string): number | undefined =>
  Object.hasOwn(margins, key) ? margins[key] : undefined;

const mostFor = ({ margins }: Floor, key: string): number | undefined => own(margins, key) ?? own(margins, 'default');

const marginOf = (
  { allowedPercent: { byMetric, default: otherwise } }: Comparison,
  key: string,
): { readonly key: string; readonly percent: number } => {
  const named = own(byMetric, key);
  return named === undefined ? { key: 'default', percent: otherwise } : { key, percent: named };
};

const percentBelow = (keys: readonly string[], { path, value }: Placed<Comparison>, floor: Floor): LintFinding[] =>
  keys.flatMap((key) => {
    const most = mostFor(floor, key);
    const given = marginOf(value, key);
    return most === undefined || given.percent <= most
      ? []
      : [
          below(
            [...path, 'scalefactorperc', given.key],
            given.percent,
            `The policy allows ${key} a margin of at most ${most} %; ${value.name} allows ${given.percent} %.`,
            `Write ${most} or less.`,
          ),
        ];
  });

/** Points that are always allowed widen a margin. Of a signature that the policy names, it says how many. */
const pointsBelow = ({ path, value }: Placed<Signature>, floor: Floor): LintFinding[] => {
  const isNamed = floor.signatures.some((one) => isSame(value, one));
  const usual = usualPoints(value);
  return isNamed || mostFor(floor, scaleKeyOf(value.metric)) === undefined || (value.allowedPoints ?? usual) <= usual
    ? []
    : [
        below(
          [...path, 'allowedpoints'],
          value.allowedPoints,
          `This widens the margin of ${value.id}, which the policy bounds.`,
          'Remove "allowedpoints", or have the policy name the signature with its "allowedpoints".',
        ),
      ];
};

/** Everything by which margins are wider than the policy's. */
export const marginsBelow = ({ signatures, comparisons }: LintedService, floor: Floor): LintFinding[] => {
  const relative = signatures.filter(({ value: { upperLimit, lowerLimit } }) => upperLimit === undefined && lowerLimit === undefined);
  const keys = [...new Set(relative.map(({ value: { metric } }) => scaleKeyOf(metric)))];
  return [
    ...comparisons.flatMap((comparison) => percentBelow(keys, comparison, floor)),
    ...relative.flatMap((signature) => pointsBelow(signature, floor)),
  ];
};
