/** Blind spots of what was asked for and not measured. */
import { clean } from '../format/clean';
import { count } from '../format/number';
import { pointsOf } from '../view/points';
import { missingReason } from '../view/signature-view';
import { type BlindSpot, labelOf } from './context';

/** Signatures that were reported and did not decide. */
export const informational: BlindSpot = (seen) =>
  seen.look.signatures
    .filter(({ verdict }) => verdict === 'info')
    .map(({ label, reason }) => (reason.includes(label) ? clean(reason) : `${clean(label)} did not decide: ${clean(reason)}`));

/** Series that the source did not have, on either side. */
export const absentSeries: BlindSpot = (seen) =>
  Object.entries(seen.evidence.measured).flatMap(([id, sides]) =>
    (['candidate', 'baseline'] as const).flatMap((side) => {
      const outcome = sides[side];
      if (outcome.kind === 'series' || outcome.kind === 'unsupported') return [];
      return [`${clean(labelOf(seen, id))} was not measured for the ${side}: ${missingReason(outcome.kind, outcome.detail)}.`];
    }),
  );

/** Points of a measured series that never arrived; signatures with the same gaps share a sentence. */
export const gaps: BlindSpot = (seen) => {
  const gapped = Object.entries(seen.evidence.measured).flatMap(([id, sides]) => {
    const points = pointsOf(sides.candidate);
    const missing = points?.values.filter((value) => value === null).length ?? 0;
    return points === null || missing === 0
      ? []
      : [{ label: clean(labelOf(seen, id)), gap: `${missing} of ${count(points.values.length, 'point')}` }];
  });
  const kinds = [...new Set(gapped.map(({ gap }) => gap))];
  return kinds.map((kind) => {
    const labels = gapped.filter(({ gap }) => gap === kind).map(({ label }) => label);
    return `${labels.join(', ')}: ${kind} of the candidate were missing. What happened then is unknown.`;
  });
};

/** Without a baseline only absolute limits decide. */
export const noBaseline: BlindSpot = ({ evidence }) =>
  evidence.baselineExists
    ? []
    : [
        `${clean(evidence.comparison.compare)} had never run anything to compare with, so only absolute limits were judged. A build that is worse than its predecessor but within them passes.`,
      ];

/** Another deployment inside the window mixes two builds in one series. */
export const changedDeployment: BlindSpot = ({ evidence }) => {
  const { registered, current } = evidence.deployments;
  return registered === current
    ? []
    : [`Deployment ${clean(current)} replaced ${clean(registered)} during the window, so the series mixes two builds.`];
};
