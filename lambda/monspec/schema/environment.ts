import * as v from 'valibot';
import { named, say, shape, text } from './parts';

const tag = shape({
  context: v.optional(text('The context of a tag'), 'CONTEXTLESS'),
  key: text('The key of a tag'),
  value: v.optional(v.string('The value of a tag must be a text.\nWrite it in double quotes.'), ''),
});

const dimensions = v.pipe(
  named(text('The value of a dimension')),
  v.minEntries(1, 'There must be at least one dimension.\nAdd LoadBalancer and TargetGroup, or remove "cloudwatch".'),
  v.maxEntries(30, 'CloudWatch allows at most 30 dimensions.\nRemove some.'),
);

const labelName = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    say('This is not the name of a Prometheus label.', 'Use letters, digits and underscores, a letter first.'),
  ),
);

const labels = v.pipe(
  v.record(labelName, text('The value of a label'), say('This must be an object.', 'Write { … } with the keys that belong here.')),
  v.minEntries(1, 'There must be at least one label.\nAdd for example "job", or remove "prometheus".'),
  v.maxEntries(30, 'At most 30 labels are allowed.\nRemove some.'),
);

/** How the entities of an environment are found, per metric source. */
export const environmentSchema = shape({
  tags: v.optional(v.array(tag, 'Tags must be a list.\nWrite [ … ].'), []),
  prometheus: v.optional(shape({ labels })),
  cloudwatch: v.optional(shape({ dimensions })),
});
