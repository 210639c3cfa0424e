import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { reportLink, type LinkTarget } from '../../lambda/aws/report-links';
import type { GateDescription } from '../../lambda/contract/gate-description';
import { UserError } from '../errors';
import type { Clients } from './clients';

/** How long a link opens its page, in days. */
const linkDays = 7;

/**
 * A link that opens a page of the report for seven days, signed on this machine with the gate's secret.
 * @param now epoch milliseconds.
 * @throws UserError when the secret has no value.
 */
export async function signedLink({ secrets }: Clients, gate: GateDescription, target: LinkTarget, now: number): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: gate.reportSecret }));
  if (SecretString === undefined)
    throw new UserError(
      `The secret ${gate.reportSecret} holds no text, so no link can be signed with it. Deploy the gate's stack again.`,
      1,
    );
  return reportLink(gate.reportUrl, SecretString, target, Math.floor(now / 1000) + linkDays * 86_400);
}
