/** One test per way to get it wrong: where, and how to mend it. */
import { comparison, issues, key, parse, service, signature, type File } from './files';

const only = (more: File) => {
  const found = issues(more);
  expect(found).toHaveLength(1);
  return found[0]!;
};

const withSignature = (more: File): File => ({ perfsignature: [signature(more)] });
const withComparison = (more: File): File => ({ comparisons: [comparison(more)] });

test.each<[string, File, string, string, string]>([
  ['an unknown key', { perfsignatures: [] }, 'S.perfsignatures', 'Did you mean "perfsignature"?', '[]'],
  ['an unknown key in a signature', withSignature({ upperLimit: 3 }), 'S.perfsignature[0].upperLimit', 'Did you mean "upperlimit"?', '3'],
  [
    'an unknown key in a comparison',
    withComparison({ colour: 'red' }),
    'S.comparisons[0].colour',
    'Known keys here: name, source',
    '"red"',
  ],
  [
    'an unknown metric',
    withSignature({ timeseries: key('service.responstime') }),
    'S.perfsignature[0].timeseries',
    `Did you mean "${key('service.responsetime')}"?`,
    `"${key('service.responstime')}"`,
  ],
  [
    'an unlike metric',
    withSignature({ timeseries: 'jvm.heap' }),
    'S.perfsignature[0].timeseries',
    'Use one of "com.dynatrace',
    '"jvm.heap"',
  ],
  ['an unknown environment', withComparison({ source: 'Stagin' }), 'S.comparisons[0].source', 'Did you mean "Staging"?', '"Stagin"'],
  [
    'an environment of every object',
    withComparison({ compare: 'toString' }),
    'S.comparisons[0].compare',
    'Use one of "Staging", "Production".',
    '"toString"',
  ],
  [
    'a duplicate comparison',
    { comparisons: [comparison(), comparison()] },
    'S.comparisons[1].name',
    'Rename or remove one of them.',
    '"StagingToProduction"',
  ],
  [
    'a negative window',
    withComparison({ shiftcomparetimeframe: -60 }),
    'S.comparisons[0].shiftcomparetimeframe',
    'from 0 to 31,536,000 (seconds)',
    '-60',
  ],
  [
    'a shift of years',
    withComparison({ shiftsourcetimeframe: 1e9 }),
    'S.comparisons[0].shiftsourcetimeframe',
    'from 0 to 31,536,000 (seconds)',
    '1000000000',
  ],
  [
    'a negative percentage',
    withComparison({ scalefactorperc: { default: -5 } }),
    'S.comparisons[0].scalefactorperc.default',
    'from 0 to 1,000 (percent)',
    '-5',
  ],
  [
    'a percentage above 1,000',
    withComparison({ scalefactorperc: { [key('service.failurerate')]: 1001 } }),
    `S.comparisons[0].scalefactorperc["${key('service.failurerate')}"]`,
    'from 0 to 1,000 (percent)',
    '1001',
  ],
  [
    'a number in quotes',
    withComparison({ scalefactorperc: { default: '30' } }),
    'S.comparisons[0].scalefactorperc.default',
    'without quotes',
    '"30"',
  ],
  [
    'a margin for an unknown metric',
    withComparison({ scalefactorperc: { 'service.failurrate': 5 } }),
    'S.comparisons[0].scalefactorperc["service.failurrate"]',
    `Did you mean "${key('service.failurerate')}"?`,
    '5',
  ],
  ['a negative limit', withSignature({ upperlimit: -1 }), 'S.perfsignature[0].upperlimit', "(the signature's unit)", '-1'],
  ['a limit of zero', withSignature({ upperlimit: 0 }), 'S.perfsignature[0].upperlimit', 'Give a number above 0.', '0'],
  [
    'limits the wrong way round',
    withSignature({ upperlimit: 5, lowerlimit: 10 }),
    'S.perfsignature[0].lowerlimit',
    'Swap or change them.',
    '10',
  ],
  ['an unknown aggregate', withSignature({ aggregate: 'average' }), 'S.perfsignature[0].aggregate', 'Use min, max, avg', '"average"'],
  ['the 0th percentile', withSignature({ aggregate: 'p0' }), 'S.perfsignature[0].aggregate', 'between p0 and p100', '"p0"'],
  ['a percentile with a leading zero', withSignature({ aggregate: 'p05' }), 'S.perfsignature[0].aggregate', 'between p0 and p100', '"p05"'],
  ['something that is no signature', { perfsignature: [3] }, 'S.perfsignature[0]', 'Write { … }', '3'],
  ['the 100th percentile', withSignature({ aggregate: 'p100' }), 'S.perfsignature[0].aggregate', 'between p0 and p100', '"p100"'],
  [
    'a sum of response times',
    withSignature({ aggregate: 'sum' }),
    'S.perfsignature[0].aggregate',
    'Use one of min, max, avg, median, pNN.',
    '"sum"',
  ],
  [
    'a percentile of a failure rate',
    withSignature({ timeseries: key('service.failurerate'), aggregate: 'p90' }),
    'S.perfsignature[0].aggregate',
    'Use one of min, max, avg, median.',
    '"p90"',
  ],
  [
    'an average of relationships',
    { perfsignature: [{ smartscape: 'toRelationships:calls', aggregate: 'avg' }] },
    'S.perfsignature[0].aggregate',
    'Use one of count.',
    '"avg"',
  ],
  ['an unknown direction', withSignature({ validate: 'uper' }), 'S.perfsignature[0].validate', 'Did you mean "upper"?', '"uper"'],
  ['an unknown entity type', { etype: 'SERVICES' }, 'S.etype', 'Did you mean "SERVICE"?', '"SERVICES"'],
  [
    'an odd relationship',
    { perfsignature: [{ smartscape: 'calls' }] },
    'S.perfsignature[0].smartscape',
    '"toRelationships:calls"',
    '"calls"',
  ],
  ['no metric', { perfsignature: [{ aggregate: 'avg' }] }, 'S.perfsignature[0]', 'Keep one of them.', '{"aggregate":"avg"}'],
  [
    'two metrics',
    withSignature({ smartscape: 'toRelationships:calls' }),
    'S.perfsignature[0]',
    'Keep one of them.',
    '{"timeseries":"com.dynatrace.builtin:service.responsetime","aggregate":"avg","s…',
  ],
  ['an empty signature list', { perfsignature: [] }, 'S.perfsignature', 'Add one', '[]'],
  ['no comparison', { comparisons: [] }, 'S.comparisons', 'Add one', '[]'],
  ['a missing comparison list', { comparisons: undefined }, 'S.comparisons', 'Add "comparisons"', 'nothing'],
  ['a missing type', { etype: undefined }, 'S.etype', 'Add "etype": "SERVICE".', 'nothing'],
  ['no signature at all', { perfsignature: undefined }, 'S.perfsignature', 'Add a perfsignature list.', 'nothing'],
  [
    'a rate of something that is no count',
    { perfsignature: [{ rate: { numerator: key('service.responsetime'), denominator: key('service.requestspermin') } }] },
    'S.perfsignature[0].rate.numerator',
    'Use one of',
    `"${key('service.responsetime')}"`,
  ],
  [
    'a method metric on the service',
    withSignature({ timeseries: key('servicemethod.responsetime') }),
    'S.perfsignature[0].timeseries',
    'Move it to the perfsignature of a method',
    `"${key('servicemethod.responsetime')}"`,
  ],
  [
    'a service metric on a method',
    { servicemethods: [{ name: '/a', perfsignature: [signature()] }] },
    'S.servicemethods[0].perfsignature[0].timeseries',
    'Use a servicemethod.… key',
    `"${key('service.responsetime')}"`,
  ],
  [
    'both ways to place the baseline',
    withComparison({ comparetimeframe: 'beforeDeployment', shiftcomparetimeframe: 0 }),
    'S.comparisons[0].shiftcomparetimeframe',
    'Keep one of',
    '0',
  ],
  [
    'an unknown time frame',
    withComparison({ comparetimeframe: 'beforeDeploy' }),
    'S.comparisons[0].comparetimeframe',
    '"beforeDeployment"',
    '"beforeDeploy"',
  ],
  [
    'a comparison with itself',
    withComparison({ compare: 'Staging' }),
    'S.comparisons[0].compare',
    '"comparetimeframe": "beforeDeployment"',
    '"Staging"',
  ],
  [
    'a margin that allows to lose everything',
    { comparisons: [comparison({ scalefactorperc: { default: 100 } })], ...withSignature({ validate: 'lower' }) },
    'S.comparisons[0].scalefactorperc.default',
    'Allow less than 100 %',
    '100',
  ],
  ['too many signatures', { perfsignature: Array.from({ length: 101 }, () => signature()) }, 'S', 'Split the service', '101'],
  ['an array of environments', { environments: [{}], comparisons: [comparison()] }, 'S.environments', 'Write { … }', '[{}]'],
  [
    'empty dimensions',
    { environments: { Staging: {}, Production: { cloudwatch: { dimensions: {} } } } },
    'S.environments.Production.cloudwatch.dimensions',
    'Add LoadBalancer',
    '{}',
  ],
  [
    'a tag without a key',
    { environments: { Staging: { tags: [{ value: 'x' }] }, Production: {} } },
    'S.environments.Staging.tags[0].key',
    'Add "key": "DeploymentGroup".',
    'nothing',
  ],
])('%s', (what, more, path, fix, received) => {
  const found = issues(more).filter((one) => one.path === path);
  expect(found).toEqual([{ path, received, message: expect.stringMatching(/\.$/), fix: expect.stringContaining(fix) }]);
  expect(issues(more).length).toBe(what === 'an array of environments' ? 3 : 1);
});

test('all issues come at once', () => {
  const paths = issues({
    etype: 1,
    comparisons: [comparison({ source: 'X', shiftsourcetimeframe: -1 })],
    perfsignature: [signature({ aggregate: 'no' })],
    extra: 1,
  }).map(({ path }) => path);
  expect(paths.sort()).toEqual(
    ['S.comparisons[0].shiftsourcetimeframe', 'S.comparisons[0].source', 'S.etype', 'S.extra', 'S.perfsignature[0].aggregate'].sort(),
  );
});

test('every service of a file is checked', () => {
  const result = parse({ A: service(), B: service({ etype: 'X' }), C: 3 });
  expect(result.ok ? [] : result.issues.map(({ path }) => path)).toEqual(['B.etype', 'C']);
});

test('only the first hundred issues are listed', () => {
  const extra = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`key${index}`, 1]));
  const found = issues(extra);
  expect(found).toHaveLength(101);
  expect(found.at(-1)!.message).toBe('50 more issues are not listed.');
});

test('a key of ours that is right is no issue', () => {
  expect(only({ unknown: 1 }).message).toBe('"unknown" is not a key here.');
  expect(issues({ _unknown: 1 })).toEqual([]);
});
