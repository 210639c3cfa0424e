import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/config';
import { textOf } from './text-of';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Resources of every stack, by stack and logical id. */
export type Stacks = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

/** A policy with a wildcard, and why it stays. */
export interface Wildcard {
  /** Path of the construct, the stack first. */
  readonly where: string;
  /** As the statement has it; absent where the reason is for all of them. */
  readonly resource: string | undefined;
  readonly reason: string;
}

/** What a configuration makes. */
export interface Synthesized {
  /** Whole templates by stack. */
  readonly templates: Readonly<Record<string, { readonly Resources: Stacks[string] }>>;
  readonly stacks: Stacks;
  readonly wildcards: readonly Wildcard[];
}

/** The templates of a configuration, and the written reasons for wildcards in its policies. */
export type Synthesize = (config?: unknown) => Synthesized;

/** Synthesizes without bundles and checks. @param config as unbreakable.config.ts has it. Default: empty */
export function synthesize(config: unknown = {}): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'unbreakable-docs-'));
  const before = process.env['CDK_VALIDATION'];
  process.env['CDK_VALIDATION'] = 'false';
  try {
    const { context } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8')) as { readonly context: object };
    // Templates alone: no tree of constructs, no stack trace of each.
    const lean = { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-stack-trace': true };
    const app = new App({ outdir, treeMetadata: false, context: { ...context, ...lean } });
    buildApp(app, parseConfig(config));
    const templates = Object.fromEntries(
      app.synth().stacks.map(({ stackName, template }) => [stackName, template as Synthesized['templates'][string]]),
    );
    const stacks = Object.fromEntries(Object.entries(templates).map(([name, { Resources }]) => [name, Resources]));
    return { templates, stacks, wildcards: wildcardsOf(app) };
  } finally {
    process.env['CDK_VALIDATION'] = before;
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What `lib/nag` has recorded about cdk-nag's rule on wildcards, IAM5, each once. */
function wildcardsOf(app: App): readonly Wildcard[] {
  const found = app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries(data as Readonly<Record<string, string>>))
      .filter(([rule]) => rule.includes('-IAM5'))
      .map(([rule, reason]) => ({ where: node.path, resource: readable(/\[Resource::(.*)\]$/.exec(rule)?.[1]), reason })),
  );
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** As textOf writes it: cdk-nag leaves references to other stacks as JSON, and says AWS:: before pseudo parameters. */
const readable = (resource: string | undefined): string | undefined =>
  resource?.replaceAll(/\{"Fn::GetStackOutput":\{.*?"OutputName":"\w+"\}\}/g, (json) => textOf(JSON.parse(json))).replaceAll('<AWS::', '<');
