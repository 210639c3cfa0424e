import type { DeliveryStream } from './delivery-stream';

/** Says of each record that a producer puts whether the stream does not take it just now. */
export type ThrottleRule = (data: Uint8Array) => boolean;

/** What tests and stories may do to streams from outside. */
export class StreamControl {
  private readonly rules = new Set<ThrottleRule>();

  constructor(private readonly streams: ReadonlyMap<string, DeliveryStream>) {}

  /** @returns what takes the rule back. */
  throttle(rule: ThrottleRule): () => void {
    this.rules.add(rule);
    return () => void this.rules.delete(rule);
  }

  isThrottled(data: Uint8Array): boolean {
    return [...this.rules].some((rule) => rule(data));
  }

  /** The streams by name. */
  get all(): readonly DeliveryStream[] {
    return [...this.streams.values()];
  }
}
