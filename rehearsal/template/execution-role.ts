/** The role that CloudFormation acts with in a bootstrapped account. */
import type { Cloud } from '../cloud/cloud';
import type { CloudHost } from '../cloud/host';

/** `cdk bootstrap` names it so unless it is given another qualifier. */
const executionRole = ({ account, region }: Pick<Cloud, 'account' | 'region'>): string =>
  `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`;

/** `cdk bootstrap --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess` */
export const mayDeploy = (cloud: CloudHost): void => cloud.grant(executionRole(cloud), { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/** What Fn::GetStackOutput reads in another account. */
export interface ForeignOutput {
  /** Role of that account that reads. */
  readonly roleArn: string;
  readonly region: string;
  /** Name of the stack. */
  readonly stack: string;
}

/**
 * CloudFormation takes on the role that the function names and describes the stack with it.
 * Throws AwsError where the role does not let it in, or may not.
 */
export const readsAcrossAccounts = (cloud: Cloud, { roleArn, region, stack }: ForeignOutput): void => {
  cloud.authorise({ kind: 'role', arn: executionRole(cloud) }, 'sts:AssumeRole', roleArn);
  const account = roleArn.split(':')[4] ?? '';
  const resource = `arn:aws:cloudformation:${region}:${account}:stack/${stack}/*`;
  cloud.authorise({ kind: 'role', arn: roleArn }, 'cloudformation:DescribeStacks', resource);
};
