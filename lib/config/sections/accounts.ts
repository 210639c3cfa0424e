import * as v from 'valibot';

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

/** Which account and region holds what (docs/accounts.md). */
export const accountsSchema = v.strictObject({
  tools: place('Holds the pipeline, the gate, healing and the artifacts.'),
  staging: place('Holds the staging environment.'),
  production: place('Holds the production environment.'),
});

/** Whether both environments have a place of their own: names in an account and region are used once. */
export const isElsewhere = ({ staging, production }: AccountsConfig): boolean =>
  staging.id !== production.id || staging.region !== production.region;

/** The accounts of a configuration. */
export type AccountsConfig = v.InferOutput<typeof accountsSchema>;
/** One of them. */
export type Place = AccountsConfig['tools'];
/** What is placed. */
export type PlaceName = keyof AccountsConfig;
