/** How sure gates have to be: where a service, or one of its comparisons, asks for less than the policy. */
import { judgedAs } from '../judging';
import type { LintFinding } from '../lint/finding';
import type { LintedService, Placed } from '../lint/service';
import type { Comparison, Judging } from '../monspec';
import type { Path } from '../text/path';
import { below } from './below';
import type { Floor } from './floors';

/** What holds where neither a comparison nor its service says anything. */
const usual = { rule: 'evidence', falseRejects: 0.05, falseApprovals: 0.2, proof: 'critical', earlyApproval: false } as const;

/** The settings of one comparison, and where each of them is said. */
interface Setting {
  readonly name: string;
  readonly judging: Judging;
  readonly at: (key: keyof Judging) => Path;
}

const settingOf = (service: LintedService, { path, value }: Placed<Comparison>): Setting => ({
  name: value.name,
  judging: judgedAs(service.value, value),
  at: (key) => [...(value.judging?.[key] === undefined ? service.path : path), key],
});

type Check = (setting: Setting, floor: Floor) => LintFinding[];

const rule: Check = ({ judging, at }, floor) => {
  const named = judging.rule ?? usual.rule;
  return floor.rule === undefined || named === floor.rule
    ? []
    : [below(at('rule'), named, `The policy wants the rule ${floor.rule}.`, `Write "rule": "${floor.rule}".`)];
};

const falseRejects: Check = ({ judging, at }, floor) => {
  const { least = 0, most = 1 } = floor.falseRejects ?? {};
  const given = judging.falseRejects ?? usual.falseRejects;
  if (given < least) {
    const why = `The policy wants an error budget of at least ${least}: with less, regressions are harder to prove.`;
    return [below(at('falseRejects'), given, why, `Write "falseRejects": ${least}.`)];
  }
  const why = `The policy wants an error budget of at most ${most}: with more, good builds are rejected, and rolled back, more often.`;
  return given > most ? [below(at('falseRejects'), given, why, `Write "falseRejects": ${most}.`)] : [];
};

const falseApprovals: Check = ({ judging, at }, { falseApprovals: most = 1 }) => {
  const given = judging.falseApprovals ?? usual.falseApprovals;
  const why = `The policy allows a build that is critically worse a chance of at most ${most} to be approved; this allows ${given}.`;
  return given > most ? [below(at('falseApprovals'), given, why, `Write "falseApprovals": ${most} or less.`)] : [];
};

const proof: Check = ({ judging, at }, floor) =>
  floor.proof === 'strict' && (judging.proof ?? usual.proof) !== 'strict'
    ? [below(at('proof'), judging.proof, 'The policy wants a pass to rule out the margin itself.', 'Write "proof": "strict".')]
    : [];

const earlyApproval: Check = ({ judging, at }, floor) =>
  floor.earlyApproval === false && judging.earlyApproval === true
    ? [below(at('earlyApproval'), true, 'The policy allows no approval before the end of the window.', 'Remove "earlyApproval".')]
    : [];

const score: Check = ({ judging, at }, floor) =>
  floor.score === false && judging.score !== undefined
    ? [below(at('score'), judging.score, 'The policy allows no score in place of the signatures.', 'Remove "score".')]
    : [];

const checks = [rule, falseRejects, falseApprovals, proof, earlyApproval, score];

/** The default of a gate where a comparison does not say how much history it looks at. */
const usualHistory = 10;

const history = ({ path, value: { history: said } }: Placed<Comparison>, { history: least = 0 }: Floor): LintFinding[] => {
  const given = said === undefined ? usualHistory : said.kind === 'days' ? said.days : said.validations;
  return given >= least
    ? []
    : [
        below(
          [...path, 'history'],
          given,
          `The policy wants at least ${least} earlier validations or days to learn the usual variation from; this looks at ${given}.`,
          `Write "history": { "validations": ${least} } or more.`,
        ),
      ];
};

const once = (findings: readonly LintFinding[]): LintFinding[] =>
  findings.filter(({ path }, index) => findings.findIndex((one) => one.path === path) === index);

/** What a service says for several comparisons is one finding. */
export const settingsBelow = (service: LintedService, floor: Floor): LintFinding[] =>
  once(
    service.comparisons.flatMap((comparison) => [
      ...checks.flatMap((check) => check(settingOf(service, comparison), floor)),
      ...history(comparison, floor),
    ]),
  );

/** The window belongs to the gate, not to the monspec. */
export const windowBelow = ({ path }: LintedService, { windowMinutes: least = 0 }: Floor, given: number | undefined): LintFinding[] =>
  given === undefined || given >= least
    ? []
    : [
        below(
          path,
          `${given} minutes`,
          `The policy wants windows of at least ${least} minutes.`,
          `Let the gate measure ${least} minutes or more (windowMinutes).`,
        ),
      ];
