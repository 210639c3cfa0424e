import { post, problem } from './post';
import type { World } from './world';

/**
 * Posts problems of others at a steady rate until stopped: a reporter that repeats itself.
 * @returns how to stop it, which gives the number of requests
 */
export function keepPosting(world: World, perSecond: number): () => Promise<number> {
  const started = world.cloud.clock.now();
  const posted: Promise<number>[] = [];
  const timer =
    perSecond === 0
      ? undefined
      : setInterval(() => posted.push(post(world, problem(`load-${posted.length % 20}`, started, 'elsewhere'))), 1_000 / perSecond).unref();
  return async () => {
    clearInterval(timer);
    return (await Promise.all(posted)).length;
  };
}
