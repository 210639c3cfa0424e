import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GateError } from '../gate/gate-error';
import type { ReportLinks } from '../gate/ports/telling';
import type { ProblemLinks } from '../healing/ports/telling';
import { clientOptions } from './client-options';
import { type LinkTarget, reportLink } from './report-links';

const cacheMilliseconds = 5 * 60_000;
const linkSeconds = 30 * 86_400;

/** The key that signs report links, from Secrets Manager; kept for five minutes, so that a rotation is seen soon. */
export class ReportSecret {
  private cached: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly secretId: string,
    private readonly client: SecretsManagerClient = new SecretsManagerClient(clientOptions),
  ) {}

  /** Throws `NoReportSecret` where the secret holds no text. `now` in epoch milliseconds. */
  async read(now: number): Promise<string> {
    if (this.cached !== undefined && now < this.cached.until) {
      return this.cached.value;
    }
    const { SecretString: value } = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretId }));
    if (!value) {
      throw new GateError('NoReportSecret', 'The secret of report links holds no text.', 'Give it a random string.');
    }
    this.cached = { value, until: now + cacheMilliseconds };
    return value;
  }
}

/** Signs links with the secret. The expiry depends on `at` alone, so that the same decision gets the same link. */
export class SignedReportLinks implements ReportLinks, ProblemLinks {
  constructor(
    private readonly reportUrl: string,
    private readonly secret: ReportSecret,
    private readonly now: () => number,
  ) {}

  validation(validationId: string, at: number): Promise<string> {
    return this.link({ page: 'validation', id: validationId }, at);
  }

  problem(problemId: string, at: number): Promise<string> {
    return this.link({ page: 'problem', id: problemId }, at);
  }

  private async link(target: LinkTarget, at: number): Promise<string> {
    const expires = Math.floor(at / 1000) + linkSeconds;
    return reportLink(this.reportUrl, await this.secret.read(this.now()), target, expires);
  }
}
