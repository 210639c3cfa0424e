import * as v from 'valibot';
import { choice, option } from '../option';

const stackName = v.pipe(
  v.string('must be text'),
  v.regex(/^(\*|[A-Za-z][A-Za-z0-9-]{0,127})$/, 'must be the name of a stack, or * for all'),
  v.metadata({ range: 'name of a stack, or `*`' }),
);

/** https://docs.aws.amazon.com/devops-guru/latest/userguide/working-with-resource-tags.html: the beginning is obligatory. */
const tagKey = v.pipe(
  v.string('must be text'),
  v.regex(/^devops-guru-[\p{L}\p{N}_.:/=+@-]{1,116}$/iu, 'must begin with devops-guru- and have at most 128 letters, digits and _ . : / = + - @'),
);

/** What is watched. An account has one collection of stacks and one key of tags per region, whoever sets it. */
const coverage = v.pipe(
  v.variant(
    'by',
    [
      v.strictObject({
        by: v.literal('stacks'),
        names: v.exactOptional(
          v.pipe(
            v.array(stackName, 'must be a list of stack names'),
            v.minLength(1, 'must name at least one stack'),
            v.maxLength(1000, 'must name at most 1000 stacks'),
          ),
        ),
      }),
      v.strictObject({ by: v.literal('tag'), key: tagKey }),
    ],
    'must be by stacks or by tag',
  ),
  v.metadata({ range: "`{ by: 'stacks', names }` or `{ by: 'tag', key }`" }),
);

const severity = v.picklist(['HIGH', 'MEDIUM', 'LOW'], 'must be HIGH, MEDIUM or LOW');
const message = v.picklist(
  ['NEW_INSIGHT', 'CLOSED_INSIGHT', 'NEW_ASSOCIATION', 'SEVERITY_UPGRADED', 'NEW_RECOMMENDATION'],
  'must be a message type of DevOps Guru',
);

/** Amazon DevOps Guru, for accounts that have used it before it was closed (docs/devops-guru.md). */
export const devOpsGuruSchema = v.strictObject({
  coverage: option(
    coverage,
    { by: 'stacks' },
    'What is watched: stacks by name (without names: both environments), or what carries the tag; both environments then carry it, their names as values.',
  ),
  severities: option(
    v.pipe(v.array(severity, 'must be a list of severities'), v.minLength(1, 'must name at least one severity')),
    ['HIGH', 'MEDIUM'],
    'Severities of the insights that are told. A change makes a new channel.',
  ),
  messages: option(
    v.pipe(v.array(message, 'must be a list of message types'), v.minLength(1, 'must name at least one message type')),
    ['NEW_INSIGHT', 'CLOSED_INSIGHT', 'SEVERITY_UPGRADED'],
    'Messages that are told. A change makes a new channel.',
  ),
  logAnomalies: option(
    v.boolean('must be true or false'),
    false,
    'Whether the logs of what is watched are searched for anomalies, too; it holds for the whole account and region.',
  ),
  anotherTopicArn: choice(
    v.pipe(v.string('must be text'), v.regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/, 'must be the ARN of a standard SNS topic')),
    'A standard topic of your own that is notified, too; its policy and key are yours. An account has at most two. Default: none.',
  ),
});

/** What DevOps Guru watches and tells. */
export type DevOpsGuruConfig = v.InferOutput<typeof devOpsGuruSchema>;
