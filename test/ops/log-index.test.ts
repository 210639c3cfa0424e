/** What prepares the domain, with signed requests over HTTP against the stand-in. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { logIndex } from '../../lambda/ops/search/log-index';
import { SignedSearch } from '../../lambda/ops/search/search.client';
import type { CloudHost } from '../../rehearsal/cloud/host';
import { openSearchService, type OpenSearchService } from '../../rehearsal/services/opensearch/opensearch';
import { domainProperties } from '../rehearsal/support/log-cloud';
import { createResource, createRole, startCloud, stopClouds } from '../rehearsal/support/real-cloud';

let cloud: CloudHost;
let host: string;
let arn: string;

beforeAll(async () => {
  cloud = await startCloud([openSearchService]);
  const statement = { Effect: 'Allow', Action: 'es:ESHttp*', Resource: '*' } as const;
  arn = await createRole(cloud, [statement], 'Master');
  const { attributes } = await createResource(cloud, 'AWS::OpenSearchService::Domain', domainProperties(arn));
  host = String(attributes['DomainEndpoint']);
  useRole(arn);
});
afterAll(() => stopClouds());

const before = { ...process.env };
afterAll(() => void (process.env = before));
const useRole = (role: string): void => {
  const { accessKeyId, secretAccessKey, sessionToken } = cloud.credentials(role);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken });
};

const open = (name: string, endpoint = cloud.endpoint, patienceMilliseconds = 2_000) =>
  new SignedSearch({ host: name, region: 'us-east-1', endpoint, patienceMilliseconds, elapsed: () => performance.now() });
const resource = logIndex((name) => open(name));
const request = (change: object = {}) => ({
  RequestType: 'Create' as const,
  ResponseURL: 'http://127.0.0.1/x',
  StackId: 's',
  RequestId: 'r',
  LogicalResourceId: 'l',
  ResourceProperties: {
    Endpoint: host,
    WriterRoleArn: 'arn:aws:iam::123456789012:role/writer',
    ReaderRoleArns: ['arn:aws:iam::123456789012:role/reader'],
    HotDays: '7',
    Replicas: '1',
    ...change,
  },
});
const domain = () => (cloud.services.get('es') as OpenSearchService).domains.get('logs')!;

test('roles, lifecycle policy and template are there afterwards; done again, nothing changes but what is to change', async () => {
  await resource.put(request());
  await resource.put(request({ HotDays: '30', ReaderRoleArns: [] }));
  const { security, settings } = domain();
  const of = (name: string) => security.mappings.get(name)?.backend_roles;
  expect(of('unbreakable_log_writer')).toEqual(['arn:aws:iam::123456789012:role/writer']);
  expect([of('unbreakable_log_reader'), of('opensearch_dashboards_user')]).toEqual([[], []]);
  expect(settings.policies.get('unbreakable-logs')?.policy).toMatchObject({
    policy: {
      ism_template: [{ index_patterns: ['unbreakable-logs-*'] }],
      states: [{ transitions: [{ conditions: { min_index_age: '30d' } }] }, {}],
    },
  });
  expect(settings.mappingsFor('unbreakable-logs-2026-11-20').properties['fields']).toEqual({ type: 'flat_object' });
});

test('removed, Firehose has lost its way in, and what is kept goes on expiring; removed twice is fine', async () => {
  await resource.put(request());
  await resource.remove(request());
  await resource.remove(request());
  const { security, settings } = domain();
  expect(security.mappings.has('unbreakable_log_writer')).toBe(false);
  expect(settings.templates.size).toBe(0);
  expect(settings.policies.size).toBe(1);
});

test('the physical id changes with the domain', () => {
  expect(resource.identify(request().ResourceProperties)).toBe(`unbreakable-logs@${host}`);
  expect(() => resource.identify({ Endpoint: 'a/b' })).toThrow(/Endpoint.*WriterRoleArn.*Deploy the logging stack again/);
});

test('a role that is not the master user is told so', async () => {
  useRole(await createRole(cloud, [{ Effect: 'Allow', Action: 'es:ESHttp*', Resource: '*' }], 'Somebody'));
  await expect(resource.put(request())).rejects.toThrow(/status 403.*Is the role of this function the master user/s);
  useRole(arn);
});

test('without permission in its policy a role is refused before the domain hears of it', async () => {
  useRole(await createRole(cloud, [], 'Nobody'));
  await expect(resource.put(request())).rejects.toThrow(/status 400|status 403/);
  useRole(arn);
});

describe('a domain that is not ready', () => {
  const answers: number[] = [];
  const heads: string[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((incoming, response) => {
      void text(incoming).then(() => {
        heads.push(`${incoming.headers.host} ${incoming.headers.authorization}`);
        return response.writeHead(answers.shift() ?? 503).end('<html>not ready</html>');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  test('is asked again, with requests signed for its own name', async () => {
    answers.push(503, 429, 200);
    const { status } = await open('search-logs.example', address(), 10_000).send({ method: 'GET', path: '/' });
    expect(status).toBe(200);
    expect(heads.at(-1)).toMatch(
      /^search-logs\.example AWS4-HMAC-SHA256 Credential=.*\/us-east-1\/es\/aws4_request, SignedHeaders=[\w;-]*host/,
    );
  });

  test('is given up in time, with what it said', async () => {
    await expect(open('search-logs.example', address(), 600).send({ method: 'GET', path: '/' })).rejects.toThrow(
      /goes on failing: status 503.*not ready.*Look at the status of the domain/s,
    );
  });
});
