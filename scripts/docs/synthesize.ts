import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/config';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Resources of every stack, by stack and logical id. */
export type Stacks = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

/** The templates of a configuration, without bundles and checks. */
export function synthesize(config: unknown = {}): Stacks {
  const outdir = mkdtempSync(join(tmpdir(), 'unbreakable-docs-'));
  const before = process.env['CDK_VALIDATION'];
  process.env['CDK_VALIDATION'] = 'false';
  try {
    const { context } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8')) as { readonly context: object };
    const app = new App({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
    buildApp(app, parseConfig(config));
    return Object.fromEntries(
      app.synth().stacks.map(({ stackName, template }) => [stackName, (template as { readonly Resources: Stacks[string] }).Resources]),
    );
  } finally {
    process.env['CDK_VALIDATION'] = before;
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The text of a template value, with references in angle brackets. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  switch (name) {
    case 'Ref':
      return String(argument).startsWith('AWS::') ? `<${String(argument).slice(5)}>` : `<${String(argument)}>`;
    case 'Fn::GetAtt':
      return `<${(argument as readonly string[]).join('.')}>`;
    case 'Fn::Join': {
      const [separator, parts] = argument as readonly [string, readonly unknown[]];
      return parts.map(textOf).join(separator);
    }
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = argument as { readonly StackName: unknown; readonly OutputName: string };
      return `<${textOf(StackName)}.${OutputName.replace(/^(ExportsOutput|Output)/, '')}>`;
    }
    default:
      return `<${name}>`;
  }
}
