import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { deployVariables } from '../../lambda/contract/deploy';
import { gateVariables } from '../../lambda/contract/environment';
import { healingVariables } from '../../lambda/contract/healing-environment';
import { forwarderVariables } from '../../lambda/contract/logging';
import { diskVariables } from '../../lambda/contract/ops';
import { sourceVariables } from '../../lambda/contract/source-variables';
import { BundlingError } from '../../lib/bundling/bundling-error';
import { bundle, handlerCode, handlerNames } from '../../lib/bundling/handlers';
import { functionDestination } from '../../lib/compute/lambda/destination';
import { testApp } from './support/synthesize';

/** Cold starts grow with the size: about 8 ms for 100 kB. */
const mostBytes = 650_000;

describe.each(handlerNames)('the bundle of %s', (name) => {
  test('is below 650 kB', () => {
    expect(bundle(name).byteLength).toBeLessThan(mostBytes);
  });
});

test('bundles export a handler and need no package beside them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbreakable-bundles-'));
  for (const name of handlerNames) writeFileSync(join(folder, `${name}.js`), bundle(name));
  const script = `console.log(JSON.stringify(${JSON.stringify(handlerNames)}.map((name) => typeof require('./' + name + '.js').handler)))`;
  const variables = {
    ...Object.fromEntries(
      [...Object.values(gateVariables), ...Object.values(healingVariables), ...Object.values(forwarderVariables)].map((name) => [name, 'value']),
    ),
    [deployVariables.destination]: JSON.stringify(functionDestination('Staging')),
    [diskVariables.emailTopicArn]: 'arn:email',
    [diskVariables.criticalTopicArn]: 'arn:critical',
    [diskVariables.emailPercent]: '60',
    [diskVariables.criticalPercent]: '80',
    [sourceVariables.dynatraceUrl]: 'https://abc12345.live.dynatrace.com',
    [sourceVariables.dynatraceTokenSecret]: 'dynatrace',
    [sourceVariables.prometheusUrl]: 'https://prometheus.example.com',
  };
  const run = spawnSync(process.execPath, ['-e', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...variables, AWS_REGION: 'eu-west-1' },
  });
  rmSync(folder, { recursive: true });
  expect(run).toMatchObject({ status: 0, stdout: `${JSON.stringify(handlerNames.map(() => 'function'))}\n` });
});

test('every function is deployed with its own bundle', () => {
  const app = testApp({ 'aws:cdk:bundling-stacks': ['**'] });
  const stack = new Stack(app, 'Stack');
  for (const name of handlerNames)
    new Function(stack, name, { code: handlerCode(name), handler: 'index.handler', runtime: Runtime.NODEJS_24_X });
  const functions = Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const deployed = functions.map(
    ([id, { Properties }]) =>
      [id, readFileSync(join(app.outdir, `asset.${Properties['Code']['S3Key'].replace('.zip', '')}`, 'index.js'))] as const,
  );
  expect(deployed.length).toBe(handlerNames.length);
  for (const name of handlerNames)
    expect(deployed.find(([id]) => id.startsWith(name.replaceAll('-', '')))?.[1].equals(bundle(name))).toBe(true);
});

test('a function without a handler is named', () => {
  expect(() => bundle('nobody' as 'report')).toThrow(new BundlingError('nobody'));
});
