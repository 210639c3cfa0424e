/** What has to be in the domain before the first document: roles, lifecycle policy, index template. */
import * as v from 'valibot';
import { logNames } from '../../contract/logging';
import type { CustomResource } from '../custom-resource/custom-resource';
import { OpsError } from '../ops-error';
import { indexPattern, indexTemplate, lifecyclePolicy, readerRole, writerRole } from './bodies';
import type { Search, SearchReply, SearchRequest } from './search';

const wholeNumber = v.pipe(v.string(), v.regex(/^\d+$/, 'a whole number'), v.transform(Number));
const properties = v.looseObject({
  Endpoint: v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'a host name')),
  WriterRoleArn: v.pipe(v.string(), v.startsWith('arn:')),
  ReaderRoleArns: v.optional(v.array(v.pipe(v.string(), v.startsWith('arn:'))), []),
  HotDays: wholeNumber,
  Replicas: wholeNumber,
});

type Properties = v.InferOutput<typeof properties>;

/** AWS's role for everybody who opens the dashboards. */
const dashboardsRole = 'opensearch_dashboards_user';
const security = '/_plugins/_security/api';
const policyPath = `/_plugins/_ism/policies/${logNames.template}`;

/** @param open finds the domain by its host name */
export const logIndex = (open: (host: string) => Search): CustomResource => ({
  identify: (given) => `${logNames.template}@${parse(given).Endpoint}`,

  async put({ ResourceProperties }) {
    const { Endpoint, WriterRoleArn, ReaderRoleArns, HotDays, Replicas } = parse(ResourceProperties);
    const search = open(Endpoint);
    await must(search, { method: 'PUT', path: `${security}/roles/${logNames.writerRole}`, body: writerRole });
    await must(search, mapping(logNames.writerRole, [WriterRoleArn]));
    await must(search, { method: 'PUT', path: `${security}/roles/${logNames.readerRole}`, body: readerRole });
    await must(search, mapping(logNames.readerRole, ReaderRoleArns));
    await must(search, mapping(dashboardsRole, ReaderRoleArns));
    await putPolicy(search, HotDays);
    await must(search, { method: 'PUT', path: `/_index_template/${logNames.template}`, body: indexTemplate(Replicas) });
  },

  /** Firehose loses its way in. The lifecycle policy stays: what is left of a domain that is kept goes on expiring. */
  async remove({ ResourceProperties }) {
    const given = v.safeParse(properties, ResourceProperties);
    // What was refused when it was created has left nothing behind.
    if (!given.success) return;
    const search = open(given.output.Endpoint);
    for (const path of [
      `${security}/rolesmapping/${logNames.writerRole}`,
      `${security}/roles/${logNames.writerRole}`,
      `/_index_template/${logNames.template}`,
    ])
      await must(search, { method: 'DELETE', path }, [404]);
  },
});

function parse(given: unknown): Properties {
  const parsed = v.safeParse(properties, given);
  if (parsed.success) return parsed.output;
  const wrong = parsed.issues.map((issue) => `${v.getDotPath(issue)}: received ${issue.received}`);
  throw new OpsError('BadSettings', `Properties of the resource are wrong: ${wrong.join('; ')}.`, 'Deploy the logging stack again.');
}

const mapping = (role: string, backendRoles: readonly string[]): SearchRequest => ({
  method: 'PUT',
  path: `${security}/rolesmapping/${role}`,
  body: { backend_roles: backendRoles },
});

/**
 * An existing policy is replaced by naming the version that is replaced. Indices that it manages already are told to
 * follow the new one; there are none in a new domain.
 */
async function putPolicy(search: Search, hotDays: number): Promise<void> {
  const existing = await must(search, { method: 'GET', path: policyPath }, [404]);
  const version = existing.status === 404 ? undefined : v.parse(versionSchema, existing.body);
  const query = version && { if_seq_no: String(version['_seq_no']), if_primary_term: String(version['_primary_term']) };
  await must(search, { method: 'PUT', path: policyPath, ...(query && { query }), body: lifecyclePolicy(hotDays) });
  if (version === undefined) return;
  const body = { policy_id: logNames.template, state: 'hot' };
  await must(search, { method: 'POST', path: `/_plugins/_ism/change_policy/${indexPattern}`, body }, [404]);
}

const versionSchema = v.object({ _seq_no: v.number(), _primary_term: v.number() });

/** @throws OpsError for any answer but success and those named. */
async function must(search: Search, request: SearchRequest, alsoFine: readonly number[] = []): Promise<SearchReply> {
  const reply = await search.send(request);
  if ((reply.status >= 200 && reply.status < 300) || alsoFine.includes(reply.status)) return reply;
  throw new OpsError(
    'SearchRefused',
    `The domain refused ${request.method} ${request.path} with status ${reply.status}: ${JSON.stringify(reply.body).slice(0, 500)}.`,
    'Is the role of this function the master user of the domain?',
  );
}
