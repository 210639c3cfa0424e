/** Where a signature asks for less than the policy's. */
import { kindOf, scaleKeyOf } from '../describe';
import type { LintFinding } from '../lint/finding';
import type { Placed } from '../lint/service';
import type { Role, Signature } from '../monspec';
import type { Path } from '../text/path';
import { below } from './below';
import { sameJson } from './same-json';

const rank: Readonly<Record<Role, number>> = { info: 0, watch: 1, guard: 2 };

const roleOf = ({ role }: Signature): Role => role ?? 'guard';

const role = (own: Placed<Signature>, floor: Signature): LintFinding[] =>
  rank[roleOf(own.value)] < rank[roleOf(floor)]
    ? [
        below(
          [...own.path, 'role'],
          roleOf(own.value),
          `The policy wants ${floor.id} to be ${roleOf(floor)}; here it is ${roleOf(own.value)}.`,
          `Write "role": "${roleOf(floor)}".`,
        ),
      ]
    : [];

const key = (own: Placed<Signature>, floor: Signature): LintFinding[] =>
  floor.key === true && own.value.key !== true
    ? [below([...own.path, 'key'], own.value.key, `The policy wants ${floor.id} to be a key signature.`, 'Write "key": true.')]
    : [];

const upper = (own: Placed<Signature>, { id, upperLimit }: Signature): LintFinding[] =>
  upperLimit !== undefined && (own.value.upperLimit ?? Infinity) > upperLimit
    ? [
        below(
          [...own.path, 'upperlimit'],
          own.value.upperLimit,
          `The policy allows ${id} at most ${upperLimit}.`,
          `Write "upperlimit": ${upperLimit} or less.`,
        ),
      ]
    : [];

const lower = (own: Placed<Signature>, { id, lowerLimit }: Signature): LintFinding[] =>
  lowerLimit !== undefined && (own.value.lowerLimit ?? -Infinity) < lowerLimit
    ? [
        below(
          [...own.path, 'lowerlimit'],
          own.value.lowerLimit,
          `The policy wants ${id} to be at least ${lowerLimit}.`,
          `Write "lowerlimit": ${lowerLimit} or more.`,
        ),
      ]
    : [];

const hasLimit = ({ upperLimit, lowerLimit }: Signature): boolean => upperLimit !== undefined || lowerLimit !== undefined;

/** A limit replaces the comparison with the baseline, so that adding one takes it away. */
const replaced = (own: Placed<Signature>, floor: Signature): LintFinding[] =>
  hasLimit(own.value) && !hasLimit(floor)
    ? [
        below(
          own.path,
          own.value.upperLimit ?? own.value.lowerLimit,
          `The policy compares ${floor.id} with its baseline; a limit here takes the comparison's place.`,
          'Remove the limit, or add a second signature that has it.',
        ),
      ]
    : [];

/** Points that are allowed where a signature says nothing. */
export const usualPoints = ({ metric }: Signature): number => (kindOf(metric) === 'ratio' ? 0.5 : 0);

const points = (own: Placed<Signature>, floor: Signature): LintFinding[] => {
  const most = floor.allowedPoints ?? usualPoints(floor);
  return (own.value.allowedPoints ?? usualPoints(own.value)) > most
    ? [
        below(
          [...own.path, 'allowedpoints'],
          own.value.allowedPoints,
          `The policy always allows ${floor.id} a change of at most ${most}.`,
          `Write "allowedpoints": ${most} or less.`,
        ),
      ]
    : [];
};

const weight = (own: Placed<Signature>, floor: Signature): LintFinding[] =>
  floor.weight !== undefined && (own.value.weight ?? 1) < floor.weight
    ? [
        below(
          [...own.path, 'weight'],
          own.value.weight,
          `The policy gives ${floor.id} a weight of at least ${floor.weight}.`,
          `Write "weight": ${floor.weight} or more.`,
        ),
      ]
    : [];

const source = (own: Placed<Signature>, floor: Signature): LintFinding[] =>
  own.value.source === floor.source
    ? []
    : [
        below(
          [...own.path, 'source'],
          own.value.source,
          `The policy measures ${floor.id} by ${floor.source ?? 'the source that it belongs to'}; this measures something else.`,
          floor.source === undefined ? 'Remove "source".' : `Write "source": "${floor.source}".`,
        ),
      ];

/** Other dimensions, periods or metrics of an expression are another series under the same name. */
const query = (own: Placed<Signature>, floor: Signature): LintFinding[] =>
  sameJson(own.value.metric, floor.metric)
    ? []
    : [
        below(
          [...own.path, 'cloudwatch'],
          own.raw['cloudwatch'],
          `The policy measures ${floor.id} with other dimensions, another period or another scale; this is another series.`,
          'Keep the "cloudwatch" of the policy, or add a second signature that has it.',
        ),
      ];

/** The same series: metric, aggregate, method and the way that is bad. */
export const isSame = (a: Signature, b: Signature): boolean =>
  scaleKeyOf(a.metric) === scaleKeyOf(b.metric) && a.aggregate === b.aggregate && a.method === b.method && a.direction === b.direction;

const checks = [source, query, role, key, weight, upper, lower, replaced, points];

/** A signature that the policy names must be there, at least as tight. */
export const signatureBelow = (servicePath: Path, own: readonly Placed<Signature>[], floor: Signature): LintFinding[] => {
  const same = own.filter(({ value }) => isSame(value, floor));
  const results = same.map((one) => checks.flatMap((check) => check(one, floor)));
  const best = results.toSorted((a, b) => a.length - b.length)[0];
  return (
    best ?? [
      below(
        [...servicePath, 'perfsignature'],
        undefined,
        `The policy wants the signature ${floor.id} (${floor.direction}), which is not here.`,
        'Add it.',
      ),
    ]
  );
};
