/** Roles, weights and warnings that contradict themselves. */
import { kindOf, scaleKeyOf } from '../describe';
import type { Comparison, Signature } from '../monspec';
import type { LintFinding } from './finding';
import { findingAt, type LintedService, type Placed } from './service';
import { byEvidence } from './settings';

const isRelative = ({ upperLimit, lowerLimit }: Signature): boolean => upperLimit === undefined && lowerLimit === undefined;

const weights = ({ path, value }: Placed<Signature>): LintFinding[] =>
  value.weight === 0 && value.role !== 'info'
    ? [
        findingAt(
          'error',
          'weight-zero',
          [...path, 'weight'],
          0,
          `${value.id} has no weight, so it counts for nothing.`,
          'Give it a weight above 0, or the role "info".',
        ),
      ]
    : [];

/** Of traffic and counts, "more than none" is a promise; a time is above 0 whenever there is any. */
const emptyLimit = ({ path, value }: Placed<Signature>): LintFinding[] =>
  value.lowerLimit === 0 && value.upperLimit === undefined && kindOf(value.metric) === 'duration'
    ? [
        findingAt(
          'warning',
          'vacuous',
          [...path, 'lowerlimit'],
          0,
          `Only a value of exactly 0 would fail ${value.id}, and it is no longer compared with the baseline.`,
          'Remove "lowerlimit", or choose one above 0.',
        ),
      ]
    : [];

const keys = ({ path, value }: Placed<Signature>): LintFinding[] =>
  value.key === true && value.role === 'info'
    ? [
        findingAt(
          'error',
          'key-info',
          [...path, 'role'],
          'info',
          'A key signature that only informs can never fail the gate.',
          'Remove "key", or make it "guard" or "watch".',
        ),
      ]
    : [];

const marginIn = ({ allowedPercent: { byMetric, default: otherwise } }: Comparison, { metric }: Signature): number => {
  const key = scaleKeyOf(metric);
  return (Object.hasOwn(byMetric, key) ? byMetric[key] : undefined) ?? otherwise;
};

const unreachable = (signature: Placed<Signature>, { value }: LintedService): string | undefined => {
  const { warningPercent = 0 } = signature.value;
  const comparisons = byEvidence(value);
  if (comparisons.length === 0) {
    return 'Under "rule": "percentage" there are no warnings.';
  }
  if (!isRelative(signature.value)) {
    return 'Beside a limit nothing is compared in percent.';
  }
  const tight = comparisons.find((comparison) => warningPercent >= marginIn(comparison, signature.value));
  return tight === undefined
    ? undefined
    : `In ${tight.name} a change of ${warningPercent} % is beyond the margin of ${marginIn(tight, signature.value)} % already.`;
};

const warnings = (signature: Placed<Signature>, service: LintedService): LintFinding[] => {
  const { path, value } = signature;
  const why = value.warningPercent === undefined ? undefined : unreachable(signature, service);
  return why === undefined
    ? []
    : [
        findingAt(
          'error',
          'warning-unreachable',
          [...path, 'warningpercent'],
          value.warningPercent,
          `This warning can never be given. ${why}`,
          'Choose less than the margin, or remove "warningpercent".',
        ),
      ];
};

const noGuard = ({ path, signatures }: LintedService): LintFinding[] => {
  const roles = [...new Set(signatures.map(({ value: { role } }) => role ?? 'guard'))];
  if (roles.includes('guard')) {
    return [];
  }
  const only = roles.length > 1 ? 'is only watched or informs' : roles.includes('watch') ? 'is only watched' : 'only informs';
  return [
    findingAt(
      'error',
      'no-guard',
      [...path, 'perfsignature'],
      roles.join(' and '),
      `Every signature ${only}, so nothing could ever be approved.`,
      'Give the signatures that must be safe the role "guard".',
    ),
  ];
};

/** Everything that roles, weights and warnings get wrong. */
export const roleFindings = (service: LintedService): LintFinding[] => [
  ...noGuard(service),
  ...service.signatures.flatMap((signature) => [...weights(signature), ...emptyLimit(signature), ...keys(signature), ...warnings(signature, service)]),
];
