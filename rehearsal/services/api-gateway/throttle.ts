/** A token bucket, as API Gateway throttles a stage. */
export interface Throttle {
  /** Takes a token if there is one. @param now virtual epoch milliseconds */
  admit(now: number): boolean;
}

/** @param rate requests per second in the long run @param burst requests at once */
export const tokenBucket = (rate: number, burst: number, start: number): Throttle => {
  let tokens = burst;
  let last = start;
  return {
    admit: (now) => {
      tokens = Math.min(burst, tokens + ((now - last) / 1000) * rate);
      last = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
};
