import * as v from 'valibot';
import { choice, option } from '../option';
import { whole } from '../units';

const roleArn = v.pipe(
  v.string('must be text'),
  v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of a role such as arn:aws:iam::123456789012:role/Readers'),
  v.metadata({ range: 'ARN of a role' }),
);

const searchInstanceType = v.pipe(
  v.string('must be text'),
  v.regex(/^[a-z0-9-]+\.[a-z0-9]+\.search$/, 'must be an instance type of OpenSearch Service such as t3.small.search'),
  v.metadata({ range: 'instance type ending in `.search`' }),
);

const poolId = (what: string, pattern: RegExp) =>
  v.pipe(v.string('must be text'), v.regex(pattern, `must be the id of ${what}`), v.metadata({ range: `id of ${what}` }));

/** Existing pools through which browsers sign in to the dashboards. */
const loginSchema = v.strictObject({
  userPoolId: v.pipe(poolId('a Cognito user pool', /^[\w-]+_[0-9a-zA-Z]+$/), v.description('The people.')),
  identityPoolId: v.pipe(
    poolId('a Cognito identity pool', /^[\w-]+:[0-9a-f-]{36}$/),
    v.description('Gives them a role, which `logging.readerRoles` must name.'),
  ),
  roleArn: v.pipe(
    roleArn,
    v.description('Role with the policy AmazonOpenSearchServiceCognitoAccess that OpenSearch Service configures the pools with.'),
  ),
});

const truth = v.boolean('must be true or false');

/** Where logs can be searched (docs/logging.md). */
export const loggingSchema = v.pipe(
  v.optional(
    v.strictObject({
      enabled: option(
        truth,
        false,
        'Whether logs of the application and of all functions go to an OpenSearch domain, which bills by the hour.',
      ),
      application: option(
        v.picklist(['agent', 'direct'], 'must be agent or direct'),
        'agent',
        'How the application’s log gets there: agent (the CloudWatch agent or the platform, then a subscription of its log group) or direct (the application on instances or in containers sends to Firehose itself, seconds faster; the load test’s log stays in CloudWatch).',
      ),
      instanceType: option(searchInstanceType, 't3.small.search', 'Type of the domain’s nodes.'),
      nodes: option(
        whole('nodes', 1, 10),
        2,
        'Nodes of the domain: one, or an even number spread over two zones, with a copy of every document.',
      ),
      volumeGb: option(whole('GiB', 10, 1000), 10, 'Disk of each node.'),
      hotDays: option(whole('days', 1, 365), 7, 'How long documents can be searched; then their index is deleted. The backup stays.'),
      backupDays: option(whole('days', 1, 3650), 400, 'How long the bucket keeps every document; at least `hotDays`.'),
      retrySeconds: option(
        whole('seconds', 0, 7200),
        300,
        'How long Firehose tries to index a document before it goes to the failed ones.',
      ),
      readerRoles: option(
        v.array(roleArn, 'must be a list of ARNs of roles'),
        [],
        'Roles whose holders may search and open the dashboards.',
      ),
      login: choice(
        loginSchema,
        'Existing Cognito pools by which browsers sign in to the dashboards. Without it: requests signed with a reader role only.',
      ),
      accessLogs: option(truth, false, 'Whether each load balancer writes its access log to a bucket that Athena can query.'),
      scannedGb: option(whole('GB', 1, 10_000), 10, 'The most that one Athena query may read; it is cancelled then.'),
    }),
    {},
  ),
  v.forward(
    v.check(({ nodes }) => nodes === 1 || nodes % 2 === 0, 'must be 1 or even, since two zones share them'),
    ['nodes'],
  ),
  v.forward(
    v.check(({ backupDays, hotDays }) => backupDays >= hotDays, 'must be at least hotDays'),
    ['backupDays'],
  ),
);

/** Where logs can be searched. */
export type LoggingConfig = v.InferOutput<typeof loggingSchema>;
