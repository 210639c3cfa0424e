import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../../cdk.json';
import { buildApp } from '../../../lib/app';
import { parseConfig } from '../../../lib/config/config';
import { configurationOf, coveringChoices, existingVpc, nameOf } from '../../lib/support/choices';

interface Report {
  readonly pluginReports?: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
}

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'unbreakable-pairs-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** Rules of the built-in validator and of cdk-nag that the templates of a configuration break. */
function findings(input: unknown): readonly string[] {
  const app = new App({ outdir, context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });
  buildApp(app, parseConfig(input));
  app.synth();
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
  return (report.pluginReports ?? []).flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}

test.each(coveringChoices().map((row) => [nameOf(row) || 'the default', row] as const))('%s synthesizes without a finding', (_, row) => {
  expect(findings(configurationOf(row))).toEqual([]);
});

test('an existing VPC and a quiet production synthesize without a finding', () => {
  expect(
    findings({
      staging: existingVpc,
      production: { alarms: { tell: 'nobody' } },
      ...configurationOf({ build: 'codebuild', metrics: 'prometheus' }),
      dashboards: { enabled: false },
      devopsGuru: { logAnomalies: true },
    }),
  ).toEqual([]);
});

test('everything that tells, watches and parts production synthesizes without a finding', () => {
  expect(
    findings({
      ...configurationOf({ accounts: 'three', source: 'repository', build: 'images', removal: 'retain', guru: 'tag' }),
      dynatrace: {
        url: 'https://abc12345.live.dynatrace.com',
        tokenSecretName: 'unbreakable/dynatrace',
        oneAgent: { tokenSecretName: 'unbreakable/oneagent' },
      },
      critical: { phoneNumbers: ['+4366012345678'], pagers: ['https://pager.example.com/x', 'secret:pager'] },
      slack: { workspaceId: 'T0123456789', channelId: 'C0123456789' },
      staging: { instances: 2 },
      production: { gate: { mode: 'advise' } },
    }),
  ).toEqual([]);
});
