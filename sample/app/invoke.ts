import { badSleep, minutesRunning, parseSleep, type Application } from './application';
import { behaviourIn } from './build';
import { describeOutcome, isUsable } from './downstream';
import { json, type Reply } from './reply';

/** Sleeps differ by up to this share around their mean, as real work does. */
const jitter = 0.1;

/**
 * `/api/invoke[?sleep=milliseconds]`: the sample's work. Sleeps, fails as often as the build does in this environment,
 * and calls the downstream service where the operator configured one.
 */
export async function invoke(app: Application, query: URLSearchParams): Promise<Reply> {
  const asked = query.get('sleep');
  const sleep = asked === null ? app.sleepMilliseconds : parseSleep(asked);
  if (sleep === undefined) return json(400, badSleep('sleep', asked ?? ''));

  const behaviour = behaviourIn(app.build, app.settings.environment, minutesRunning(app));
  await app.sleep(sleep * behaviour.sleepFactor * (1 - jitter + 2 * jitter * app.random()));
  if (app.random() < behaviour.failureRate) return json(500, { error: 'the invocation failed', build: app.build.build });
  return callDownstream(app);
}

async function callDownstream(app: Application): Promise<Reply> {
  const outcome = await app.downstream();
  const downstream = describeOutcome(outcome);
  if (isUsable(outcome)) return json(200, { status: 'invoked', build: app.build.build, downstream });
  app.log.error('Downstream call failed', { outcome: downstream });
  return json(502, { error: 'the downstream service failed', downstream });
}
