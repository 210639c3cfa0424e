import { revisionAddress } from '../../gate/revision';
import type { Remediation } from '../../gate/validation';
import { clean, cleanOr } from '../format/clean';
import { formatDuration, formatTime, relativeTime } from '../format/time';
import { type Badge, remediationBadge } from './badge';
import type { Fact } from './facts';

/** The answer to a rejected production gate, for people. */
export interface RemediationView {
  readonly badge: Badge;
  readonly reason: string;
  readonly facts: readonly Fact[];
}

/** A remediation with its own steps; `null` where none was due. */
export function remediationView(remediation: Remediation | undefined, now: number): RemediationView | null {
  if (remediation === undefined) return null;
  return {
    badge: remediationBadge(remediation.state),
    reason: cleanOr(remediation.reason, 'The record names no reason.'),
    facts: remediation.state === 'refused' ? [{ name: 'Refused', value: moment(remediation.at, now) }] : steps(remediation, now),
  };
}

function steps(remediation: Exclude<Remediation, { state: 'refused' }>, now: number): readonly Fact[] {
  const { toRelease, from, to, deploymentId, startedAt, endedAt } = remediation;
  const ended: readonly Fact[] =
    endedAt === undefined ? [] : [{ name: 'Ended', value: `${moment(endedAt, now)}, after ${formatDuration(endedAt - startedAt)}` }];
  return [
    { name: 'Back to', value: cleanOr(toRelease, 'the last good release') },
    { name: 'Started', value: moment(startedAt, now) },
    ...ended,
    { name: 'Deployment', value: cleanOr(deploymentId ?? '', 'not created yet'), code: true },
    { name: 'From revision', value: clean(revisionAddress(from)), code: true },
    { name: 'To revision', value: clean(revisionAddress(to)), code: true },
  ];
}

function moment(at: number, now: number): string {
  return `${formatTime(at)}, ${relativeTime(at, now)}`;
}
