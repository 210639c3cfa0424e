/** The shape of a problem on its way through the queue, and in a record. */
import * as v from 'valibot';

const text = v.string();

export const severitySchema = v.picklist(['critical', 'high', 'medium', 'low']);

export const problemSchema = v.object({
  source: v.picklist(['dynatrace', 'devops-guru', 'cloudwatch', 'webhook', 'pagerduty', 'gate']),
  id: v.pipe(text, v.minLength(1), v.maxLength(200)),
  displayId: v.exactOptional(text),
  state: v.picklist(['open', 'resolved', 'merged']),
  nature: v.picklist(['symptom', 'forecast', 'monitoring']),
  severity: severitySchema,
  title: text,
  entities: v.array(v.object({ type: text, id: text, name: text })),
  entityCount: v.number(),
  tags: v.array(text),
  started: v.number(),
  link: v.exactOptional(text),
  gate: v.exactOptional(v.object({ validationId: text, pipeline: text, stage: text, rollsBack: v.optional(v.boolean(), false) })),
});
