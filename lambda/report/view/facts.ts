import type { SourceReceipt } from '../../sources/source';
import { revisionAddress } from '../../gate/revision';
import type { Decision, Validation } from '../../gate/validation';
import { clean, cleanOr } from '../format/clean';
import { count, formatDollars } from '../format/number';
import { formatMeasure } from '../format/unit';
import type { EvidenceReading } from '../ports';
import { verdictBadge } from './badge';

/** One named fact of a record. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** An identifier: shown in a type that tells letters apart. */
  readonly code?: boolean;
}

const modes: Readonly<Record<Validation['mode'], string>> = {
  observe: 'observe (records only)',
  advise: 'advise (a person answers)',
  enforce: 'enforce (answers the approval)',
};

/** What identifies a validation and who decided it. */
export function facts(validation: Validation): readonly Fact[] {
  const { decision, deployment, lastLook } = validation;
  const verdict = decision?.verdict ?? lastLook?.verdict;
  return [
    { name: 'Verdict', value: verdict === undefined ? 'none' : verdictBadge(verdict).word },
    { name: 'Decided by', value: decider(decision) },
    { name: 'Mode', value: modes[validation.mode] },
    { name: 'Release', value: cleanOr(validation.release, 'unnamed') },
    { name: 'Stage', value: clean(validation.stage) },
    { name: 'Pipeline', value: clean(validation.pipeline) },
    { name: 'Service', value: clean(validation.service) },
    { name: 'Comparison', value: clean(validation.comparison) },
    { name: 'Execution', value: clean(validation.executionId), code: true },
    { name: 'Deployment', value: clean(deployment.deploymentId), code: true },
    { name: 'Revision', value: revision(validation), code: true },
  ];
}

function decider(decision: Decision | undefined): string {
  if (decision === undefined) return 'nobody yet';
  if (decision.by === 'person') return 'a person';
  return decision.answered ? 'the gate' : 'the gate (approval not answered)';
}

function revision({ deployment }: Validation): string {
  return clean(revisionAddress(deployment.revision));
}

/** Where the evidence is, what it was judged with and what it cost. */
export function evidenceFacts({ lastLook, monspecKey, monspecSha256 }: Validation, reading: EvidenceReading): readonly Fact[] {
  const monspec: readonly Fact[] = [
    { name: 'Monspec', value: clean(monspecKey), code: true },
    { name: 'Monspec SHA-256', value: clean(monspecSha256), code: true },
  ];
  if (lastLook === undefined) return [{ name: 'Evidence', value: 'none: there was no look' }, ...monspec];
  const key: Fact = { name: 'Evidence key', value: clean(lastLook.evidenceKey), code: true };
  if (reading.kind !== 'found')
    return [key, { name: 'Evidence', value: reading.kind === 'unreadable' ? clean(reading.detail) : 'not read' }, ...monspec];
  const { engine, receipt } = reading.evidence;
  return [key, { name: 'Engine', value: clean(engine), code: true }, ...monspec, { name: 'Receipt', value: receiptText(receipt) }];
}

/** What the measurements of a look cost. */
export function receiptText({ calls, metrics, milliseconds, estimatedDollars }: SourceReceipt): string {
  const took = formatMeasure(milliseconds, 'ms');
  return `${count(calls, 'call')}, ${count(metrics, 'metric')}, ${took}, about ${formatDollars(estimatedDollars)}`;
}
