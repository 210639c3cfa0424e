/** Proves, with witnesses, that a change just beyond `warningpercent` is a warning in some window. */
import type { Comparison, Signature } from '../monspec';
import type { LintFinding } from './finding';
import type { LintOptions } from './options';
import { findingAt, type LintedService, type Placed } from './service';
import { byEvidence } from './settings';
import { isSupplied } from './sources';
import { judgeWitness } from './witness';

/** A window in which every warning is given that ever can be, in minutes. */
const longEnough = 60;

/** Percent beyond the bound. */
const justBeyond = 0.01;

const warns = (service: LintedService, comparison: Comparison, signature: Signature, options: LintOptions): boolean =>
  [true, false].some((history) => {
    const worse = { signature, percent: (signature.warningPercent ?? 0) + justBeyond };
    const trial = { service: service.value, comparison, minutes: longEnough, history, worse };
    return judgeWitness(trial, options).signatures.some(({ id, verdict }) => id === signature.id && verdict === 'warning');
  });

const unreachable = ({ path, value }: Placed<Signature>, name: string): LintFinding =>
  findingAt(
    'error',
    'warning-unreachable',
    [...path, 'warningpercent'],
    value.warningPercent,
    `This warning can never be given: in ${name} a change just beyond it is not proven to be within the margin, or the aggregate has no warnings.`,
    'Choose less, at most three quarters of the margin, and an average or a percentile, or remove "warningpercent".',
  );

/** Warnings of one comparison that nothing can bring about. */
export const warningFindings = (service: LintedService, comparison: Placed<Comparison>, options: LintOptions): LintFinding[] =>
  byEvidence(service.value).includes(comparison.value)
    ? service.signatures
        .filter(({ value }) => value.warningPercent !== undefined && value.role !== 'info' && isSupplied(value, options))
        .filter(({ value }) => !warns(service, comparison.value, value, options))
        .map((signature) => unreachable(signature, comparison.value.name))
    : [];
