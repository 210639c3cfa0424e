/** Earlier pairs out of the evidence of validations that passed. */
import type { Anchor, HistoryPair } from '../../../judge/input';
import type { Evidence } from '../../evidence';
import type { EvidenceStore } from '../../ports/objects';
import type { Validation } from '../../validation';

const evidenceOf = async ({ lastLook }: Validation, store: EvidenceStore): Promise<Evidence | undefined> =>
  lastLook === undefined ? undefined : store.look(lastLook.evidenceKey);

const pairOf = ({ release }: Validation, { windows, measured, baselineExists }: Evidence): HistoryPair[] =>
  baselineExists ? [{ from: release, windows, measured }] : [];

/** The windows of these validations; those whose evidence is gone are left out. */
export const pairsOfPassed = async (passed: readonly Validation[], store: EvidenceStore): Promise<readonly HistoryPair[]> => {
  const found = await Promise.all(passed.map(async (validation) => ({ validation, evidence: await evidenceOf(validation, store) })));
  return found.flatMap(({ validation, evidence }) => (evidence === undefined ? [] : pairOf(validation, evidence)));
};

/** What was measured of the pinned candidate; undefined where its evidence is gone. */
export const anchorOf = async (pinned: Validation, store: EvidenceStore): Promise<Anchor | undefined> => {
  const evidence = await evidenceOf(pinned, store);
  return evidence === undefined
    ? undefined
    : {
        validationId: pinned.validationId,
        release: pinned.release,
        window: evidence.windows.candidate,
        measured: Object.fromEntries(Object.entries(evidence.measured).map(([id, { candidate }]) => [id, candidate])),
      };
};
