import type { DeploymentFacts } from '../../../lambda/contract/deployment-event';
import { deploymentEvent } from '../../../lambda/sources/dynatrace/deployment-event';
import { dynatraceEvents } from '../../../lambda/sources/dynatrace/deployment-event.client';
import { known } from '../../../lambda/sources/http/secret';
import { start } from '../requests';
import { token } from '../support/dynatrace-stand-in';
import type { Fault } from '../support/stand-in';
import { quickPace } from '../support/time';
import { service, stopTenants, tagsOf, tenantWith } from './tenant';

afterEach(stopTenants);

const deployment: DeploymentFacts = {
  pipeline: 'shop',
  stage: 'Staging',
  executionId: 'exec-1',
  release: 'Build 7',
  revision: 'release/app.zip@v7',
  at: start,
  link: 'https://report.example/validations/1?signature=abc',
  entityType: 'SERVICE',
  tags: tagsOf('Staging'),
};

const eventsOf = (url: string, pace = quickPace()) => dynatraceEvents({ url, token: known(token), pace });

test('the event says pipeline, stage, execution, revision, and where to act', () => {
  expect(deploymentEvent(deployment)).toEqual({
    eventType: 'CUSTOM_DEPLOYMENT',
    title: 'Build 7 deployed to Staging by shop',
    startTime: start,
    entitySelector: 'type("SERVICE"),tag("DeploymentGroup:Staging")',
    properties: {
      'dt.event.deployment.name': 'shop: Build 7',
      'dt.event.deployment.version': 'release/app.zip@v7',
      'dt.event.deployment.release_stage': 'Staging',
      'dt.event.deployment.release_product': 'shop',
      'dt.event.deployment.release_build_version': 'Build 7',
      'dt.event.deployment.ci_back_link': deployment.link,
      'dt.event.deployment.remediation_action_link': deployment.link,
      'dt.event.is_rootcause_relevant': 'true',
      pipeline: 'shop',
      stage: 'Staging',
      executionId: 'exec-1',
    },
  });
});

test('a property is never longer than Dynatrace takes, and there is no link where there is no page', () => {
  const { link: _, ...others } = deployment;
  const { properties } = deploymentEvent({ ...others, revision: 'r'.repeat(5000) });
  expect(properties!['dt.event.deployment.version']).toHaveLength(4096);
  expect(Object.keys(properties!).filter((name) => name.endsWith('link'))).toEqual([]);
});

test('it arrives, for every service of the environment', async () => {
  const { url, tenant } = await tenantWith({
    entities: [service('Staging'), service('Staging', { id: 'SERVICE-2' }), service('Production')],
  });
  expect(await eventsOf(url).push(deployment)).toEqual({ kind: 'accepted', entities: 2 });
  expect(tenant.events).toMatchObject([{ eventType: 'CUSTOM_DEPLOYMENT' }]);
});

test('HTTP 201 for no entity is not there yet', async () => {
  const { url } = await tenantWith({ entities: [] });
  expect(await eventsOf(url).push(deployment)).toMatchObject({ kind: 'later', detail: expect.stringContaining('DeploymentGroup:Staging') });
});

const created = (body: unknown): Fault => ({ kind: 'status', status: 201, body });

test.each<[string, Fault, string]>([
  ['no results at all', created({ reportCount: 0, eventIngestResults: [] }), 'later'],
  ['an empty answer', created({}), 'later'],
  ['a result that is not OK', created({ reportCount: 1, eventIngestResults: [{ status: 'INVALID_METADATA' }] }), 'refused'],
  ['one result of two', created({ reportCount: 2, eventIngestResults: [{ status: 'OK' }, { status: 'INVALID_ENTITY_TYPE' }] }), 'accepted'],
  ['reports without results', created({ reportCount: 3 }), 'later'],
  ['400', { kind: 'status', status: 400, body: { error: { code: 400, message: 'bad selector' } } }, 'refused'],
  ['401', { kind: 'status', status: 401 }, 'refused'],
  ['403', { kind: 'status', status: 403 }, 'refused'],
  ['429', { kind: 'status', status: 429 }, 'later'],
  ['500', { kind: 'status', status: 500 }, 'later'],
  ['HTML', { kind: 'html' }, 'later'],
  ['a connection that is dropped', { kind: 'hang-up' }, 'later'],
])('%s', async (_, fault, kind) => {
  const { url, server } = await tenantWith();
  server.constantFault = fault;
  expect((await eventsOf(url).push(deployment)).kind).toBe(kind);
});

test('what may have been read is not sent again at once; what was turned away unread is', async () => {
  const { url, server } = await tenantWith();
  server.faults.push({ kind: 'status', status: 500 });
  await eventsOf(url).push(deployment);
  expect(server.requests).toHaveLength(1);
  server.faults.push({ kind: 'status', status: 429 });
  expect(await eventsOf(url).push(deployment)).toMatchObject({ kind: 'accepted' });
  expect(server.requests).toHaveLength(3);
});

test.each([
  ['no tags, which would be every service', [], /no tags/],
  ['more tags than a selector holds', Array.from({ length: 10 }, () => ({ context: 'AWS', key: 'k'.repeat(250), value: 'v' })), /2000/],
])('%s: nothing is sent', async (_, tags, detail) => {
  const { url, server } = await tenantWith();
  expect(await eventsOf(url).push({ ...deployment, tags })).toMatchObject({ kind: 'refused', detail: expect.stringMatching(detail) });
  expect(server.requests).toEqual([]);
});
