/**
 * In place of the SDK's event streams, which every bundle would carry and no command of a handler has. Clients that could
 * have them ask for these names when they are made; whatever used them would fail loudly.
 */

/** A command has an event stream after all. */
class NoEventStreams extends Error {
  override readonly name = 'NoEventStreams';
  readonly code = 'NO_EVENT_STREAMS';

  constructor() {
    super('Bundles hold no event streams. Remove the stand-in for them from lib/bundling/lean-sdk.ts.');
  }
}

/** Leaves a client's configuration as it is. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

/** Kept by clients for later, and never called. */
export const eventStreamSerdeProvider = (): never => {
  throw new NoEventStreams();
};

/** Made (with `new`) for a command with an event stream only. */
export function EventStreamSerde(): never {
  throw new NoEventStreams();
}
