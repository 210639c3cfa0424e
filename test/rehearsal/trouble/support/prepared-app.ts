/** The project's own assembly in a temporary folder, for tests that run it after having changed it as a person might. */
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembly } from '../../../../rehearsal/story/assembly';

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

/** Synthesizes into `folder/cdk.out`. */
export const prepareApp = (folder: string): Promise<string> => assembly(undefined, join(folder, 'cdk.out'));

/** Rewrites the templates of an assembly as text. */
export const rewriteTemplates = (app: string, rewrite: (text: string) => string): void => {
  for (const name of readdirSync(app).filter((file) => file.endsWith('.template.json'))) {
    const file = join(app, name);
    writeFileSync(file, rewrite(readFileSync(file, 'utf8')));
  }
};

/** Copies of an assembly beside it, one for every test that changes it. */
export const copiesOf = (app: () => string): (() => string) => {
  let copies = 0;
  return () => {
    const copy = `${app()}-copy-${(copies += 1)}`;
    cpSync(app(), copy, { recursive: true });
    return copy;
  };
};

/** Changes one stack's template. */
export const editTemplate = (app: string, stack: string, edit: (template: Template) => void): void => {
  const file = join(app, `${stack}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  edit(template);
  writeFileSync(file, JSON.stringify(template));
};

/** Gentle enough for a high speed on two cores: fewer requests a virtual minute, everything else as it is. */
export const lighten = (app: string): void =>
  rewriteTemplates(app, (text) => text.replaceAll(/REQUESTS_PER_MINUTE=\d+/g, 'REQUESTS_PER_MINUTE=80'));

export type Handler = 'register' | 'look' | 'decide' | 'remediate' | 'observe' | 'watchdog' | 'report';

/** Folders of the gate's bundles by handler. */
export const bundleFolders = (app: string): ReadonlyMap<string, string> => {
  const template = JSON.parse(readFileSync(join(app, 'UnbreakableGate.template.json'), 'utf8')) as Template;
  return new Map(
    Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => {
        const { Environment, Code } = Properties as { Environment?: { Variables?: Record<string, string> }; Code: { S3Key: string } };
        return [Environment?.Variables?.['POWERTOOLS_SERVICE_NAME'] ?? '', join(app, `asset.${Code.S3Key.replace(/\.zip$/, '')}`)] as const;
      }),
  );
};

/** How a patched bundle misbehaves. `at` names an API operation; `once`: only the next time. */
export type Sabotage =
  | { readonly kind: 'throw'; readonly once?: boolean }
  | { readonly kind: 'crash-before' | 'crash-after'; readonly at: string; readonly once: true };

const patch = `'use strict';
const fs = require('fs');
const path = require('path');
const http = require('http');
const file = path.join(__dirname, 'sabotage.json');
const plan = () => { try { return JSON.parse(fs.readFileSync(file, 'utf8')); } catch { return undefined; } };
const use = (found) => { if (found.once) fs.rmSync(file, { force: true }); };
const addRequest = http.Agent.prototype.addRequest;
http.Agent.prototype.addRequest = function (request, ...rest) {
  const found = plan();
  const target = String(request.getHeader('x-amz-target') || '').split('.').pop();
  if (found && found.at && found.at === target) {
    if (found.kind === 'crash-before') { use(found); process.exit(9); }
    request.once('response', () => { use(found); process.exit(9); });
  }
  return addRequest.call(this, request, ...rest);
};
const real = require('./real.js');
exports.handler = async (event, context) => {
  const found = plan();
  if (found && found.kind === 'throw') { use(found); throw new Error('This bundle was patched to throw.'); }
  return real.handler(event, context);
};
`;

/** Patches every bundle of the gate so that it can be sabotaged while it runs. */
export const patchBundles = (app: string): void => {
  for (const [, folder] of [...bundleFolders(app)].filter(([handler]) => handler !== '')) {
    renameSync(join(folder, 'index.js'), join(folder, 'real.js'));
    writeFileSync(join(folder, 'index.js'), patch);
  }
};
