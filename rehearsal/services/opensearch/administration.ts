/** What administrators ask: roles and mappings of the security plugin, lifecycle policies, index templates. */
import * as v from 'valibot';
import type { SearchAnswer, SearchCall } from '../../http/search-protocol';
import { failure, ok } from './answers';
import type { Domain } from './domain';
import { mappingSchema, roleSchema } from './security';
import { policySchema, templateSchema } from './settings';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** One thing that can be put, read and deleted by name. */
interface Collection {
  readonly path: RegExp;
  readonly answer: (domain: Domain, method: Method, name: string, call: SearchCall) => SearchAnswer;
}

/** A collection that keeps what it is given. */
const kept =
  <Value extends object>(schema: v.GenericSchema<unknown, Value>, of: (domain: Domain) => Map<string, Value>, word: string) =>
  (domain: Domain, method: Method, name: string, { Body }: SearchCall): SearchAnswer => {
    const items = of(domain);
    const known = items.get(name);
    if (method === 'PUT') {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), Body);
      if (!parsed.success) return failure(400, 'illegal_argument_exception', parsed.issues.map((issue) => v.getDotPath(issue)).join(', '));
      items.set(name, parsed.output);
      return ok(
        { status: known ? 'OK' : 'CREATED', acknowledged: true, message: `'${name}' ${known ? 'updated' : 'created'}.` },
        known ? 200 : 201,
      );
    }
    if (known === undefined) return failure(404, 'resource_not_found_exception', `${word} ${name} not found.`);
    if (method === 'DELETE') items.delete(name);
    return ok(method === 'DELETE' ? { status: 'OK', acknowledged: true } : { [name]: known });
  };

/** Policies have versions: replacing one asks for the version that is replaced. */
const policies: Collection['answer'] = (domain, method, name, { Body, Query }) => {
  const known = domain.settings.policies.get(name);
  if (method === 'PUT') {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), policySchema), Body);
    if (!parsed.success || !consistent(parsed.output)) return failure(400, 'illegal_argument_exception', 'The policy is malformed');
    if (known !== undefined && Query['if_seq_no'] !== String(known.sequence))
      return failure(409, 'version_conflict_engine_exception', `[${name}]: version conflict, document already exists`);
    const sequence = domain.settings.putPolicy(name, parsed.output);
    return ok({ _id: name, _version: sequence, _primary_term: 1, _seq_no: sequence, policy: parsed.output }, known ? 200 : 201);
  }
  if (known === undefined) return failure(404, 'status_exception', 'Policy not found');
  if (method === 'DELETE') domain.settings.policies.delete(name);
  return ok({ _id: name, _version: known.sequence, _seq_no: known.sequence, _primary_term: 1, ...known.policy });
};

/** Whether every state that is named exists. */
const consistent = ({ policy }: v.InferOutput<typeof policySchema>): boolean => {
  const names = policy.states.map(({ name }) => name);
  return [policy.default_state, ...policy.states.flatMap(({ transitions }) => transitions.map((each) => each.state_name))].every((name) =>
    names.includes(name),
  );
};

const changePolicy: Collection['answer'] = (domain, _method, pattern) => ({
  status: 200,
  body: { updated_indices: domain.indices.find(pattern).length, failures: false, failed_indices: [] },
});

const security = String.raw`^/_plugins/_security/api`;
const ism = String.raw`^/_plugins/_ism`;
const collections: readonly Collection[] = [
  { path: new RegExp(`${security}/roles/([^/]+)$`), answer: kept(roleSchema, ({ security: of }) => of.roles, 'role') },
  { path: new RegExp(`${security}/rolesmapping/([^/]+)$`), answer: kept(mappingSchema, ({ security: of }) => of.mappings, 'rolemapping') },
  { path: new RegExp(`${ism}/policies/([^/]+)$`), answer: policies },
  { path: new RegExp(`${ism}/change_policy/([^/]+)$`), answer: changePolicy },
  { path: /^\/_index_template\/([^/]+)$/, answer: kept(templateSchema, ({ settings }) => settings.templates, 'index template') },
];

/** The answer to a request of an administrator; undefined where it is none. */
export const administer = (domain: Domain, method: Method, call: SearchCall): SearchAnswer | undefined => {
  for (const { path, answer } of collections) {
    const [, name] = path.exec(call.Path) ?? [];
    if (name !== undefined) return answer(domain, method, name, call);
  }
  return undefined;
};
