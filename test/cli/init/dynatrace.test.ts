import { readFileSync } from 'node:fs';
import { lintFiles } from '../../../cli/lint/lint-files';
import { parseMonspec } from '../../../lambda/monspec/parse';
import { startDynatrace, token, type StandInEntity, type Tenant } from '../../sources/support/dynatrace-stand-in';
import type { StandIn } from '../../sources/support/stand-in';
import { run } from '../support/run';
import { pathOf } from '../support/series';

let server: StandIn | undefined;
let count = 0;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const services = (value: string, names: readonly string[]): StandInEntity[] =>
  names.map((name, index) => ({ id: `SERVICE-${value}-${index}`, type: 'SERVICE', name, tags: [`DeploymentGroup:${value}`] }));

const tags = ['--tag', 'DeploymentGroup:Staging', '--tag', 'DeploymentGroup:Production'];

const init = async (tenant: Partial<Tenant>, ...more: string[]) => {
  const started = await startDynatrace(tenant);
  server = started.server;
  const path = pathOf(`init-dynatrace-${(count += 1)}.json`);
  const variables = { DYNATRACE_URL: started.url, DYNATRACE_TOKEN: token };
  return { path, variables, ...(await run(['init', path, '--source', 'dynatrace', ...more], variables)) };
};

const shop = [...services('Staging', ['checkout', 'basket']), ...services('Production', ['checkout'])];

test('a monspec of the services of every tag, with comments, that lints clean', async () => {
  const { code, out, path } = await init({ entities: shop }, ...tags, '--name', 'shop');
  const text = readFileSync(path, 'utf8');
  expect([code, out]).toEqual([0, expect.stringContaining('Staging, Production. Next: unbreakable evaluate')]);
  expect(text).toContain('// 2 × SERVICE with DeploymentGroup:Staging: checkout, basket\n');
  expect(text).toContain('// 1 × SERVICE with DeploymentGroup:Production: checkout\n');
  expect(text).toContain('// The slowest tenth, in ms.');
  expect(lintFiles(readFileSync(path), undefined, { sources: ['dynatrace'] })).toEqual({ readable: true, findings: [] });
  expect(parseMonspec(text)).toMatchObject({
    ok: true,
    value: {
      services: [
        {
          key: 'shop',
          environments: { Production: { tags: [{ context: 'CONTEXTLESS', key: 'DeploymentGroup', value: 'Production' }] } },
          comparisons: [{ name: 'ToProduction' }, { name: 'ToBefore' }],
        },
      ],
    },
  });
});

test('what it writes can be evaluated and backtested at once', async () => {
  const values = { requestCount: 600, errors: 0, response: 100_000 };
  const sample: Tenant['sample'] = ({ selector: { metricId } }) =>
    Object.entries(values).find(([part]) => metricId.includes(part))?.[1] ?? null;
  const { path, variables } = await init({ entities: shop, sample }, ...tags);
  const ask = ['--comparison', 'ToProduction', '--source', 'dynatrace', '--format', 'json'];
  const evaluated = await run(['evaluate', path, '--last', '30m', ...ask], variables);
  expect(evaluated.code).toBe(0);
  expect(JSON.parse(evaluated.out)).toMatchObject({ verdict: { verdict: 'pass' } });
  const backtested = await run(['backtest', path, '--since', '3h', ...ask], variables);
  expect(JSON.parse(backtested.out)).toMatchObject({ replays: 3, verdicts: { fail: 0 } });
});

test('every page of services is read', async () => {
  const many = services('Staging', Array.from({ length: 230 }, (_, index) => `service-${index}`));
  const { code, path } = await init({ entities: many }, '--tag', 'DeploymentGroup:Staging');
  expect(code).toBe(0);
  expect(readFileSync(path, 'utf8')).toContain('// 230 × SERVICE with DeploymentGroup:Staging: service-0, service-1, service-2, 227 more\n');
  expect(server!.requests).toHaveLength(3);
});

test('the context of a tag is kept, and a name cannot leave its comment', async () => {
  const odd: StandInEntity = { id: 'SERVICE-1', type: 'SERVICE', name: 'a\n"x": {', tags: ['[AWS]Stage:prod'] };
  const { code, path } = await init({ entities: [odd] }, '--tag', '[AWS]Stage:prod');
  expect(code).toBe(0);
  expect(readFileSync(path, 'utf8')).toContain('// 1 × SERVICE with [AWS]Stage:prod: a "x": {\n');
});

test.each<[string, Partial<Tenant>, string[], number, string]>([
  [
    'a tag that nothing carries',
    { entities: shop },
    ['--tag', 'DeploymentGroup:Nowhere'],
    3,
    '--tag DeploymentGroup:Nowhere: Dynatrace has no SERVICE with',
  ],
  [
    'a tag on 5,000 services',
    { entities: services('Staging', Array.from({ length: 5_000 }, (_, index) => `s${index}`)) },
    ['--tag', 'DeploymentGroup:Staging'],
    3,
    'matches 5000 entities in Dynatrace and at most 500 make an environment; narrow the tags',
  ],
  [
    'a token without the scope',
    { entities: shop, scopes: ['metrics.read'] },
    tags,
    4,
    'HTTP 403 (the credentials lack a permission): Token is missing required scope',
  ],
])('%s', async (_, tenant, more, code, why) => {
  const ran = await init(tenant, ...more);
  expect(ran).toMatchObject({ code, err: expect.stringContaining(why) as string });
  expect(ran.err.trim().split('\n')).toHaveLength(1);
});

test('an address where nobody answers is exit code 4', async () => {
  const ran = await run(['init', pathOf('nobody.json'), '--source', 'dynatrace', ...tags], {
    DYNATRACE_URL: 'http://127.0.0.1:1',
    DYNATRACE_TOKEN: token,
  });
  expect(ran).toMatchObject({ code: 4, err: expect.stringContaining('could not be reached') as string });
}, 30_000);
