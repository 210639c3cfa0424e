import * as v from 'valibot';
import { named, say, shape, text } from './parts';

const tag = shape({
  context: v.pipe(v.optional(text('The context of a tag'), 'CONTEXTLESS'), v.description('Context of the tag in Dynatrace, for example CONTEXTLESS or AWS.')),
  key: v.pipe(text('The key of a tag'), v.description('Key of the tag, for example DeploymentGroup.')),
  value: v.pipe(v.optional(v.string('The value of a tag must be a text.\nWrite it in double quotes.'), ''), v.description('Value of the tag, for example Staging.')),
});

const dimensions = v.pipe(
  named(text('The value of a dimension')),
  v.minEntries(1, 'There must be at least one dimension.\nAdd LoadBalancer and TargetGroup, or remove "cloudwatch".'),
  v.maxEntries(30, 'CloudWatch allows at most 30 dimensions.\nRemove some.'),
  v.description('CloudWatch dimensions, name to value, for example LoadBalancer and TargetGroup.'),
);

const labelName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, say('This is not the name of a Prometheus label.', 'Use letters, digits and underscores, a letter first.')),
);

const labels = v.pipe(
  v.record(labelName, text('The value of a label'), say('This must be an object.', 'Write { … } with the keys that belong here.')),
  v.minEntries(1, 'There must be at least one label.\nAdd for example "job", or remove "prometheus".'),
  v.maxEntries(30, 'At most 30 labels are allowed.\nRemove some.'),
  v.description('Prometheus labels, name to value; all must match exactly, for example job and env.'),
);

/** How the entities of an environment are found, per metric source. */
export const environmentSchema = shape({
  tags: v.pipe(v.optional(v.array(tag, 'Tags must be a list.\nWrite [ … ].'), []), v.description('Tags that the entities carry; all must match.')),
  prometheus: v.optional(v.pipe(shape({ labels }), v.description('Where Prometheus keeps the metrics.'))),
  cloudwatch: v.optional(
    v.pipe(shape({ dimensions }), v.description('Where CloudWatch keeps the metrics. Default: what the stacks tell the gate.')),
  ),
});
