import type { Envelope } from './envelope';

export type EventListener = (event: Envelope) => void;

/** Faults of the bus, for tests, and a tap on everything that it accepts. EventBridge delivers at least once, in any order. */
export class EventControl {
  /** How often each event reaches each target. Default 1. */
  deliveries = 1;
  /** Events wait up to this virtual time, each its own, so that they overtake each other. Default 0. */
  shuffleMilliseconds = 0;
  /** 0 to below 1; which part of the shuffle an event waits. Default Math.random. */
  random: () => number = Math.random;
  private readonly listeners = new Set<EventListener>();

  /** Calls the listener with every event that the bus accepts, before its rules see it. Returns the way out. */
  onEvent(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(event: Envelope): void {
    for (const listener of this.listeners) listener(event);
  }
}
