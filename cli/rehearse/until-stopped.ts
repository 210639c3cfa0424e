/** Ctrl-C and its relatives as a signal. */
export interface StopSwitch {
  readonly signal: AbortSignal;
  /** Resolves when the person asked to stop. */
  readonly stopped: Promise<void>;
  /** Gives the signals back to the process. */
  release(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the first Ctrl-C into a signal; the second ends the process at once, as people expect. */
export function untilStopped(): StopSwitch {
  const controller = new AbortController();
  const stopped = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve(), { once: true }));
  const listener = (): void => {
    release();
    controller.abort();
  };
  const release = (): void => {
    for (const signal of signals) process.off(signal, listener);
  };
  for (const signal of signals) process.on(signal, listener);
  return { signal: controller.signal, stopped, release };
}
