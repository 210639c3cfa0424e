import { AwsError } from '../cloud/aws-error';
import type { Cloud } from '../cloud/cloud';

/**
 * AWS tries at creation whether a service may act with the role that a resource names.
 * @param service for example `lambda.amazonaws.com`.
 * @param refusal what AWS says otherwise; thrown with the role's ARN added, which AWS leaves to the reader to find.
 */
export const requireTrust = (
  cloud: Cloud,
  roleArn: string,
  service: string,
  refusal: { readonly code: string; readonly message: string },
): void => {
  try {
    cloud.authorise({ kind: 'service', name: service }, 'sts:AssumeRole', roleArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(refusal.code, `${refusal.message} Let ${service} into the trust policy of ${roleArn}.`);
  }
};
