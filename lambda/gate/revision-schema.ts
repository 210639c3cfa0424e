/** The shape of a revision, checked wherever a record is read. */
import * as v from 'valibot';

const text = v.string();

export const revisionSchema = v.variant('kind', [
  v.object({
    kind: v.literal('bundle'),
    bucket: text,
    key: text,
    bundleType: text,
    eTag: v.exactOptional(text),
    version: v.exactOptional(text),
  }),
  v.object({
    kind: v.literal('function-version'),
    functionName: text,
    alias: text,
    version: text,
    codeSha256: v.exactOptional(text),
  }),
  v.object({ kind: v.literal('task-definition'), taskDefinitionArn: text, serviceRevisionArn: v.exactOptional(text) }),
]);
