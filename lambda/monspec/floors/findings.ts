/** Where a monspec asks for less than the policy. A candidate must not set its own exam. */
import { scaleKeyOf } from '../describe';
import type { LintFinding } from '../lint/finding';
import { findingAt, lintedService, type LintedService } from '../lint/service';
import type { Comparison, Monspec, Signature } from '../monspec';
import { recordOf } from '../rules/view';
import type { Path } from '../text/path';
import type { Floor, Floors } from './floors';
import { signatureBelow } from './signature';

const below = (path: Path, received: unknown, message: string, fix: string): LintFinding =>
  findingAt('error', 'below-policy', path, received, message, fix);

const own = (margins: Readonly<Record<string, number>>, key: string): number | undefined =>
  Object.hasOwn(margins, key) ? margins[key] : undefined;

const marginsBelow = ({ signatures, comparisons }: LintedService, { margins }: Floor): LintFinding[] => {
  const relative = signatures.filter(({ value: { upperLimit, lowerLimit } }) => upperLimit === undefined && lowerLimit === undefined);
  return comparisons.flatMap(({ path, value }) =>
    [...new Set(relative.map(({ value: signature }) => scaleKeyOf(signature.metric)))].flatMap((key) => {
      const most = own(margins, key) ?? own(margins, 'default');
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
    }),
  );
};

const marginOf = (
  { allowedPercent: { byMetric, default: otherwise } }: Comparison,
  key: string,
): { readonly key: string; readonly percent: number } => {
  const named = own(byMetric, key);
  return named === undefined ? { key: 'default', percent: otherwise } : { key, percent: named };
};

const ruleBelow = ({ path, value }: LintedService, { rule }: Floor): LintFinding[] => {
  const named = value.rule ?? 'evidence';
  return rule === undefined || named === rule
    ? []
    : [below([...path, 'rule'], named, `The policy wants the rule ${rule}.`, `Write "rule": "${rule}".`)];
};

const usualBudget = 0.05;

const budgetBelow = ({ path, value }: LintedService, { falseRejects }: Floor): LintFinding[] =>
  falseRejects !== undefined && (value.falseRejects ?? usualBudget) < falseRejects
    ? [
        below(
          [...path, 'falseRejects'],
          value.falseRejects,
          `The policy wants an error budget of at least ${falseRejects}: with less, regressions are harder to prove.`,
          `Write "falseRejects": ${falseRejects} or more.`,
        ),
      ]
    : [];

const earlyBelow = ({ path, value }: LintedService, { earlyApproval }: Floor): LintFinding[] =>
  earlyApproval === false && value.earlyApproval === true
    ? [below([...path, 'earlyApproval'], true, 'The policy allows no approval before the end of the window.', 'Remove "earlyApproval".')]
    : [];

const scoreBelow = ({ path, value }: LintedService, { score }: Floor): LintFinding[] =>
  score === false && value.score !== undefined
    ? [below([...path, 'score'], value.score, 'The policy allows no score in place of the signatures.', 'Remove "score".')]
    : [];

const signaturesBelow = ({ path, signatures }: LintedService, { signatures: wanted }: Floor): LintFinding[] =>
  wanted.flatMap((floor: Signature) => signatureBelow(path, signatures, floor));

const checks = [ruleBelow, budgetBelow, earlyBelow, scoreBelow, marginsBelow, signaturesBelow];

/** Every place where a service asks for less than its floors. */
const serviceBelow = (service: LintedService, { floors }: Floors): LintFinding[] =>
  floors.filter(({ of }) => of === '*' || of === service.value.key).flatMap((floor) => checks.flatMap((check) => check(service, floor)));

/**
 * @param file the value that the monspec was parsed from.
 * @param serviceKey the only service to look at; absent = all.
 */
export const floorFindings = (floors: Floors, { services }: Monspec, file: unknown, serviceKey?: string): readonly LintFinding[] =>
  services
    .filter(({ key }) => serviceKey === undefined || key === serviceKey)
    .flatMap((value) => serviceBelow(lintedService(value, recordOf(file)[value.key]), floors));
