/** One thing that is wrong with an input: where, what was received, and how to mend it. */
export interface Issue {
  /** Path inside the document, for example `SampleService.comparisons[0].source`; empty for the document itself. */
  readonly path: string;
  /** What was received, shortened to 80 characters. */
  readonly received: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** How to mend it, in one sentence. */
  readonly fix: string;
}

/** A parsed value, or everything that is wrong with the input. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };
