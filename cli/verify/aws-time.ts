import { UserError } from '../errors';

/**
 * The time of the system that is verified, epoch milliseconds: what the HTTP Date of its webhook says, which a signature
 * must meet within five minutes, whatever the clock of this machine says. Asked without a signature, so that it does nothing.
 */
export async function awsTime(url: string): Promise<number> {
  const response = await fetch(url, { method: 'GET', redirect: 'manual', signal: AbortSignal.timeout(20_000) });
  await response.arrayBuffer();
  const told = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(told))
    throw new UserError(`${url} answers without a Date header, so that nothing can be signed for it. Is it the webhook?`, 1);
  return told;
}
