/** What a look is about: the comparison, out of the monspec that was registered, and its environments. */
import type { PipelineEnvironments } from '../../contract/pipeline-environments';
import { judgedAs } from '../../monspec/judging';
import { parseMonspec } from '../../monspec/parse';
import type { Selection } from '../../monspec/select';
import { selectComparison } from '../../monspec/select';
import { GateError } from '../gate-error';
import type { EvidenceStore } from '../ports/objects';
import type { Environments } from '../ports/settings';
import type { Validation } from '../validation';

export interface Subject extends Selection {
  readonly described: PipelineEnvironments;
}

/** What a validation judges, out of the monspec that was registered; throws `NoMonspec`. */
export const selectionOf = async (validation: Validation, evidence: Pick<EvidenceStore, 'monspec'>): Promise<Selection> => {
  const text = await evidence.monspec(validation.monspecKey);
  const parsed = text === undefined ? undefined : parseMonspec(text);
  const selected = parsed?.ok ? selectComparison(parsed.value, validation.comparison, validation.service) : undefined;
  if (!selected?.ok) {
    throw new GateError(
      'NoMonspec',
      `The monspec ${validation.monspecKey} is gone or cannot be read any more.`,
      'Retry the stage, which registers it again.',
    );
  }
  const { service, comparison } = selected.value;
  return { service: judgedAs(service, comparison), comparison };
};

/** Throws `NoMonspec` or `NoEnvironments`: a look without them is no look, and ends in a hold. */
export const subjectOf = async (validation: Validation, evidence: EvidenceStore, environments: Environments): Promise<Subject> => {
  const selection = await selectionOf(validation, evidence);
  const reading = await environments.read(validation.pipeline);
  if (reading.kind === 'unusable') {
    throw new GateError('NoEnvironments', reading.detail, 'Then retry the stage.');
  }
  return { ...selection, described: reading.value };
};
