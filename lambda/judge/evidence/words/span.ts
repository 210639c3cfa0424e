/** Lengths of time for people. */

/** `40 seconds`, `1 minute`, `14 minutes`, `5 hours`: rounded up, so that nobody is told too little. */
export const span = (seconds: number): string => {
  const [size, unit] = seconds < 60 ? [1, 'second'] : seconds < 5400 ? [60, 'minute'] : [3600, 'hour'];
  const count = Math.ceil(seconds / size - 1e-9);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};
