/** Asks until there is an answer; gives up after a real minute. */
export const waitFor = async <Value>(ask: () => Promise<Value | undefined>, seconds = 60): Promise<Value> => {
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const value = await ask();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`There was no answer within ${seconds} s.`);
};
