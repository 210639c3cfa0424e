import type { Validation } from '../../lambda/gate/validation';
import type { ActionView, Snapshot } from '../pipeline/snapshot';

/** Tells what is new in each snapshot, a line a thing, for a log that is read later. */
export function told(write: (line: string) => void): (snapshot: Snapshot) => void {
  const said = new Set<string>();
  return (snapshot) => {
    for (const line of [...snapshot.actions.flatMap(actionText), ...snapshot.validations.flatMap(validationTexts)]) {
      if (!said.has(line)) write(line);
      said.add(line);
    }
  };
}

const actionText = ({ stage, name, status, summary }: ActionView): readonly string[] =>
  status === 'NotStarted' ? [] : [`${stage}/${name}: ${status}${summary === undefined || status === 'InProgress' ? '' : ` (${summary})`}`];

function validationTexts({ stage, lastLook, decision, remediation }: Validation): readonly string[] {
  return [
    ...(lastLook === undefined ? [] : [`Gate ${stage}, look ${lastLook.number}: ${lastLook.verdict}. ${lastLook.reasons[0] ?? ''}`]),
    ...(decision === undefined ? [] : [`Gate ${stage}: ${decision.decision} by ${decision.by}. ${decision.reasons.join(' ')}`]),
    ...(remediation === undefined ? [] : [`Rollback of ${stage}: ${remediation.state}. ${remediation.reason}`]),
  ];
}
