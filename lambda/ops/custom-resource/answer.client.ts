import { setTimeout as sleep } from 'node:timers/promises';
import { OpsError } from '../ops-error';

const attempts = 4;
const requestMilliseconds = 10_000;

/** Full jitter; the function has seconds left for its answer. */
const backOff = async (attempt: number): Promise<void> => sleep(300 * 2 ** attempt * Math.random());

/** Puts the answer to CloudFormation's address, which is signed already. @throws OpsError when it was not taken. */
export async function putAnswer(url: string, body: string, pause = backOff): Promise<void> {
  let last = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    last = await tryOnce(url, body);
    if (last === '') return;
    if (attempt < attempts) await pause(attempt);
  }
  throw new OpsError(
    'NotAnswered',
    `CloudFormation did not take the answer: ${last}.`,
    'It gives up after its timeout; then deploy again.',
  );
}

/** Nothing where it was taken, otherwise why not. The address holds a signature: it is never told. */
async function tryOnce(url: string, body: string): Promise<string> {
  try {
    // No content type: the signature covers an empty one.
    const response = await fetch(url, {
      method: 'PUT',
      body,
      headers: { 'content-type': '' },
      signal: AbortSignal.timeout(requestMilliseconds),
    });
    await response.arrayBuffer();
    return response.ok ? '' : `status ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'no connection';
  }
}
