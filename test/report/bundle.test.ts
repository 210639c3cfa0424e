import { join } from 'node:path';
import { buildSync } from 'esbuild';

const project = join(__dirname, '..', '..');

test('the function is small with the SDK inside, and one file', () => {
  const { outputFiles, warnings } = buildSync({
    absWorkingDir: project,
    entryPoints: ['lambda/report/report.lambda.ts'],
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './lambda/aws/credential-provider.ts' },
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  expect(outputFiles).toHaveLength(1);
  expect(outputFiles[0]!.contents.length).toBeLessThan(580_000);
});
