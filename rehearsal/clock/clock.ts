/**
 * The virtual clock: time runs `speed` times faster than the machine's, from one common start.
 * Every process of a rehearsal computes the same instant from the machine's clock and three numbers.
 */
export interface ClockSettings {
  /** How many virtual seconds pass in one real second; 1 or more. */
  readonly speed: number;
  /** The machine's time (epoch milliseconds) at which the virtual clock was started. */
  readonly realStart: number;
  /** The virtual time (epoch milliseconds) at that instant. */
  readonly virtualStart: number;
}

/** Name of the environment variable that carries the settings, as JSON, to child processes. */
export const clockVariable = 'REHEARSAL_CLOCK';

export interface VirtualClock {
  readonly settings: ClockSettings;
  /** Virtual epoch milliseconds. */
  now(): number;
  /** Resolves after so many virtual milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Real milliseconds for so many virtual ones. */
  toReal(milliseconds: number): number;
}
