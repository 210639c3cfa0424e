import * as v from 'valibot';
import { choice } from '../option';

const id = v.pipe(
  v.string('must be text'),
  v.regex(/^\d{12}$/, 'must be an account id of 12 digits, in quotes'),
  v.metadata({ range: '12 digits' }),
  v.description('Id of the account.'),
);
const region = v.pipe(
  v.string('must be text'),
  v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-west-1'),
  v.metadata({ range: 'region' }),
  v.description('Region of the stacks that go there.'),
);
const place = (description: string) => v.pipe(v.strictObject({ id, region }), v.description(description));

const reader = v.pipe(
  v.string('must be text'),
  v.regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+\*?$/, 'must be the ARN of a role or user; a * may end it'),
  v.metadata({ range: 'ARN of a role or user; a `*` may end it' }),
);

/** Which account and region holds what (docs/accounts.md). */
export const accountsSchema = v.pipe(
  v.strictObject({
    tools: place('Holds the pipeline, the gate, healing and the artifacts.'),
    staging: place('Holds the staging environment.'),
    production: place('Holds the production environment.'),
    readers: choice(
      v.array(reader, 'must be a list of ARNs'),
      'People of the tools account who may look at the environments as the gate does, with `unbreakable evaluate`, `heal` and `init`. Default: nobody.',
    ),
  }),
  v.forward(
    v.check(
      ({ tools, readers = [] }) => readers.every((arn) => arn.split(':')[4] === tools.id),
      'must be of the tools account; the environments let nobody else in',
    ),
    ['readers'],
  ),
);

/** Whether both environments have a place of their own: names in an account and region are used once. */
export const isElsewhere = ({ staging, production }: AccountsConfig): boolean =>
  staging.id !== production.id || staging.region !== production.region;

/** The accounts of a configuration. */
export type AccountsConfig = v.InferOutput<typeof accountsSchema>;
/** One of them. */
export type Place = AccountsConfig['tools'];
/** What is placed. */
export type PlaceName = Exclude<keyof AccountsConfig, 'readers'>;
