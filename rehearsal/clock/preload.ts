/**
 * Loaded into child processes before anything else (`node --require`): gives them the virtual clock.
 * `Date` without arguments and `Date.now` become virtual. With REHEARSAL_TIMERS=virtual the global setTimeout and
 * setInterval and those of node:timers/promises pass in virtual time too. performance.now, AbortSignal.timeout and
 * everything inside Node stay real.
 */
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import { clockVariable } from './clock';
import type { ClockSettings } from './clock';
import { virtualNow } from './virtual-clock';

const install = (settings: ClockSettings, scaleTimers: boolean): void => {
  globalThis.Date = virtualDate(settings);
  if (scaleTimers) installTimers(settings.speed);
};

/** A Date that only differs where it reads the clock; `instanceof` and subclasses keep working. */
const virtualDate = (settings: ClockSettings): DateConstructor => {
  const RealDate = Date;
  const now = () => virtualNow(settings, RealDate.now());
  const proxy: DateConstructor = new Proxy(RealDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget === proxy ? target : newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
  });
  RealDate.prototype.constructor = proxy;
  return proxy;
};

const installTimers = (speed: number): void => {
  const { setTimeout: timeout, setInterval: interval } = globalThis;
  const scaled = (delay: unknown) => Number(delay ?? 0) / speed;
  const { setTimeout: sleep } = promises;
  promises.setTimeout = (delay, value, options) => sleep(scaled(delay), value, options);
  globalThis.setTimeout = Object.assign((run: () => void, delay?: number, ...given: []) => timeout(run, scaled(delay), ...given), timeout, {
    [promisify.custom]: promises.setTimeout,
  });
  globalThis.setInterval = Object.assign(
    (run: () => void, delay?: number, ...given: []) => interval(run, scaled(delay), ...given),
    interval,
  );
  syncBuiltinESMExports();
};

const settings = process.env[clockVariable];
if (settings) install(JSON.parse(settings) as ClockSettings, process.env['REHEARSAL_TIMERS'] === 'virtual');
