import type { Log } from '../common/log';
import type { Client } from './client';
import { pathOfRequest } from './mix';
import { createPace } from './pace';
import type { LoadSettings } from './settings';
import { addAnswer, emptyTally, summarise } from './tally';

const minute = 60_000;

/** More requests in flight than this say that the target hangs: new ones are skipped until some are answered. */
export const maxInFlight = 500;

/** What a load run needs from outside. Times are in milliseconds. */
export interface LoadDependencies {
  readonly settings: LoadSettings;
  readonly client: Client;
  readonly log: Log;
  readonly now: () => number;
  /** Resolves after so many milliseconds of the clock that `now` reads, or earlier when the signal is aborted. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Ends the load when it is aborted. */
  readonly signal: AbortSignal;
}

/** Sends the load until its minutes are over or it is told to stop; then waits for the last answers. */
export async function runLoad(load: LoadDependencies): Promise<void> {
  const { settings, log, now, signal } = load;
  const start = now();
  const end = settings.minutes === 0 ? Number.POSITIVE_INFINITY : start + settings.minutes * minute;
  const pace = createPace(settings.requestsPerMinute, start);
  const sender = createSender(load);
  let reportAt = start + minute;

  log.info('Load has started', { requestsPerMinute: settings.requestsPerMinute, minutes: settings.minutes });
  while (!signal.aborted && now() < end) {
    const due = pace.due(now());
    sender.send(due.send, due.skipped);
    if (now() >= reportAt) {
      sender.report();
      reportAt = now() + minute - ((now() - start) % minute);
    }
    await load.wait(Math.max(0, Math.min(pace.next(), end) - now()));
  }
  await sender.finish();
  log.info('Load has ended', { stopped: signal.aborted });
}

/** Sends requests, counts their answers, reports and forgets the counts. */
function createSender({ client, log }: LoadDependencies) {
  const inFlight = new Set<Promise<void>>();
  let number = 0;
  let tally = emptyTally();
  const countAnswer = async (path: string) => {
    const answer = await client.send(path);
    addAnswer(tally, answer);
  };
  const sendOne = () => {
    if (inFlight.size >= maxInFlight) {
      tally.skipped += 1;
      return;
    }
    tally.sent += 1;
    const request = countAnswer(pathOfRequest(number));
    number += 1;
    inFlight.add(request);
    void request.finally(() => inFlight.delete(request));
  };
  const report = () => {
    log.info('Load of the last minute', summarise(tally));
    tally = emptyTally();
  };
  return {
    send(requests: number, skipped: number): void {
      tally.skipped += skipped;
      for (let i = 0; i < requests; i += 1) sendOne();
    },
    report,
    async finish(): Promise<void> {
      await Promise.all(inFlight);
      report();
    },
  };
}
