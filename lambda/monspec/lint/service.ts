/** A service of a valid monspec with the places of its parts in the file. */
import type { Comparison, ServiceSpec, Signature } from '../monspec';
import { serviceView, type Raw } from '../rules/view';
import { issueAt } from '../text/issues';
import type { Path } from '../text/path';
import type { LintFinding } from './finding';

export interface Placed<T> {
  readonly path: Path;
  readonly raw: Raw;
  readonly value: T;
}

export interface LintedService {
  readonly path: Path;
  readonly raw: Raw;
  readonly value: ServiceSpec;
  readonly signatures: readonly Placed<Signature>[];
  readonly comparisons: readonly Placed<Comparison>[];
}

const zipped = <T>(places: readonly { readonly path: Path; readonly raw: Raw }[], values: readonly T[]): readonly Placed<T>[] =>
  values.flatMap((value, index) => {
    const place = places[index];
    return place === undefined ? [] : [{ ...place, value }];
  });

/** The parser keeps the order of signatures and comparisons, so that places and values go together. */
export const lintedService = (value: ServiceSpec, file: unknown): LintedService => {
  const { path, raw, signatures, comparisons } = serviceView([value.key], file);
  return { path, raw, value, signatures: zipped(signatures, value.signatures), comparisons: zipped(comparisons, value.comparisons) };
};

/** Makes a finding. */
export const findingAt = (
  level: LintFinding['level'],
  code: string,
  path: Path,
  received: unknown,
  message: string,
  fix: string,
): LintFinding => ({
  level,
  code,
  ...issueAt(path, received, message, fix),
});
