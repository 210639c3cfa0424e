/** User data in cloud-init's `#cloud-config` format: the rehearsal writes its files and ignores packages and commands. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { ComputeError } from './compute-error';
import { inRoot } from './root';

const file = v.object({
  path: v.pipe(v.string(), v.startsWith('/')),
  content: v.optional(v.string(), ''),
  encoding: v.optional(v.picklist(['text/plain', 'b64', 'base64']), 'text/plain'),
  permissions: v.optional(v.pipe(v.string(), v.regex(/^0?[0-7]{3,4}$/)), '0644'),
  append: v.optional(v.boolean(), false),
});

const schema = v.looseObject({ write_files: v.optional(v.array(file), []) });

export type CloudFile = v.InferOutput<typeof file>;

/**
 * The files of base64 user data; none for none. Throws ComputeError UserData for another format, since leaving it out
 * in silence would start an instance that is not the one of the template.
 */
export const parseCloudConfig = (userData: string | undefined): readonly CloudFile[] => {
  if (userData === undefined) return [];
  const text = Buffer.from(userData, 'base64').toString('utf8');
  if (!/^#cloud-config\s*\n/.test(text)) {
    const start = JSON.stringify(text.split('\n', 1)[0]?.slice(0, 60));
    throw new ComputeError('UserData', `User data that begins with ${start} is not supported.`, 'Write it as one #cloud-config document.');
  }
  const result = v.safeParse(schema, readYaml(text));
  if (result.success) return result.output.write_files;
  const found = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'document'}: ${issue.message}`).join('; ');
  throw new ComputeError('UserData', `The #cloud-config document is not valid: ${found}.`, 'Correct these keys.');
};

const readYaml = (text: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    throw new ComputeError('UserData', `The #cloud-config document is no YAML: ${String(error)}`, 'Correct it.');
  }
};

/** Writes the files under the root of an instance. */
export const writeCloudFiles = (root: string, files: readonly CloudFile[]): void => {
  for (const { path, content, encoding, permissions, append } of files) {
    const target = inRoot(root, path);
    mkdirSync(dirname(target), { recursive: true });
    const bytes = encoding === 'text/plain' ? Buffer.from(content) : Buffer.from(content, 'base64');
    writeFileSync(target, bytes, { flag: append ? 'a' : 'w' });
    chmodSync(target, Number.parseInt(permissions, 8));
  }
};
