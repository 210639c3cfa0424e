/** Which spans of the past tell nothing about a comparison without a release. Pure. */
import type { Window } from '../../../judge/series';
import type { Validation } from '../../validation';

/** Milliseconds that a deployment disturbs at least. */
const settling = 10 * 60_000;

const troubled = ({ decision, remediation, baseline }: Validation): boolean =>
  decision?.decision === 'reject' || remediation !== undefined || baseline === 'invalid';

const endOf = ({ decision, remediation, timing }: Validation): number =>
  remediation !== undefined && remediation.state !== 'refused'
    ? (remediation.endedAt ?? Infinity)
    : Math.max(decision?.at ?? 0, timing.candidate.end);

/** Deployments with the minutes after them, and rejected builds until they were gone. */
const spanOf = (validation: Validation): Window => {
  const { deployment, registeredAt } = validation;
  return { start: deployment.startedAt, end: troubled(validation) ? endOf(validation) + settling : registeredAt + settling };
};

const overlap = (a: Window, b: Window): boolean => a.start < b.end && b.start < a.end;

const settled = ({ start, end }: Window): Window => ({ start, end: end + settling });

/** Spans that tell nothing: of the known validations, and of deployments and incidents with the minutes after them. */
export const disturbances = (known: readonly Validation[], troubles: readonly Window[]): readonly Window[] => [
  ...known.map(spanOf),
  ...troubles.map(settled),
];

/** Whether anything disturbed any of the windows. */
export const isDisturbed = (windows: readonly Window[], disturbed: readonly Window[]): boolean =>
  disturbed.some((span) => windows.some((window) => overlap(window, span)));
