/** Making and writing issues. */
import type { Issue } from '../issue';
import { formatPath, type Path } from './path';

const longest = 80;

/** A received value as JSON, at most 80 characters; `nothing` where there is none. */
export const received = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
};

/** Makes an issue. */
export const issueAt = (path: Path, value: unknown, message: string, fix: string): Issue => ({
  path: formatPath(path),
  received: received(value),
  message,
  fix,
});

/** Issues of a file on one line each: where, what is wrong, what was received, how to mend it. @param root stands for the whole file */
export const formatIssueOf =
  (root: string) =>
  ({ path, received: value, message, fix }: Issue): string =>
    `${path === '' ? root : path}: ${message} Received: ${value}. ${fix}`;

/** An issue of a monspec on one line. */
export const formatIssue = formatIssueOf('monspec');
