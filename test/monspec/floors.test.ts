/** A monspec against the policy of the platform team: it may only ask for more. */
import { floorFindings } from '../../lambda/monspec/floors/findings';
import { parseFloors } from '../../lambda/monspec/floors/parse';
import { parseWithFile } from '../../lambda/monspec/parse';
import { comparison, key, service, signature, type File } from './files';

const below = (policy: object, overrides: File = {}): string[] => {
  const monspec = parseWithFile(
    JSON.stringify({ S: service({ comparisons: [comparison({ scalefactorperc: { default: 15 } })], ...overrides }) }),
  );
  const floors = parseFloors(JSON.stringify(policy));
  if (!monspec.ok || !floors.ok) throw new Error(JSON.stringify([monspec, floors]));
  return floorFindings(floors.value, monspec.value.monspec, monspec.value.file).map(({ path }) => path);
};

const floor = (changes: File) => ({ '*': { perfsignature: [signature(changes)] } });

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
  ['early approval', { '*': { earlyApproval: false } }, { earlyApproval: true }, ['S.earlyApproval']],
  ['a score', { '*': { score: false } }, { score: { pass: 90, warning: 75 } }, ['S.score']],
])('%s', (_, policy, overrides, expected) => {
  expect(below(policy, overrides)).toEqual(expected);
});

test.each([
  ['an unknown key', '{"*":{"margin":3}}', '.margin'],
  ['a signature of nothing', '{"*":{"perfsignature":[{}]}}', '.perfsignature[0]'],
  ['no JSON', '{', ''],
])('a policy with %s is refused', (_, text, path) => {
  expect(parseFloors(text)).toMatchObject({
    ok: false,
    issues: expect.arrayContaining([expect.objectContaining({ path: expect.stringContaining(path) })]),
  });
});
