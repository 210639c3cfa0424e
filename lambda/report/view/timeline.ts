import { destinationName } from '../../contract/destination';
import type { Remediation, Validation } from '../../gate/validation';
import { clean, cleanOr } from '../format/clean';
import { formatNumber } from '../format/number';
import { formatDuration, isoTime } from '../format/time';
import { decisionBadge } from './badge';

/** One moment of a validation. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  /** What happened, or what is due, in a few words. */
  readonly what: string;
  readonly detail: string;
  /** Whether it is still to come. */
  readonly ahead: boolean;
}

type Event = Omit<Moment, 'ahead'>;

/** What happened to a validation, in order of time; moments without a readable time are left out. */
export function timeline(validation: Validation, now: number): readonly Moment[] {
  const events = [...measured(validation), ...looked(validation), ...decided(validation), ...repaired(validation.remediation)];
  return events
    .filter(({ at }) => isoTime(at) !== null)
    .sort((one, other) => one.at - other.at)
    .map((event) => ({ ...event, ahead: event.at > now }));
}

function measured({ deployment, registeredAt, timing, stage, approvalAction }: Validation): readonly Event[] {
  const { start, end } = timing.candidate;
  const destination = clean(destinationName(deployment.destination));
  const extended = timing.extended ? ' after one extension' : '';
  return [
    { at: deployment.startedAt, what: 'Deployment started', detail: `${clean(deployment.deploymentId)} (${destination})` },
    { at: registeredAt, what: 'Validation registered', detail: `for the approval ${clean(approvalAction)} in ${clean(stage)}` },
    {
      at: start,
      what: 'Measured window begins',
      detail: start > registeredAt ? `after ${formatDuration(start - registeredAt)} of warm-up` : '',
    },
    { at: end, what: 'Measured window ends', detail: `${formatDuration(end - start)} long${extended}` },
  ];
}

function looked({ lastLook, decision, timing, status }: Validation): readonly Event[] {
  const due = timing.candidate.end + timing.ingestionDelaySeconds * 1_000;
  const pending = decision === undefined && status === 'waiting';
  const next: readonly Event[] = pending
    ? [{ at: due, what: 'Deciding look due', detail: 'once the metrics of the window have arrived' }]
    : [];
  if (lastLook === undefined) return next;
  const what = `${lastLook.final ? 'Deciding look' : 'Look'} ${formatNumber(lastLook.number)}`;
  return [{ at: lastLook.at, what, detail: `verdict ${lastLook.verdict}` }, ...next];
}

function decided(validation: Validation): readonly Event[] {
  const { decision, abandonment } = validation;
  if (decision === undefined)
    return abandonment === undefined ? [] : [{ at: abandonment.at, what: 'Abandoned', detail: clean(abandonment.reason) }];
  const answer = decision.answered ? 'the approval was answered' : 'the approval was not answered';
  return [
    { at: decision.at, what: decisionBadge(validation).word, detail: `by ${decision.by === 'gate' ? 'the gate' : 'a person'}; ${answer}` },
  ];
}

function repaired(remediation: Remediation | undefined): readonly Event[] {
  if (remediation === undefined) return [];
  if (remediation.state === 'refused') return [{ at: remediation.at, what: 'Rollback refused', detail: clean(remediation.reason) }];
  const { startedAt, endedAt, state, deploymentId } = remediation;
  const release = cleanOr(remediation.toRelease, 'the last good release');
  const by = deploymentId === undefined ? '' : ` by ${clean(deploymentId)}`;
  const started = { at: startedAt, what: 'Rollback started', detail: `${release}${by}` };
  if (endedAt === undefined) return [started];
  const took = `after ${formatDuration(endedAt - startedAt)}`;
  return [started, { at: endedAt, what: state === 'failed' ? 'Rollback failed' : 'Rollback finished', detail: took }];
}
