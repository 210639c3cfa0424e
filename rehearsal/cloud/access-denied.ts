/** A refusal in the words and with the code that the service in question uses. */
import type { Refusal } from '../iam/evaluate';
import { sessionArn } from '../iam/sts';
import { AwsError } from './aws-error';
import type { Principal } from './service';

/** Services that do not answer with AccessDeniedException, by the prefix of their actions. */
const codes: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  s3: { code: 'AccessDenied', status: 403 },
  sns: { code: 'AuthorizationError', status: 403 },
  sts: { code: 'AccessDenied', status: 403 },
  iam: { code: 'AccessDenied', status: 403 },
  cloudformation: { code: 'AccessDenied', status: 403 },
  autoscaling: { code: 'AccessDenied', status: 403 },
  elasticloadbalancing: { code: 'AccessDenied', status: 403 },
  lambda: { code: 'AccessDeniedException', status: 403 },
};

export const accessDenied = (caller: Principal, action: string, resource: string, why: Refusal): AwsError => {
  const { code, status } = codes[action.split(':')[0] ?? ''] ?? { code: 'AccessDeniedException', status: 400 };
  return new AwsError(
    code,
    `User: ${principalName(caller)} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
    status,
  );
};

const principalName = (caller: Principal): string => {
  switch (caller.kind) {
    case 'operator':
      return 'operator';
    case 'role':
      return sessionArn(caller.arn, 'rehearsal');
    case 'service':
      return caller.name;
  }
};
