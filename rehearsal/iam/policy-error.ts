/** A policy that uses something the rehearsal cannot judge. Better refused at creation than judged wrongly later. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code = 'UnsupportedPolicy';

  constructor(
    /** Where the policy is attached. */
    readonly where: string,
    /** What it uses. */
    readonly feature: string,
  ) {
    super(`The policy of ${where} uses ${feature}, which the rehearsal does not judge. Leave it out or add it to rehearsal/iam.`);
  }
}
