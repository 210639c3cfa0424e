import type { Decision, Remediation, Validation } from '../../gate/validation';
import { clean, cleanOr, withoutStop } from '../format/clean';
import { count } from '../format/number';
import { formatSpan } from '../format/time';

/** One sentence that says what happened to a release at a gate, and why. */
export function sentence(validation: Validation): string {
  const { decision, status } = validation;
  if (decision !== undefined) return `${decided(validation, decision)}${repaired(validation.remediation)}.`;
  return status === 'abandoned' ? abandoned(validation) : measuring(validation);
}

/** Why it was decided so, and what followed, for places that show release, stage and decision beside it. */
export function why(validation: Validation): string {
  const { decision, remediation } = validation;
  if (decision === undefined) return sentence(validation);
  const reason = because(validation, decision);
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${repaired(remediation)}.`;
}

/** What is released, for people. */
export function releaseName({ release }: Validation): string {
  return cleanOr(release, 'An unnamed release');
}

function decided(validation: Validation, decision: Decision): string {
  const release = releaseName(validation);
  const stage = clean(validation.stage);
  const why = because(validation, decision);
  if (decision.decision === 'hold') return `${release} is held in ${stage} until a person decides: ${why}`;
  const verb = decision.decision === 'approve' ? 'approved' : 'rejected';
  if (decision.by === 'person') return `A person ${verb} ${release} in ${stage}: ${why}`;
  if (decision.answered) return `${release} was ${verb} in ${stage}: ${why}`;
  return `The gate would have ${verb} ${release} in ${stage}, but did not answer the approval${unanswered(validation)}: ${why}`;
}

function unanswered({ mode }: Validation): string {
  switch (mode) {
    case 'observe':
      return ' (it only observes)';
    case 'advise':
      return ' (it only advises)';
    case 'enforce':
      return '';
  }
}

function because({ lastLook }: Validation, { decision, by, reasons }: Decision): string {
  const reason = lowerFirst(withoutStop(reasons[0] ?? ''));
  if (reason !== '') return reason;
  if (by === 'person') return 'no reason was given';
  const judged = (lastLook?.signatures ?? []).filter(({ verdict }) => verdict !== 'info').length;
  if (decision === 'approve' && judged > 0) return `${count(judged, 'signature')} kept within the limits`;
  return 'the record names no reason';
}

function repaired(remediation: Remediation | undefined): string {
  switch (remediation?.state) {
    case undefined:
      return '';
    case 'refused':
      return `; nothing was rolled back, because ${lowerFirst(withoutStop(remediation.reason))}`;
    case 'starting':
    case 'running':
      return `; ${cleanOr(remediation.toRelease, 'the last good release')} is being deployed again`;
    case 'succeeded':
      return `; ${cleanOr(remediation.toRelease, 'the last good release')} was deployed again and serves now`;
    case 'failed':
      return `; the deployment of ${cleanOr(remediation.toRelease, 'the last good release')} failed, so the rejected build may still serve`;
  }
}

/** Begins a continued sentence in lower case where its first word is surely no name. */
function lowerFirst(text: string): string {
  return /^(?:All|An?|No|None|Nothing|The|There|This|It|Only|Every) /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function abandoned(validation: Validation): string {
  const why = withoutStop(validation.abandonment?.reason ?? '') || 'its pipeline execution ended before the gate decided';
  return `${releaseName(validation)} left ${clean(validation.stage)} undecided: ${why}.`;
}

function measuring(validation: Validation): string {
  const { start, end } = validation.timing.candidate;
  const soFar =
    validation.lastLook === undefined ? 'nothing has been looked at yet' : `so far the verdict is ${validation.lastLook.verdict}`;
  return `${releaseName(validation)} is being measured in ${clean(validation.stage)}, ${formatSpan(start, end)}; ${soFar}.`;
}
