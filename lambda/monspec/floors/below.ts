/** A finding that holds the gate. */
import type { LintFinding } from '../lint/finding';
import { findingAt } from '../lint/service';
import type { Path } from '../text/path';

/** Makes a finding that something is below the policy. */
export const below = (path: Path, received: unknown, message: string, fix: string): LintFinding =>
  findingAt('error', 'below-policy', path, received, message, fix);
