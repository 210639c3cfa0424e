import * as v from 'valibot';
import { choice } from '../option';
import { secretName, whole } from '../units';

const address = (fix: string, scheme: RegExp) =>
  v.pipe(
    v.string('must be text'),
    v.check((text) => isAddress(text, scheme), fix),
    v.metadata({ range: 'address' }),
  );

/** Without credentials, query and fragment: a secret in an address would stand in every template. */
function isAddress(text: string, scheme: RegExp): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return scheme.test(protocol) && [username, password, search, hash].every((part) => part === '');
}

const tokenSecret = 'Name of the secret of Secrets Manager, in the account and region of the gate, that holds the';

/** A Dynatrace environment: a metric source of the gates that is also told of deployments (docs/dynatrace.md). */
export const dynatraceSchema = v.strictObject({
  url: v.pipe(
    address('must be an https address such as https://abc12345.live.dynatrace.com, without credentials and query', /^https:$/),
    v.description('SaaS `https://{id}.live.dynatrace.com`, Managed `https://{host}/e/{id}`, reachable from Lambda.'),
  ),
  tokenSecretName: v.pipe(secretName, v.description(`${tokenSecret} API token: plain text, or JSON with \`token\`.`)),
  oneAgent: choice(
    v.strictObject({
      tokenSecretName: v.pipe(
        secretName,
        v.description(
          'Name of the secret, in the account and region of each environment, that holds the token which downloads the installer (PaaS token, scope `InstallerDownload`): plain text, or JSON with `token`.',
        ),
      ),
    }),
    'Installs OneAgent on the application’s instances at their first start; only for ec2. Default: none.',
  ),
});

const access = v.pipe(
  v.variant(
    'kind',
    [
      v.strictObject({ kind: v.literal('bearer'), tokenSecretName: v.pipe(secretName, v.description(`${tokenSecret} token.`)) }),
      v.strictObject({
        kind: v.literal('basic'),
        username: v.pipe(v.string('must be text'), v.nonEmpty('must not be empty')),
        passwordSecretName: v.pipe(secretName, v.description(`${tokenSecret} password.`)),
      }),
    ],
    'must be of kind bearer or basic',
  ),
  v.metadata({ range: "`{ kind: 'bearer', tokenSecretName }` or `{ kind: 'basic', username, passwordSecretName }`" }),
);

/** Region and id of the workspace behind an address of Amazon Managed Service for Prometheus; undefined for any other. */
export function workspaceOf(url: string): { readonly region: string; readonly workspace: string } | undefined {
  const [, region, workspace] = /^https:\/\/aps-workspaces\.([a-z0-9-]+)\.amazonaws\.com\/workspaces\/([\w-]+)\/?$/.exec(url) ?? [];
  return region === undefined || workspace === undefined ? undefined : { region, workspace };
}

/** A Prometheus server: a metric source of the gates (docs/prometheus.md). */
export const prometheusSchema = v.pipe(
  v.strictObject({
    url: v.pipe(
      address('must be an http or https address, without credentials and query', /^https?:$/),
      v.description(
        'What stands before `/api/v1/`, reachable from Lambda. A workspace of Amazon Managed Service for Prometheus, in the account of the gate, is signed in to by role.',
      ),
    ),
    access: choice(access, 'How the server lets the gate in. Default: nothing is sent, or the role signs where the address is Amazon’s.'),
    scrapeSeconds: choice(whole('seconds', 1, 60), 'Time between two scrapes of the measured targets. Default 15.'),
  }),
  v.forward(
    v.check(({ url, access: given }) => given === undefined || url.startsWith('https:'), 'must be https, since a secret is sent to it'),
    ['url'],
  ),
  v.forward(
    v.check(
      ({ url, access: given }) => given === undefined || workspaceOf(url) === undefined,
      'must stay away, since Amazon’s service is signed in to by role',
    ),
    ['access'],
  ),
);

/** Where Dynatrace is. */
export type DynatraceConfig = v.InferOutput<typeof dynatraceSchema>;
/** Where Prometheus is. */
export type PrometheusConfig = v.InferOutput<typeof prometheusSchema>;
