/**
 * Self-healing under the clock, in the rehearsal and through the real bundles:
 * seconds from an accepted webhook to CreateDeployment, and a burst of webhook requests.
 *
 *     npx tsx bench/healing/run.ts             19 rollbacks, 1,000 requests, 5 requests a second beside the rollbacks
 *     npx tsx bench/healing/run.ts 5 200 0     5 rollbacks with nothing beside them, 200 requests
 *
 * Times are of this machine. The round before the first finds cold functions and is told apart; the way is the same as in
 * an account, where SQS and Step Functions add some tens of milliseconds each.
 */
import { burst } from './burst';
import { keepPosting } from './load';
import { timeRollback } from './rollbacks';
import { startWorld } from './world';

const rounds = Number(process.argv[2] ?? 19);
const requests = Number(process.argv[3] ?? 1000);
const perSecond = Number(process.argv[4] ?? 5);
const speed = 60;

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

async function main(): Promise<void> {
  const world = await startWorld(speed, rounds + 1);
  try {
    const cold = await timeRollback(world, rounds + 1);
    const stopPosting = keepPosting(world, perSecond);
    const times: number[] = [];
    for (let round = 1; round <= rounds; round += 1) times.push(await timeRollback(world, round));
    const beside = await stopPosting();
    const sorted = times.toSorted((a, b) => a - b);
    process.stdout.write(
      `From the accepted webhook to CreateDeployment, ${rounds} rollbacks: median ${seconds(quantile(sorted, 0.5))}, p95 ${seconds(quantile(sorted, 0.95))} (target below 2 s), beside ${beside} other requests. With cold functions: ${seconds(cold)}.\n`,
    );
    const { signed, forged, queued, before, after } = await burst(world, requests);
    process.stdout.write(
      `${requests} requests: signed ${JSON.stringify(signed)}, forged ${JSON.stringify(forged)}; ${signed['202'] ?? 0} accepted, ${queued} in the queue.\n` +
        `Memory of the webhook's largest process: ${before?.toFixed(0) ?? '?'} MB before, ${after?.toFixed(0) ?? '?'} MB after.\n`,
    );
    process.exitCode = queued === (signed['202'] ?? 0) && forged['202'] === undefined && quantile(sorted, 0.95) < 2000 ? 0 : 1;
  } finally {
    await world.stop();
  }
}

void main();
