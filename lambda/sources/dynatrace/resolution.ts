/** The grid of Dynatrace's points. */

const day = 86_400_000;

/**
 * The finest resolution that Dynatrace still keeps for a time: one minute for 14 days, five for 28, then an hour.
 * Source: Dynatrace's data retention periods of classic metrics.
 */
export const resolutionFor = (start: number, now: number): string => {
  const age = now - start;
  if (age <= 14 * day) {
    return '1m';
  }
  return age <= 28 * day ? '5m' : '1h';
};

const seconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a resolution such as `10m`; undefined for `Inf` and what is not understood. */
export const secondsOf = (resolution: string): number | undefined => {
  const [, count = '', unit = ''] = /^(\d+)([mhdw])$/.exec(resolution) ?? [];
  const length = Number(count) * (seconds[unit] ?? 0);
  return length > 0 ? length : undefined;
};
