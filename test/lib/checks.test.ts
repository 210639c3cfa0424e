import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnResource, Stack, Validations, type App } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/config';
import { acknowledgeWildcard } from '../../lib/nag/acknowledge';
import { testApp } from './support/synthesize';

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
}

beforeAll(() => {
  process.env['CDK_VALIDATION'] = 'true';
});

/** Synthesizes with all checks: whether that failed, and the rules that were broken. */
function check(app: App): { readonly failed: boolean; readonly rules: readonly string[] } {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  let failed = false;
  try {
    app.synth();
  } catch {
    failed = true;
  } finally {
    write.mockRestore();
  }
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  return { failed, rules: report.pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName)) };
}

// Every pair of choices is checked in test/rehearsal/trouble, which has the time.
test('the default configuration has no finding', () => {
  const app = testApp();
  buildApp(app, parseConfig({}));
  expect(check(app)).toEqual({ failed: false, rules: [] });
});

test('a property that CloudFormation does not know fails the synth', () => {
  const app = testApp();
  new CfnResource(new Stack(app, 'Stack'), 'Bucket', { type: 'AWS::S3::Bucket', properties: { BucketNme: 'typo' } });
  expect(check(app)).toEqual({ failed: true, rules: ['F3002'] });
});

test('one acknowledged wildcard leaves the others findings', () => {
  const app = testApp();
  const stack = new Stack(app, 'Stack');
  const statements = ['arn:aws:s3:::known/*', 'arn:aws:s3:::other/*'].map(
    (arn) => new PolicyStatement({ effect: Effect.ALLOW, actions: ['s3:GetObject'], resources: [arn] }),
  );
  const role = new Role(stack, 'Role', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    inlinePolicies: { Work: new PolicyDocument({ statements }) },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acknowledgeWildcard(role, 'arn:aws:s3:::known/*', 'Keys are random.');
  expect(check(app)).toEqual({ failed: true, rules: ['AwsSolutions-IAM5[Resource::arn:aws:s3:::other/*]'] });
});
