const minute = 60_000;

/** Where a window that follows an instant begins: on the next whole minute. Epoch milliseconds. */
export const onNextMinute = (at: number): number => Math.ceil(at / minute) * minute;
