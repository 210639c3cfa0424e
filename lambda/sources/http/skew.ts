/** What the provider's clock says about ours. */

/** Seconds by which two clocks may differ before it is worth a word. */
const noticeable = 60;

/** A clause for people where the clocks differ by more than a minute; empty otherwise. Positive skew: the provider is ahead. */
export const skewHint = (skewMilliseconds: number | undefined): string => {
  const seconds = Math.round((skewMilliseconds ?? 0) / 1000);
  return Math.abs(seconds) <= noticeable
    ? ''
    : `, and set the clock of this machine: it is ${Math.abs(seconds)} s ${seconds < 0 ? 'ahead of' : 'behind'} the provider's`;
};
