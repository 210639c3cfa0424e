import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import { judgedAs } from '../../lambda/monspec/judging';
import { parseMonspec } from '../../lambda/monspec/parse';
import { selectComparison, type Selection } from '../../lambda/monspec/select';
import { formatIssue } from '../../lambda/monspec/text/issues';
import { messageOf, UserError } from '../errors';

/** What is to be judged: a comparison of a monspec, and where its environments are. */
export interface Question extends Selection {
  /** The file, for people. */
  readonly file: string;
  readonly monspecSha256: string;
  /** What the stacks say of the environments; empty where nobody asked. */
  readonly described: PipelineEnvironments;
}

/** Reads a monspec and finds a comparison in it. @throws UserError with every issue of the file. */
export function readQuestion(file: string, comparison: string, service: string | undefined, described: PipelineEnvironments): Question {
  const bytes = read(file);
  const parsed = parseMonspec(bytes);
  const selected = parsed.ok ? selectComparison(parsed.value, comparison, service) : parsed;
  if (!selected.ok) throw new UserError(selected.issues.map((issue) => `${file}: ${formatIssue(issue)}`).join('\n'));
  const { value } = selected;
  const judged = judgedAs(value.service, value.comparison);
  return { service: judged, comparison: value.comparison, file, monspecSha256: createHash('sha256').update(bytes).digest('hex'), described };
}

const read = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`The monspec ${file} cannot be read (${messageOf(error)}). Name a file that exists.`);
  }
};
