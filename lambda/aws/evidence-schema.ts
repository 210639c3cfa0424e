import * as v from 'valibot';
import type { Evidence } from '../gate/evidence';
import { GateError } from '../gate/gate-error';

const object = v.custom<object>((value) => typeof value === 'object' && value !== null);

/** What must be there for a document to be evidence; its parts are as the writer's engine wrote them. */
const outline = v.looseObject({
  engine: v.string(),
  validationId: v.string(),
  look: v.number(),
  at: v.number(),
  monspecSha256: v.string(),
  service: object,
  comparison: object,
  windows: v.object({ candidate: object, baseline: object }),
  baselineExists: v.boolean(),
  deployments: v.object({ registered: v.string(), current: v.string() }),
  measured: v.record(v.string(), object),
  verdict: v.looseObject({ verdict: v.string(), reasons: v.array(v.string()), signatures: v.array(object) }),
  receipt: object,
});

const asEvidence = v.custom<Evidence>((value) => v.is(outline, value));

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The evidence in a text; `undefined` where it is none. */
export const readableEvidence = (text: string): Evidence | undefined => {
  const result = v.safeParse(asEvidence, parseJson(text));
  return result.success ? result.output : undefined;
};

/** Reads the evidence at a key; throws `UnreadableEvidence` where the text is none. */
export const parseEvidence = (key: string, text: string): Evidence => {
  const evidence = readableEvidence(text);
  if (evidence === undefined) {
    throw new GateError(
      'UnreadableEvidence',
      `The object ${key} is not evidence of a look.`,
      'Look for what writes into the evidence bucket.',
    );
  }
  return evidence;
};
