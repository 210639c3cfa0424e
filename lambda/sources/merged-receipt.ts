/** One receipt of several. */
import type { SourceReceipt } from './source';

/** The receipt of a source that was not asked. */
export const nothing: SourceReceipt = { calls: 0, metrics: 0, bytes: 0, milliseconds: 0, estimatedDollars: 0 };

interface Named {
  readonly name: string;
  readonly receipt: SourceReceipt;
}

const total = (receipts: readonly SourceReceipt[], of: (one: SourceReceipt) => number): number =>
  receipts.reduce((sum, one) => sum + of(one), 0);

const sums = (receipts: readonly SourceReceipt[]): Omit<SourceReceipt, 'milliseconds' | 'sources'> => ({
  calls: total(receipts, (one) => one.calls),
  metrics: total(receipts, (one) => one.metrics),
  bytes: total(receipts, (one) => one.bytes ?? 0),
  estimatedDollars: total(receipts, (one) => one.estimatedDollars),
});

/** Receipts of sources that were asked at the same time: their sums, and the time of the slowest. */
export const merged = (parts: readonly Named[]): SourceReceipt => {
  const receipts = parts.map(({ receipt }) => receipt);
  const milliseconds = Math.max(0, ...receipts.map((one) => one.milliseconds));
  const sources = parts.length > 1 ? { sources: Object.fromEntries(parts.map(({ name, receipt }) => [name, receipt])) } : {};
  return { ...sums(receipts), milliseconds, ...sources };
};

/** Receipts of fetches one after the other: everything adds up. */
export const added = (receipts: readonly SourceReceipt[]): SourceReceipt => ({
  ...sums(receipts),
  milliseconds: total(receipts, (one) => one.milliseconds),
});
