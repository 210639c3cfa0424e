import * as v from 'valibot';
import { choice, option } from '../option';

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
const patterns = v.pipe(
  v.array(text, 'must be a list of patterns'),
  v.minLength(1, 'must name at least one pattern, or stay away'),
  v.maxLength(8, 'must be at most 8, which is CodePipeline’s limit'),
  v.metadata({ range: 'list of 1 to 8 patterns' }),
);

const connectionArn = v.pipe(
  v.string('must be text'),
  v.regex(
    /^arn:[\w-]+:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[\w-]+$/,
    'must be the ARN of a connection of CodeConnections',
  ),
  v.metadata({ range: 'ARN of a connection' }),
);
const repository = v.pipe(
  v.string('must be text'),
  v.regex(/^[\w.-]+(\/[\w.-]+)+$/, 'must be owner/name'),
  v.metadata({ range: 'owner/name' }),
);

const pullRequests = v.strictObject({
  branches: v.pipe(patterns, v.description('Branches that they are to be merged into.')),
  events: option(
    v.pipe(
      v.array(v.picklist(['opened', 'updated', 'closed'], 'must be opened, updated or closed'), 'must be a list of events'),
      v.minLength(1, 'must name at least one event'),
    ),
    ['closed'],
    'What of them starts the pipeline; `closed` means merged or given up.',
  ),
});

/** Where releases come from, other than uploads to the source bucket. */
export const connectionSchema = v.strictObject({
  connectionArn: v.pipe(
    connectionArn,
    v.description('An existing connection, already authorised, in the account and region of the pipeline.'),
  ),
  repository: v.pipe(repository, v.description('The repository.')),
  branch: option(text, 'main', 'The branch whose pushes are released.'),
  paths: choice(patterns, 'Only pushes that change one of these paths; glob patterns. Default: all pushes.'),
  pullRequests: choice(
    pullRequests,
    'Pull requests that start the pipeline, too. Each goes as far as the gates let it, production included. Default: none.',
  ),
});

/** A repository that is released from. */
export type ConnectionConfig = v.InferOutput<typeof connectionSchema>;
