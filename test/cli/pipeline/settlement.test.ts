import { settlementOf } from '../../../cli/pipeline/settlement';
import type { Snapshot } from '../../../cli/pipeline/snapshot';
import type { Decision } from '../../../lambda/gate/validation';
import { aValidation } from '../support/validations';

const snapshot = (changes: Partial<Snapshot>): Snapshot => ({
  executionId: 'e1',
  status: 'InProgress',
  actions: [],
  validations: [],
  openWorkflows: 0,
  ...changes,
});

const decided = (decision: Partial<Decision>) =>
  aValidation({ status: 'decided', decision: { decision: 'hold', by: 'gate', reasons: [], at: 1, answered: false, ...decision } });

test.each<[string, Partial<Snapshot>, string]>([
  ['a running execution', {}, 'open'],
  ['an execution whose rollback still runs', { status: 'Failed', openWorkflows: 1 }, 'open'],
  ['a failed execution', { status: 'Failed' }, 'ended'],
  ['a stopped execution', { status: 'Stopped' }, 'ended'],
  ['an execution that is being stopped', { status: 'Stopping' }, 'open'],
  ['a gate that still measures', { validations: [aValidation()] }, 'open'],
  ['a gate that holds', { validations: [decided({})] }, 'held'],
  ['a gate that holds while its workflow ends', { validations: [decided({})], openWorkflows: 1 }, 'open'],
  ['a gate that only advises', { validations: [decided({ decision: 'approve' })] }, 'held'],
  ['a gate that has answered', { validations: [decided({ decision: 'approve', answered: true })] }, 'open'],
])('%s', (_, changes, kind) => {
  expect(settlementOf(snapshot(changes)).kind).toBe(kind);
});
