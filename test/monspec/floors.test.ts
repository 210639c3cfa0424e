/** A monspec against the policy of the platform team: it may only ask for more. */
import { floorFindings } from '../../lambda/monspec/floors/findings';
import { parseFloors } from '../../lambda/monspec/floors/parse';
import { parseWithFile } from '../../lambda/monspec/parse';
import { comparison, environments, key, service, signature, type File } from './files';

const below = (policy: object, overrides: File = {}, windowMinutes?: number): string[] => {
  const monspec = parseWithFile(
    JSON.stringify({ S: service({ comparisons: [comparison({ scalefactorperc: { default: 15 } })], ...overrides }) }),
  );
  const floors = parseFloors(JSON.stringify(policy));
  if (!monspec.ok || !floors.ok) throw new Error(JSON.stringify([monspec, floors]));
  return floorFindings(floors.value, monspec.value.monspec, monspec.value.file, windowMinutes === undefined ? {} : { windowMinutes }).map(({ path }) => path);
};

const floor = (changes: File) => ({ '*': { perfsignature: [signature(changes)] } });

const compared = (changes: File) => ({ comparisons: [comparison({ scalefactorperc: { default: 15 }, ...changes })] });
const queue = (changes: File = {}) => ({
  cloudwatch: { namespace: 'Shop', metric: 'Queue', dimensions: { Env: '{{environment}}' }, ...changes },
  aggregate: 'avg',
});
const withQueue = (changes: File) => ({ ...compared({}), perfsignature: [queue(changes)] });
const [place] = [comparison({ comparetimeframe: 'beforeDeployment' })];

test.each<[string, object, File, string[]]>([
  ['no policy for this service', { Other: { scalefactorperc: { default: 1 } } }, {}, []],
  ['the same margin', { S: { scalefactorperc: { default: 15 } } }, {}, []],
  ['a wider margin', { S: { scalefactorperc: { default: 10 } } }, {}, ['S.comparisons[0].scalefactorperc.default']],
  [
    'a wider margin of one metric',
    { '*': { scalefactorperc: { [key('service.responsetime')]: 10 } } },
    {},
    ['S.comparisons[0].scalefactorperc.default'],
  ],
  ['the signature is there', floor({}), {}, []],
  ['the signature is gone', floor({ aggregate: 'p99' }), {}, ['S.perfsignature']],
  ['the other direction', floor({ validate: 'lower' }), {}, ['S.perfsignature']],
  ['a guard turned info', floor({}), { perfsignature: [signature({ role: 'info' })] }, ['S.perfsignature[0].role']],
  ['a guard turned watch', floor({}), { perfsignature: [signature({ role: 'watch' })] }, ['S.perfsignature[0].role']],
  ['a watch turned guard', floor({ role: 'watch' }), {}, []],
  ['a key that is none', floor({ key: true }), {}, ['S.perfsignature[0].key']],
  ['a limit that is gone', floor({ upperlimit: 200 }), {}, ['S.perfsignature[0].upperlimit']],
  ['a looser limit', floor({ upperlimit: 200 }), { perfsignature: [signature({ upperlimit: 201 })] }, ['S.perfsignature[0].upperlimit']],
  ['a tighter limit', floor({ upperlimit: 200 }), { perfsignature: [signature({ upperlimit: 100 })] }, []],
  ['a looser lower limit', floor({ lowerlimit: 5 }), { perfsignature: [signature({ lowerlimit: 4 })] }, ['S.perfsignature[0].lowerlimit']],
  ['a limit in place of the comparison', floor({}), { perfsignature: [signature({ upperlimit: 9999 })] }, ['S.perfsignature[0]']],
  ['more points', floor({ allowedpoints: 5 }), { perfsignature: [signature({ allowedpoints: 6 })] }, ['S.perfsignature[0].allowedpoints']],
  ['another rule', { '*': { rule: 'evidence' } }, { rule: 'percentage' }, ['S.rule']],
  ['the default rule', { '*': { rule: 'evidence' } }, {}, []],
  ['a smaller error budget', { '*': { falseRejects: 0.05 } }, { falseRejects: 0.001 }, ['S.falseRejects']],
  ['a larger error budget', { '*': { falseRejects: 0.05 } }, { falseRejects: 0.2 }, ['S.falseRejects']],
  ['the error budget of the policy, which is the default', { '*': { falseRejects: 0.05 } }, {}, []],
  ['an error budget within bounds', { '*': { falseRejects: { least: 0.02, most: 0.1 } } }, { falseRejects: 0.1 }, []],
  ['an error budget out of one bound', { '*': { falseRejects: { most: 0.1 } } }, { falseRejects: 0.11 }, ['S.falseRejects']],
  ['more wrong approvals', { '*': { falseApprovals: 0.2 } }, { falseApprovals: 0.3 }, ['S.falseApprovals']],
  ['fewer wrong approvals', { '*': { falseApprovals: 0.2 } }, { falseApprovals: 0.1 }, []],
  ['the usual wrong approvals, where fewer are wanted', { '*': { falseApprovals: 0.1 } }, {}, ['S.falseApprovals']],
  ['weaker proof', { '*': { proof: 'strict' } }, {}, ['S.proof']],
  ['stronger proof', { '*': { proof: 'critical' } }, { proof: 'strict' }, []],
  ['another rule for one comparison', { '*': { rule: 'evidence' } }, compared({ rule: 'percentage' }), ['S.comparisons[0].rule']],
  ['a weaker service that its comparison makes good', { '*': { rule: 'evidence' } }, { rule: 'percentage', ...compared({ rule: 'evidence' }) }, []],
  ['no history', { '*': { history: 5 } }, compared({ history: { validations: 0 } }), ['S.comparisons[0].history']],
  ['fewer days', { '*': { history: 5 } }, compared({ history: { days: 4 } }), ['S.comparisons[0].history']],
  ['the usual history', { '*': { history: 10 } }, {}, []],
  [
    'points that widen a margin',
    { '*': { scalefactorperc: { default: 15 } } },
    { ...compared({}), perfsignature: [signature({ allowedpoints: 1000 })] },
    ['S.perfsignature[0].allowedpoints'],
  ],
  [
    'points that the policy gives, beside its margin',
    { '*': { scalefactorperc: { default: 15 }, perfsignature: [signature({ allowedpoints: 5 })] } },
    { ...compared({}), perfsignature: [signature({ allowedpoints: 5 })] },
    [],
  ],
  ['less weight', floor({ weight: 3 }), { perfsignature: [signature({ weight: 2 })] }, ['S.perfsignature[0].weight']],
  ['another aggregate', floor({}), { perfsignature: [signature({ aggregate: 'p50' })] }, ['S.perfsignature']],
  ['another direction', floor({}), { perfsignature: [signature({ validate: 'lower' })] }, ['S.perfsignature']],
  ['another source', floor({}), { perfsignature: [signature({ source: 'file' })] }, ['S.perfsignature[0].source']],
  ['the same query', { '*': { perfsignature: [queue()] } }, withQueue({}), []],
  ['other dimensions', { '*': { perfsignature: [queue()] } }, withQueue({ dimensions: { Env: 'Canary' } }), ['S.perfsignature[0].cloudwatch']],
  ['no dimensions', { '*': { perfsignature: [queue()] } }, withQueue({ dimensions: {} }), ['S.perfsignature[0].cloudwatch']],
  ['another scale', { '*': { perfsignature: [queue()] } }, withQueue({ scale: 0.001 }), ['S.perfsignature[0].cloudwatch']],
  ['another statistic', { '*': { perfsignature: [queue()] } }, withQueue({ statistic: 'Minimum' }), ['S.perfsignature']],
  ['the same comparison', { '*': { comparisons: [place] } }, compared({ comparetimeframe: 'beforeDeployment' }), []],
  ['a comparison that is gone', { '*': { comparisons: [comparison({ name: 'Other' })] } }, {}, ['S.comparisons']],
  ['a comparison of another time', { '*': { comparisons: [place] } }, {}, ['S.comparisons[0]']],
  ['a comparison of other environments', { '*': { comparisons: [comparison()] } }, compared({ compare: 'Staging', shiftcomparetimeframe: 60 }), ['S.comparisons[0]']],
  ['a comparison that claims to be concurrent', { '*': { comparisons: [comparison()] } }, compared({ concurrent: true }), ['S.comparisons[0]']],
  [
    'an environment that points elsewhere',
    { '*': { environments } },
    { environments: { ...environments, Production: { cloudwatch: { dimensions: { LoadBalancer: 'app/quiet/1' } } } } },
    ['S.environments.Production'],
  ],
  ['the environments of the policy', { '*': { environments } }, {}, []],
  ['early approval', { '*': { earlyApproval: false } }, { earlyApproval: true }, ['S.earlyApproval']],
  ['a score', { '*': { score: false } }, { score: { pass: 90, warning: 75 } }, ['S.score']],
])('%s', (_, policy, overrides, expected) => {
  expect(below(policy, overrides)).toEqual(expected);
});

test.each([
  [29, ['S']],
  [30, []],
  [undefined, []],
])('a window of %s minutes', (windowMinutes, expected) => {
  expect(below({ '*': { windowMinutes: 30 } }, {}, windowMinutes)).toEqual(expected);
});

test.each([
  ['an error budget that is none', '{"*":{"falseRejects":"low"}}', 'falseRejects'],
  ['an unknown bound', '{"*":{"falseRejects":{"max":0.1}}}', 'falseRejects'],
  ['an unknown key', '{"*":{"margin":3}}', '.margin'],
  ['a signature of nothing', '{"*":{"perfsignature":[{}]}}', '.perfsignature[0]'],
  ['no JSON', '{', ''],
])('a policy with %s is refused', (_, text, path) => {
  expect(parseFloors(text)).toMatchObject({
    ok: false,
    issues: expect.arrayContaining([expect.objectContaining({ path: expect.stringContaining(path) })]),
  });
});
