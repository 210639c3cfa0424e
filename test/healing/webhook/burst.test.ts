import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { signatureOf } from '../../../lambda/healing/webhook/verify';
import { receive } from '../../../lambda/healing/webhook/webhook';
import { generic } from '../reporters/payloads';

const now = Date.UTC(2026, 10, 20, 10, 6);
const seconds = String(now / 1000);
const ours = 'current-secret-0123456789';
const theirs = 'forged-secret-0123456789';

const request = (id: string, secret: string): object => {
  const body = JSON.stringify(generic({ id }));
  return {
    rawPath: '/hooks/generic',
    requestContext: { http: { method: 'POST' } },
    headers: { 'x-unbreakable-timestamp': seconds, 'x-unbreakable-signature': signatureOf(secret, seconds, body) },
    body,
    isBase64Encoded: false,
  };
};

/** Every second request is forged. @returns ids of the accepted ones; `send` gets what is handed over */
const burst = async (requests: number, send: (message: string) => Promise<void>): Promise<readonly string[]> => {
  const ports = { secrets: async () => ({ generic: [ours] }), send };
  const answers = await Promise.all(
    Array.from({ length: requests }, (_, index) => receive(request(`burst-${index}`, index % 2 === 0 ? ours : theirs), ports, now)),
  );
  return answers.flatMap(({ statusCode }, index) => (statusCode === 202 ? [`burst-${index}`] : []));
};

test('a burst of 1,000 requests: every accepted one is handed over, no forged one is', async () => {
  const sent: string[] = [];
  const accepted = await burst(1_000, async (message) => void sent.push(message));
  const handedOver = sent.map((message) => (JSON.parse(message) as { unbreakableProblem: { id: string } }).unbreakableProblem.id);
  expect(accepted).toHaveLength(500);
  expect(accepted.every((id) => Number(id.slice('burst-'.length)) % 2 === 0)).toBe(true);
  expect(handedOver.toSorted()).toEqual(accepted.toSorted());
});

test('where the queue takes only some, exactly those are accepted', async () => {
  const sent = new Set<string>();
  let asked = 0;
  const send = async (message: string): Promise<void> => {
    asked += 1;
    if (asked % 3 === 0) throw new TypeError('the queue is busy');
    sent.add((JSON.parse(message) as { unbreakableProblem: { id: string } }).unbreakableProblem.id);
  };
  const ports = { secrets: async () => ({ generic: [ours] }), send };
  const ids = Array.from({ length: 300 }, (_, index) => `burst-${index}`);
  const results = await Promise.allSettled(ids.map((id) => receive(request(id, ours), ports, now)));
  const accepted = ids.filter((_, index) => results[index]?.status === 'fulfilled');
  expect(accepted).toEqual(ids.filter((id) => sent.has(id)));
  expect(accepted).toHaveLength(200);
});

/** Bytes of the heap that are in use after everything that can be collected was. */
const heapInUse = (): number => {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
};

test('bursts leave nothing behind: memory stays flat', async () => {
  const nowhere = async (): Promise<void> => undefined;
  await burst(1_000, nowhere);
  const before = heapInUse();
  for (let round = 0; round < 5; round += 1) await burst(1_000, nowhere);
  expect(heapInUse() - before).toBeLessThan(1_000_000);
});
