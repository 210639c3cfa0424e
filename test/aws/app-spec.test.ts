import { appSpec, appSpecRevision, versionOf } from '../../lambda/aws/app-spec';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { parseShift } from '../../rehearsal/services/codedeploy/function/app-spec';

const destination = {
  kind: 'function' as const,
  applicationName: 'shop',
  deploymentGroupName: 'Production',
  functionName: 'shop-Production',
  alias: 'live',
};
const content = appSpec(destination, '3', '4');
const revision = { kind: 'function-version', functionName: 'shop-Production', alias: 'live', version: '4' } as const;

test('an AppSpec is written with the version that CodeDeploy documents, and read again', () => {
  expect(content).toMatch(/^\{"version":0\.0,/);
  expect(versionOf(appSpecRevision(content), destination)).toEqual(revision);
  expect(versionOf({ revisionType: 'String', string: { content } }, destination)).toEqual(revision);
  expect(parseShift(appSpecRevision(content))).toEqual({ functionName: 'shop-Production', alias: 'live', from: '3', to: '4' });
});

test.each([
  ['nothing', ''],
  ['YAML, as others write it', 'version: 0.0\nResources: []'],
  ['another function', content.replaceAll('shop-Production', 'shop-Staging')],
  ['another alias', content.replace('"live"', '"test"')],
  ['two functions', content.replace('"Resources":[{', `"Resources":[{"x":${JSON.stringify({ Type: 'x', Properties: { Name: 'x', Alias: 'x', TargetVersion: '1' } })},`)],
  ['$LATEST', content.replace('"TargetVersion":"4"', '"TargetVersion":"$LATEST"')],
])('%s is no revision that the gate could deploy again', (_what, given) => {
  expect(versionOf({ revisionType: 'AppSpecContent', appSpecContent: { content: given } }, destination)).toBeUndefined();
});

test.each([
  ['a bundle to an alias', destination, { kind: 'bundle', bucket: 'b', key: 'k', bundleType: 'zip' } as const],
  ['a version to instances', { kind: 'server', applicationName: 'shop', deploymentGroupName: 'Production' } as const, revision],
])('%s is refused before CodeDeploy is asked', async (_what, to, what) => {
  const versions = { current: async () => '3' };
  await expect(new CodeDeployDeployer(undefined, versions).create(to, what, 'why')).rejects.toMatchObject({ name: 'RevisionMismatch' });
});
