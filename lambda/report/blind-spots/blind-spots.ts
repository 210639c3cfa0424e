import type { Evidence } from '../../gate/evidence';
import type { Validation } from '../../gate/validation';
import type { EvidenceReading } from '../ports';
import type { BlindSpot } from './context';
import { averagesOnly, confounded, hiddenSpikes, oneService, ruleUsed, warmUp, windowLength } from './method';
import { absentSeries, changedDeployment, gaps, informational, noBaseline } from './missing';
import { rareFailures, unequalTraffic } from './traffic';
import { clean } from '../format/clean';
import { formatNumber } from '../format/number';

/** From what went wrong in this very gate to what its method can never see. */
const rules: readonly BlindSpot[] = [
  changedDeployment,
  absentSeries,
  gaps,
  noBaseline,
  informational,
  hiddenSpikes,
  unequalTraffic,
  rareFailures,
  warmUp,
  windowLength,
  averagesOnly,
  confounded,
  ruleUsed,
  oneService,
];

/** What a gate could not have seen, derived from its evidence: plain sentences, the most telling first. */
export function blindSpots(validation: Validation, reading: EvidenceReading): readonly string[] {
  switch (reading.kind) {
    case 'none':
      return ['There was no look, so nothing was measured: this gate has seen nothing of the release.'];
    case 'unreadable':
      return [`The evidence cannot be shown (${clean(reading.detail)}), so this page cannot say what it left out.`];
    case 'found':
      return [...bySystem(validation), ...byEvidence(validation, reading.evidence)];
  }
}

function byEvidence(validation: Validation, evidence: Evidence): readonly string[] {
  const look = validation.lastLook;
  return look === undefined ? [] : rules.flatMap((rule) => rule({ validation, look, evidence }));
}

/** A look before the end of the window has seen only a part of it. */
function bySystem({ lastLook }: Validation): readonly string[] {
  return lastLook === undefined || lastLook.final
    ? []
    : [`Look ${formatNumber(lastLook.number)} came before the window was over, so it saw only a part of it.`];
}
