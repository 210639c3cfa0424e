/** What the original accepted is accepted as it is. The file is our own, with everything that the original's files use. */
import { readFileSync } from 'node:fs';
import { parseMonspec } from '../../lambda/monspec/parse';
import { key } from './files';

const file = `{
  // a service
  "Shop": {
    "etype": "SERVICE",
    "_comment_etype": "ignored",
    "name": "ShopService",
    "owner": "Team Blue",
    "_comment": { "even": ["objects", { "upperlimit": -1 }] },
    "environments": {
      "Staging": { "tags": [ { "context": "CONTEXTLESS", "key": "DeploymentGroup", "value": "Staging" }, ] },
      "Production": { "tags": [ { "context": "AWS", "key": "DeploymentGroup", "value": "Production" } ] },
      "_Old": { "tags": "whatever" },
    },
    /* comparisons */
    "comparisons": [
      {
        "name": "StagingToProduction", "source": "Staging", "compare": "Production",
        "scalefactorperc": { "default": 30, "${key('service.requestspermin')}": 90, "_comment": "ignored" },
        "shiftcomparetimeframe": 0, "shiftsourcetimeframe": 0,
      },
      { "name": "StagingToProductionYesterday", "source": "Staging", "compare": "Production",
        "scalefactorperc": { "default": 15 }, "shiftsourcetimeframe": 60, "shiftcomparetimeframe": 86400 },
      { "name": "ProductionToProductionLastHour", "source": "Production", "compare": "Production",
        "scalefactorperc": { "default": 10 }, "shiftsourcetimeframe": 60, "shiftcomparetimeframe": 3600 },
    ],
    "perfsignature": [
      { "timeseries": "${key('service.responsetime')}", "aggregate": "avg", "validate": "upper", "_upperlimit": 100, "_lowerlimit": 50 },
      { "timeseries": "${key('service.responsetime')}", "aggregate": "p90" },
      { "timeseries": "${key('service.failurerate')}", "aggregate": "avg", "upperlimit": 2.5 },
      { "timeseries": "${key('service.requestspermin')}", "aggregate": "count", "validate": "lower" },
      { "smartscape": "toRelationships:calls", "aggregate": "count", "validate": "lower" },
      { "smartscape": "fromRelationships:runsOn", "aggregate": "count", "validate": "lower" },
    ],
    "servicemethods": [
      { "name": "/api/buy", "perfsignature": [ { "timeseries": "${key('servicemethod.failurerate')}", "aggregate": "avg" } ] },
    ],
  },
}`;

const read = (input: Uint8Array | string) => {
  const result = parseMonspec(input);
  if (!result.ok) {
    throw new TypeError(JSON.stringify(result.issues));
  }
  return result.value.services[0]!;
};

test('comments, trailing commas and underscore keys are welcome', () => {
  expect(read(file)).toMatchObject({ key: 'Shop', name: 'ShopService', owner: 'Team Blue', entityType: 'SERVICE' });
  expect(Object.keys(read(file).environments)).toEqual(['Staging', 'Production']);
});

test('every signature has its id, direction and limits; disabled limits are gone', () => {
  expect(read(file).signatures).toEqual([
    {
      id: 'service.responsetime/avg',
      metric: { kind: 'timeseries', key: key('service.responsetime') },
      aggregate: 'avg',
      direction: 'upper',
    },
    {
      id: 'service.responsetime/p90',
      metric: { kind: 'timeseries', key: key('service.responsetime') },
      aggregate: 'p90',
      direction: 'upper',
    },
    {
      id: 'service.failurerate/avg',
      metric: { kind: 'timeseries', key: key('service.failurerate') },
      aggregate: 'avg',
      direction: 'upper',
      upperLimit: 2.5,
    },
    {
      id: 'service.requestspermin/count',
      metric: { kind: 'timeseries', key: key('service.requestspermin') },
      aggregate: 'count',
      direction: 'lower',
    },
    {
      id: 'toRelationships:calls/count',
      metric: { kind: 'smartscape', relation: 'toRelationships:calls' },
      aggregate: 'count',
      direction: 'lower',
    },
    {
      id: 'fromRelationships:runsOn/count',
      metric: { kind: 'smartscape', relation: 'fromRelationships:runsOn' },
      aggregate: 'count',
      direction: 'lower',
    },
    {
      id: '/api/buy servicemethod.failurerate/avg',
      metric: { kind: 'timeseries', key: key('servicemethod.failurerate') },
      aggregate: 'avg',
      direction: 'upper',
      method: '/api/buy',
    },
  ]);
});

test('comparisons have margins and shifts, with their defaults', () => {
  expect(read(file).comparisons).toMatchObject([
    {
      allowedPercent: { default: 30, byMetric: { [key('service.requestspermin')]: 90 } },
      shiftSourceSeconds: 0,
      baseline: { kind: 'shifted', seconds: 0 },
    },
    { allowedPercent: { default: 15, byMetric: {} }, shiftSourceSeconds: 60, baseline: { kind: 'shifted', seconds: 86_400 } },
    { baseline: { kind: 'shifted', seconds: 3600 } },
  ]);
});

test('bytes read as text do, with or without a byte order mark', () => {
  const bytes = new TextEncoder().encode(file);
  expect(read(bytes)).toEqual(read(file));
  expect(read(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]))).toEqual(read(file));
  expect(read(`\uFEFF${file}`)).toEqual(read(file));
});

const seed = process.env['MONSPEC_SEED'];

/** The published sample is not ours to keep here; a run that has it at hand names its path. */
if (seed === undefined) {
  test('the published sample is skipped: MONSPEC_SEED names no file', () => {
    expect(seed).toBeUndefined();
  });
} else {
  test('the published sample parses', () => {
    expect(read(readFileSync(seed)).signatures).toHaveLength(9);
  });
}
