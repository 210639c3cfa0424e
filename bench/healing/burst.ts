import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { post, problem } from './post';
import type { World } from './world';

/** What a burst of requests came to. */
export interface Burst {
  /** Status of the answer → how often. */
  readonly signed: Readonly<Record<string, number>>;
  readonly forged: Readonly<Record<string, number>>;
  /** Messages that reached the queue. */
  readonly queued: number;
  /** Megabytes of all processes of the webhook before and after; `undefined` where the system does not tell. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Connections of the sender. A signature lives for five virtual minutes, so none may wait here for long. */
const connections = 40;

/** Sends so many requests as fast as they are answered, every second one with a signature by another secret. */
export async function burst(world: World, requests: number): Promise<Burst> {
  const started = world.cloud.clock.now();
  await Promise.all(Array.from({ length: 20 }, () => post(world, problem('warm-up', started, 'elsewhere'))));
  const before = webhookMegabytes();
  const queuedBefore = messagesSent(world);
  const answers: { readonly forged: boolean; readonly status: number }[] = [];
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let n = next++; n < requests; n = next++) {
      const forged = n % 2 === 1;
      // Ten problems, over and over: reporters repeat themselves, and each problem is answered once.
      const status = await post(world, problem(`burst-${n % 10}`, started, 'elsewhere'), forged ? 'another secret altogether' : undefined);
      answers.push({ forged, status });
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const count = (forged: boolean): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { status } of answers.filter((answer) => answer.forged === forged)) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };
  await pause(1000);
  return { signed: count(false), forged: count(true), queued: messagesSent(world) - queuedBefore, before, after: webhookMegabytes() };
}

const messagesSent = ({ cloud }: World): number => cloud.receipt().sdkCalls['sqs']?.['SendMessage'] ?? 0;

/** Resident memory per process of the webhook's function: the largest. Linux only. */
function webhookMegabytes(): number | undefined {
  try {
    const sizes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => (isWebhook(pid) ? [residentMegabytes(pid)] : []));
    return sizes.length === 0 ? undefined : Math.max(...sizes);
  } catch {
    return undefined;
  }
}

function isWebhook(pid: string): boolean {
  try {
    return /AWS_LAMBDA_FUNCTION_NAME=[^\0]*Webhook/.test(readFileSync(`/proc/${pid}/environ`, 'utf8'));
  } catch {
    return false;
  }
}

const residentMegabytes = (pid: string): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
