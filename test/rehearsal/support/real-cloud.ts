import { createCloud } from '../../../rehearsal/cloud/create-cloud';
import type { CloudOptions } from '../../../rehearsal/cloud/create-cloud';
import type { PolicyStatement } from '../../../rehearsal/cloud/cloud';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { ResourceRequest, ServiceFactory } from '../../../rehearsal/cloud/service';
import { startClock } from '../../../rehearsal/clock/virtual-clock';

const running: CloudHost[] = [];

/** A cloud with an endpoint; `stopClouds` ends it. */
export const startCloud = async (
  services: readonly ServiceFactory[],
  options: Partial<Omit<CloudOptions, 'services'>> = {},
): Promise<CloudHost> => {
  const clock = startClock(60, Date.UTC(2026, 10, 20, 9, 0, 0));
  const cloud = await createCloud({ services, clock, ...options });
  running.push(cloud);
  return cloud;
};

export const stopClouds = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((cloud) => cloud.stop()));
};

/** Settings of an SDK client: as the operator, or as a role. */
export const clientSettings = (cloud: CloudHost, roleArn?: string) => ({
  endpoint: cloud.endpoint,
  region: cloud.region,
  credentials: roleArn === undefined ? cloud.operator : cloud.credentials(roleArn),
  maxAttempts: 1,
});

/** Environment variables by which the SDK calls the cloud as a role. */
export const callerVariables = (cloud: CloudHost, roleArn: string): Record<string, string> => {
  const { accessKeyId, secretAccessKey, sessionToken } = cloud.credentials(roleArn);
  return {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
};

/** Creates one resource as the template resolver would. */
export const createResource = async (cloud: CloudHost, type: string, properties: ResourceRequest['properties'], logicalId = 'Thing') => {
  const provider = [...cloud.services.values()].map((service) => service.resources[type]).find(Boolean)!;
  return provider({ type, logicalId, stackName: 'Test', properties, tags: {} });
};

/** A role that Lambda may assume, with these statements. Returns its ARN. */
export const createRole = async (cloud: CloudHost, statements: readonly PolicyStatement[], logicalId = 'Role') => {
  const { attributes } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] } },
        ],
      },
      Policies: [{ PolicyName: 'inline', PolicyDocument: { Statement: statements } }],
    },
    logicalId,
  );
  return String(attributes['Arn']);
};

/** An events stand-in that keeps what it gets. */
export const eventRecorder = () => {
  const entries: { Source: string; DetailType: string; Detail: string; Resources: string[] }[] = [];
  const factory: ServiceFactory = () => ({
    name: 'events',
    operations: {
      PutEvents: {
        needs: () => [{ action: 'events:PutEvents', resource: 'arn:aws:events:us-east-1:123456789012:event-bus/default' }],
        run: (input: { Entries: typeof entries }) => {
          entries.push(...input.Entries);
          return { FailedEntryCount: 0, Entries: [] };
        },
      },
    },
    resources: {},
  });
  return { entries, factory };
};
