/** The shapes of healing's records, checked on every read. */
import * as v from 'valibot';
import { destinationSchema } from '../../gate/destination-schema';
import { revisionSchema } from '../../gate/revision-schema';
import { HealingError } from '../healing-error';
import { problemSchema } from '../problem-schema';
import type { Ledger, ProblemRecord } from '../remediation';

const text = v.string();
const number = v.number();
const timeline = v.array(v.object({ at: number, what: text }));

const remediation = v.object({
  remediationId: text,
  by: v.picklist(['healing', 'gate']),
  destination: destinationSchema,
  pipeline: text,
  environment: text,
  badDeploymentId: text,
  badDeploymentAt: number,
  owner: v.exactOptional(text),
  problemIds: v.array(text),
  validationId: v.exactOptional(text),
  action: v.picklist(['redeploy', 'stop']),
  from: revisionSchema,
  fromRelease: text,
  to: revisionSchema,
  toRelease: text,
  state: v.picklist(['starting', 'running', 'verifying', 'succeeded', 'escalated', 'failed', 'withdrawn']),
  deploymentId: v.exactOptional(text),
  reason: text,
  startedAt: number,
  leaseUntil: v.exactOptional(number),
  deployedAt: v.exactOptional(number),
  endedAt: v.exactOptional(number),
  timeline,
});

const ledgerSchema = v.object({ destination: destinationSchema, remediations: v.array(remediation), condemned: v.array(revisionSchema) });

const refusals = [
  'not-a-deployment-problem',
  'no-deployment',
  'not-proven',
  'already-remediated',
  'remediation-running',
  'is-a-rollback',
  'person-decided',
  'locked',
  'many-services',
  'switched-off',
  'cooldown',
  'daily-limit',
  'no-target',
  'target-missing',
  'target-unsafe',
  'notify',
  'dry-run',
  'resolved',
  'settings-unreadable',
] as const;

const outcome = v.variant('kind', [
  v.object({ kind: v.picklist(['remediation', 'joined']), remediationId: text, destination: destinationSchema, reason: text, at: number }),
  v.object({
    kind: v.literal('refused'),
    code: v.picklist(refusals),
    reason: text,
    pipeline: v.exactOptional(text),
    environment: v.exactOptional(text),
    at: number,
  }),
]);

const attribution = v.object({
  pipeline: text,
  environment: text,
  destination: destinationSchema,
  deploymentId: text,
  confidence: v.picklist(['high', 'medium', 'low']),
  sentence: text,
});

const problemRecordSchema = v.object({
  problemId: text,
  problem: problemSchema,
  receivedAt: number,
  resolvedAt: v.exactOptional(number),
  attributions: v.exactOptional(v.array(attribution)),
  outcome: v.exactOptional(outcome),
  timeline,
  told: v.array(text),
});

const read = <const S extends v.GenericSchema>(schema: S, key: string, value: unknown): v.InferOutput<S> => {
  const result = v.safeParse(schema, value);
  if (result.success) {
    return result.output;
  }
  const [issue] = result.issues;
  throw new HealingError(
    'UnreadableRecord',
    `The record ${key} is not as this version writes it: ${v.getDotPath(issue) ?? 'item'}: ${issue.message}.`,
    'Delete the item, or deploy the version that wrote it.',
  );
};

/** Reads a ledger; throws `UnreadableRecord`. */
export const toLedger = (key: string, value: unknown): Ledger => read(ledgerSchema, key, value);

/** Reads the record of a problem; throws `UnreadableRecord`. */
export const toProblemRecord = (key: string, value: unknown): ProblemRecord => read(problemRecordSchema, key, value);
