/** What a monspec can say that the original could not. */
import { judgedAs } from '../../lambda/monspec/judging';
import { comparison, environments, issues, key, parse, parsed, service, signature } from './files';

test('a baseline just before the deployment', () => {
  const { comparisons } = parsed({ comparisons: [comparison({ source: 'Production', comparetimeframe: 'beforeDeployment' })] })
    .services[0]!;
  expect(comparisons[0]!.baseline).toEqual({ kind: 'beforeDeployment' });
});

test('CloudWatch dimensions of an environment', () => {
  const dimensions = { LoadBalancer: 'app/a/1', TargetGroup: 'targetgroup/b/2' };
  const { environments: found } = parsed({ environments: { ...environments, Staging: { cloudwatch: { dimensions } } } }).services[0]!;
  expect(found['Staging']).toEqual({ name: 'Staging', tags: [], cloudwatch: { dimensions } });
});

test('a rate of two counts, with its own margin', () => {
  const rate = { numerator: key('service.errorcounthttp4xx'), denominator: key('service.requestspermin') };
  const margin = `${rate.numerator}/${rate.denominator}`;
  const [service] = parsed({ comparisons: [comparison({ scalefactorperc: { [margin]: 50 } })], perfsignature: [{ rate }] }).services;
  expect(service!.signatures).toEqual([
    { id: 'service.errorcounthttp4xx/service.requestspermin/avg', metric: { kind: 'rate', ...rate }, aggregate: 'avg', direction: 'upper' },
  ]);
  expect(service!.comparisons[0]!.allowedPercent.byMetric).toEqual({ [margin]: 50 });
});

test('both limits, and ids that stay apart', () => {
  const [service] = parsed({ perfsignature: [signature({ lowerlimit: 1, upperlimit: 9 }), signature({ validate: 'lower' })] }).services;
  expect(service!.signatures).toMatchObject([
    { id: 'service.responsetime/avg', lowerLimit: 1, upperLimit: 9 },
    { id: 'service.responsetime/avg#2', direction: 'lower' },
  ]);
});

test.each([
  [{}, 'avg'],
  [{ aggregate: 'p99.9' }, 'p99.9'],
  [{ aggregate: 'median' }, 'median'],
])('the aggregate of %j is %s', (more, aggregate) => {
  const [service] = parsed({ perfsignature: [{ timeseries: key('service.responsetime'), ...more }] }).services;
  expect(service!.signatures[0]!.aggregate).toBe(aggregate);
});

test('names have defaults: the service its key, a relationship its count, a tag no context', () => {
  const file = {
    name: undefined,
    environments: { Staging: { tags: [{ key: 'k' }] }, Production: {} },
    perfsignature: [{ smartscape: 'toRelationships:calls' }],
  };
  expect(parsed(file).services[0]).toMatchObject({
    name: 'S',
    environments: { Staging: { tags: [{ context: 'CONTEXTLESS', key: 'k', value: '' }] } },
    signatures: [{ aggregate: 'count' }],
  });
});

test('an editor may be pointed to the schema, at the top only', () => {
  expect(parse({ $schema: './monspec.schema.json', S: service() }).ok).toBe(true);
  expect(parse({ S: service({ $schema: './monspec.schema.json' }) }).ok).toBe(false);
});

test('how sure a gate has to be', () => {
  const judging = { rule: 'percentage', falseRejects: 0.01, earlyApproval: true, score: { pass: 90, warning: 75 } };
  expect(parsed(judging).services[0]).toMatchObject(judging);
  expect(parsed().services[0]).not.toHaveProperty('rule');
});

test('how sure the gates of one comparison have to be goes before what the service says', () => {
  const strict = { proof: 'strict', falseApprovals: 0.1, falseRejects: 0.01 };
  const [service] = parsed({ rule: 'percentage', comparisons: [comparison({ rule: 'evidence', ...strict }), comparison({ name: 'Other' })] })
    .services;
  const [first, second] = service!.comparisons;
  expect(judgedAs(service!, first!)).toMatchObject({ rule: 'evidence', ...strict });
  expect(second).not.toHaveProperty('judging');
  expect(judgedAs(service!, second!)).toEqual(service);
});

test('roles, weights, warnings and floors of a signature', () => {
  const [service] = parsed({
    perfsignature: [signature({ role: 'watch', key: true, weight: 3, warningpercent: 10, allowedpoints: 5 })],
  }).services;
  expect(service!.signatures[0]).toMatchObject({ role: 'watch', key: true, weight: 3, warningPercent: 10, allowedPoints: 5 });
});

test.each([
  [{ history: { days: 7 } }, { history: { kind: 'days', days: 7 } }],
  [{ history: { validations: 0 } }, { history: { kind: 'passed', validations: 0 } }],
  [{ concurrent: true }, { concurrent: true }],
])('a comparison with %j', (more, expected) => {
  expect(parsed({ comparisons: [comparison(more)] }).services[0]!.comparisons[0]).toMatchObject(expected);
});

test.each([
  [{ comparisons: [comparison({ history: {} })] }, 'history'],
  [{ comparisons: [comparison({ history: { days: 1, validations: 1 } })] }, 'history'],
  [{ comparisons: [comparison({ history: { days: 1.5 } })] }, 'days'],
  [{ comparisons: [comparison({ concurrent: true, shiftcomparetimeframe: 60 })] }, 'concurrent'],
  [{ rule: 'guess' }, 'rule'],
  [{ comparisons: [comparison({ rule: 'guess' })] }, 'comparisons[0].rule'],
  [{ proof: 'none' }, 'proof'],
  [{ falseApprovals: 0.9 }, 'falseApprovals'],
  [{ falseRejects: 0 }, 'falseRejects'],
  [{ score: { pass: 90 } }, 'warning'],
  [{ perfsignature: [signature({ role: 'boss' })] }, 'role'],
])('%j is refused', (more, place) => {
  expect(
    issues(more)
      .map(({ path }) => path)
      .join(' '),
  ).toContain(place);
});
