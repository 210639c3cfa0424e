/** STS, as services use it to take the role that a resource names. */
import * as v from 'valibot';
import { AwsError } from '../cloud/aws-error';
import type { Cloud, Credentials } from '../cloud/cloud';
import type { Service } from '../cloud/service';
import { validated } from '../cloud/validated';

const roleArn = v.pipe(v.string(), v.regex(/^arn:aws:iam::\d{12}:role\/.+$/, 'Member must be the ARN of a role'));

const assumeRole = v.object({
  RoleArn: roleArn,
  RoleSessionName: v.pipe(v.string(), v.minLength(2)),
  ExternalId: v.exactOptional(v.pipe(v.string(), v.minLength(2))),
  // Text over HTTP, as everything of the query protocol.
  DurationSeconds: v.exactOptional(v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.minValue(900), v.maxValue(43_200))),
});

/** What AssumeRole answers, as far as stand-ins and SDK clients read it. */
export interface AssumeRoleOutput {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
  readonly AssumedRoleUser: { readonly Arn: string; readonly AssumedRoleId: string };
}

/**
 * The sts service. A stand-in that acts with a role first assumes it, in its service's name, so that a role with the
 * wrong trust policy is refused as on AWS:
 * `cloud.call('sts', 'AssumeRole', { RoleArn, RoleSessionName }, { kind: 'service', name: 'lambda.amazonaws.com' })`
 */
export const stsService = (cloud: Cloud): Service => ({
  name: 'sts',
  operations: {
    AssumeRole: validated(assumeRole, {
      needs: ({ RoleArn, ExternalId }) => [
        { action: 'sts:AssumeRole', resource: RoleArn, context: ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId } },
      ],
      run: ({ RoleArn, RoleSessionName, DurationSeconds = 3600 }): AssumeRoleOutput => ({
        Credentials: wire(cloud.credentials(RoleArn), cloud.clock.now() + DurationSeconds * 1000),
        AssumedRoleUser: { Arn: sessionArn(RoleArn, RoleSessionName), AssumedRoleId: `AROAREHEARSAL:${RoleSessionName}` },
      }),
    }),
    GetCallerIdentity: {
      needs: () => [],
      run: (_input, caller) => {
        if (caller.kind !== 'role') return { Account: cloud.account, Arn: cloud.arn('iam', 'root'), UserId: cloud.account };
        return { Account: cloud.account, Arn: sessionArn(caller.arn, 'rehearsal'), UserId: 'AROAREHEARSAL:rehearsal' };
      },
    },
  },
  resources: {},
});

/** `arn:aws:sts::<account>:assumed-role/<role name>/<session>` */
export const sessionArn = (role: string, session: string): string => {
  const parts = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(role);
  if (!parts) throw new AwsError('ValidationError', `${role} is not the ARN of a role`);
  return `arn:aws:sts::${parts[1]}:assumed-role/${parts[2]}/${session}`;
};

const wire = (credentials: Credentials, expires: number): AssumeRoleOutput['Credentials'] => ({
  AccessKeyId: credentials.accessKeyId,
  SecretAccessKey: credentials.secretAccessKey,
  SessionToken: credentials.sessionToken,
  Expiration: new Date(expires),
});
