import type { VirtualClock } from '../../clock/clock';

/** The globals of the machine's time, in virtual time. */
export interface VirtualTime {
  readonly Date: DateConstructor;
  readonly setTimeout: (run: () => void, milliseconds: number) => AbortController;
  readonly clearTimeout: (timer: AbortController | undefined) => void;
}

/** Date and timers for code that is handed its globals. Timers end without firing when `stop` is aborted. */
export const virtualTime = (clock: VirtualClock, stop: AbortSignal): VirtualTime => ({
  Date: virtualDate(clock),
  setTimeout: (run, milliseconds) => {
    const timer = new AbortController();
    void fire(clock, Math.max(0, milliseconds), AbortSignal.any([timer.signal, stop]), run);
    return timer;
  },
  clearTimeout: (timer) => timer?.abort(),
});

const fire = async (clock: VirtualClock, milliseconds: number, signal: AbortSignal, run: () => void): Promise<void> => {
  try {
    await clock.sleep(milliseconds, signal);
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  run();
};

const virtualDate = (clock: VirtualClock): DateConstructor =>
  new Proxy(Date, {
    construct: (target, given: unknown[]) => Reflect.construct(target, given.length === 0 ? [clock.now()] : given) as Date,
    get: (target, key, receiver) => (key === 'now' ? () => clock.now() : (Reflect.get(target, key, receiver) as unknown)),
  });
