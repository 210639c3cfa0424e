/** The shape of a record of the validations table, checked on every read. */
import * as v from 'valibot';
import { destinationSchema } from '../gate/destination-schema';
import { revisionSchema } from '../gate/revision-schema';

const text = v.string();
const number = v.number();
const verdict = v.picklist(['pass', 'warning', 'fail', 'inconclusive']);
const window = v.object({ start: number, end: number });

const signature = v.object({
  id: text,
  label: text,
  unit: text,
  verdict: v.picklist(['pass', 'warning', 'fail', 'inconclusive', 'info']),
  candidate: v.nullable(number),
  baseline: v.nullable(number),
  limit: v.object({ upper: v.exactOptional(number), lower: v.exactOptional(number) }),
  changePercent: v.nullable(number),
  intervalPercent: v.exactOptional(v.tuple([number, number])),
  historyPercent: v.exactOptional(v.tuple([number, number])),
  reason: text,
});

const look = v.object({
  at: number,
  number,
  final: v.boolean(),
  early: v.exactOptional(v.picklist(['rejects', 'decides'])),
  verdict,
  reasons: v.array(text),
  signatures: v.array(signature),
  evidenceKey: text,
  deploymentChanged: v.exactOptional(v.boolean()),
});

const decision = v.object({
  decision: v.picklist(['approve', 'reject', 'hold']),
  by: v.picklist(['gate', 'person']),
  verdict: v.exactOptional(verdict),
  reasons: v.array(text),
  at: number,
  answered: v.boolean(),
});

const remediation = v.variant('state', [
  v.object({ state: v.literal('refused'), reason: text, at: number }),
  v.object({
    state: v.picklist(['starting', 'running', 'succeeded', 'failed']),
    from: revisionSchema,
    to: revisionSchema,
    toRelease: text,
    deploymentId: v.exactOptional(text),
    reason: text,
    startedAt: number,
    endedAt: v.exactOptional(number),
  }),
]);

/** A whole validation, as in lambda/gate/validation.ts. */
export const validationSchema = v.object({
  validationId: text,
  executionId: text,
  pipeline: text,
  stage: text,
  attempt: text,
  approvalAction: text,
  mode: v.picklist(['observe', 'advise', 'enforce']),
  status: v.picklist(['waiting', 'decided', 'abandoned']),
  registeredAt: number,
  service: text,
  comparison: text,
  release: text,
  monspecKey: text,
  monspecSha256: text,
  deployment: v.object({
    destination: destinationSchema,
    deploymentId: text,
    revision: revisionSchema,
    startedAt: number,
  }),
  timing: v.object({
    candidate: window,
    lookEverySeconds: number,
    ingestionDelaySeconds: number,
    extendSeconds: number,
    extended: v.boolean(),
  }),
  lastLook: v.exactOptional(look),
  decision: v.exactOptional(decision),
  remediation: v.exactOptional(remediation),
  findings: v.exactOptional(v.array(text)),
  belowFloor: v.exactOptional(v.array(text)),
  baseline: v.exactOptional(v.picklist(['pinned', 'invalid'])),
  executionType: v.exactOptional(v.picklist(['STANDARD', 'ROLLBACK'])),
  abandonment: v.exactOptional(v.object({ reason: text, at: number })),
  decisionToldAt: v.exactOptional(number),
  remediationToldAt: v.exactOptional(number),
  expiresAt: v.exactOptional(number),
});
