/** Where a signature asks for less than the policy's. */
import { kindOf, scaleKeyOf } from '../describe';
import type { LintFinding } from '../lint/finding';
import { findingAt, type Placed } from '../lint/service';
import type { Role, Signature } from '../monspec';
import type { Path } from '../text/path';

const rank: Readonly<Record<Role, number>> = { info: 0, watch: 1, guard: 2 };

const roleOf = ({ role }: Signature): Role => role ?? 'guard';

const below = (path: Path, received: unknown, message: string, fix: string): LintFinding =>
  findingAt('error', 'below-policy', path, received, message, fix);

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

const usualPoints = ({ metric }: Signature): number => (kindOf(metric) === 'ratio' ? 0.5 : 0);

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

/** The same series: metric, aggregate, method and the way that is bad. */
const isSame = (a: Signature, b: Signature): boolean =>
  scaleKeyOf(a.metric) === scaleKeyOf(b.metric) && a.aggregate === b.aggregate && a.method === b.method && a.direction === b.direction;

const checks = [role, key, upper, lower, replaced, points];

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
