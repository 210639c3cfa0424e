import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';

/** The ARN that AWS shows for a caller: roles appear as sessions. */
export const callerArn = (cloud: Pick<Cloud, 'account'>, caller: Principal): string => {
  switch (caller.kind) {
    case 'operator':
      return `arn:aws:iam::${cloud.account}:user/operator`;
    case 'role': {
      const name = caller.arn.split('/').at(-1) ?? caller.arn;
      return `arn:aws:sts::${cloud.account}:assumed-role/${name}/${name}`;
    }
    case 'service':
      return caller.name;
  }
};
