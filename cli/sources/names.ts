import { InvalidArgumentError } from 'commander';

/** A metric source as the command line names it: a provider, or a file of series. */
export type SourceChoice = { readonly kind: 'cloudwatch' | 'dynatrace' | 'prometheus' } | { readonly kind: 'file'; readonly path: string };

/** Adds one `--source` to those before it. */
export function addSource(text: string, before: readonly SourceChoice[] = []): readonly SourceChoice[] {
  return [...before, ...text.split(',').map((one) => choiceOf(one.trim()))];
}

function choiceOf(text: string): SourceChoice {
  if (text === 'cloudwatch' || text === 'dynatrace' || text === 'prometheus') return { kind: text };
  if (/\.(csv|ndjson|jsonl)$/i.test(text)) return { kind: 'file', path: text };
  throw new InvalidArgumentError(
    `received "${text}", expected cloudwatch, dynatrace, prometheus, or a file that ends in .csv, .ndjson or .jsonl.`,
  );
}
