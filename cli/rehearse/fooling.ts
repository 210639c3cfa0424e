import { isBreakage, type Breaker } from '../../rehearsal/story/breaker';
import type { Watcher } from '../../rehearsal/story/events';
import { listenToKeys } from './keys';

/** Lets a person break the environment that the pipeline is working on, by single keys. */
export interface Fooling {
  /** Given to the rehearsal; passes every event on. */
  readonly watch: Watcher;
  readonly ready: (breaker: Breaker) => void;
  /** Gives the keyboard back; calling it twice is fine. */
  close(): void;
}

/** Listens to the keyboard from now on; a key does nothing before there is something to break. */
export function foolTheGate(keyboard: NodeJS.ReadStream, tell: Watcher): Fooling {
  let stage: string | undefined;
  let breaker: Breaker | undefined;
  const keys = listenToKeys(keyboard, (key) => {
    if (breaker !== undefined && stage !== undefined && isBreakage(key)) tell({ kind: 'note', text: breaker.toggle(key, stage) });
  });
  return {
    watch(event) {
      if (event.kind === 'snapshot') stage = event.snapshot.actions.findLast((action) => action.status !== 'NotStarted')?.stage ?? stage;
      tell(event);
    },
    ready: (given) => (breaker = given),
    close: () => keys.close(),
  };
}
