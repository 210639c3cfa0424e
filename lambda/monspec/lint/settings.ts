/** How sure gates have to be, said at the service or at a comparison: what contradicts itself or does nothing. */
import { judgedAs, judgingOf } from '../judging';
import type { Comparison, Judging, RuleName, ServiceSpec } from '../monspec';
import type { Path } from '../text/path';
import type { LintFinding } from './finding';
import { findingAt, type LintedService } from './service';

/** The comparisons of a service that are judged by the rule `evidence`. */
export const byEvidence = (service: ServiceSpec): readonly Comparison[] =>
  service.comparisons.filter((comparison) => judgedAs(service, comparison).rule !== 'percentage');

/** A place that says how sure gates have to be, and the rule that holds there. */
interface Setting {
  readonly path: Path;
  readonly said: Judging;
  readonly rule: RuleName;
}

const settingsOf = ({ path, value, comparisons }: LintedService): readonly Setting[] => [
  { path, said: judgingOf(value), rule: byEvidence(value).length === 0 ? 'percentage' : 'evidence' },
  ...comparisons.map((one) => ({
    path: one.path,
    said: one.value.judging ?? {},
    rule: judgedAs(value, one.value).rule ?? ('evidence' as const),
  })),
];

const score = ({ path, said }: Setting): LintFinding[] =>
  said.score !== undefined && said.score.warning >= said.score.pass
    ? [
        findingAt(
          'error',
          'warning-unreachable',
          [...path, 'score', 'warning'],
          said.score.warning,
          'No score lies between warning and pass, so there can be no warning.',
          'Choose a warning below the pass.',
        ),
      ]
    : [];

const vacuousScore = ({ path, said }: Setting): LintFinding[] =>
  said.score?.warning === 0
    ? [
        findingAt(
          'error',
          'vacuous',
          [...path, 'score', 'warning'],
          0,
          'No score is below 0, so the gate could only fail by a key signature.',
          'Choose a warning above 0.',
        ),
      ]
    : [];

/** What only the rule `evidence` knows. */
const ofEvidence = ['falseRejects', 'falseApprovals', 'proof', 'earlyApproval', 'score'] as const;

const idle = ({ path, said, rule }: Setting): LintFinding[] =>
  rule !== 'percentage'
    ? []
    : ofEvidence
        .filter((key) => said[key] !== undefined && said[key] !== false)
        .map((key) =>
          findingAt(
            'warning',
            'no-effect',
            [...path, key],
            said[key],
            `Under "rule": "percentage", which compares two numbers at the end, "${key}" does nothing.`,
            `Remove "${key}", or choose "rule": "evidence".`,
          ),
        );

/** Everything that settings get wrong. */
export const settingFindings = (service: LintedService): LintFinding[] =>
  settingsOf(service).flatMap((setting) => [...score(setting), ...vacuousScore(setting), ...idle(setting)]);
