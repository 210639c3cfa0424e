import type { UnusedStatement } from './unused-statements';

/** What a rehearsal used, was refused and proved; the end of the story, in numbers. */
export interface Receipt {
  /** AWS API calls of the functions and services under test, by service; the operator's own are not counted. */
  readonly calls: Readonly<Record<string, number>>;
  /** Calls that the policies of the templates did not allow. */
  readonly denied: readonly { readonly principal: string; readonly action: string; readonly resource: string }[];
  /** Permissions of the templates that no call needed, each with its written reason. */
  readonly unusedStatements: readonly UnusedStatement[];
  /** Resource types and operations that the rehearsal does not run. */
  readonly unsupported: readonly string[];
  /** Verdicts computed again from the stored evidence, and how many came out the same to the byte. */
  readonly replayed: { readonly verdicts: number; readonly identical: number };
  /** How long it took, in virtual minutes and in seconds of the machine. */
  readonly virtualMinutes: number;
  readonly realSeconds: number;
  readonly speed: number;
}
