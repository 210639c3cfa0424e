/** Secrets Manager: secrets of templates, given or generated, with a current and a previous version. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { fingerprint, physicalName } from '../../cloud/physical-name';
import type { CreatedResource, Need, ResourceRequest, Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { policyDocument } from '../../iam/properties';
import { parseProperties, text } from '../input';
import { keyNeeds } from '../kms/keys';
import { generation, randomSecret } from './random-secret';
import { StoredSecret } from './secret';

const secretProperties = v.object({
  Name: v.exactOptional(text),
  SecretString: v.exactOptional(v.string()),
  GenerateSecretString: v.exactOptional(generation),
  KmsKeyId: v.exactOptional(v.string()),
});
const policyProperties = v.object({ SecretId: text, ResourcePolicy: policyDocument });

const one = v.object({ SecretId: text });
const read = v.object({ ...one.entries, VersionStage: v.optional(text, 'AWSCURRENT'), VersionId: v.exactOptional(text) });
const write = v.object({ ...one.entries, SecretString: text, ClientRequestToken: v.exactOptional(v.pipe(v.string(), v.minLength(32))) });

export const secretsManager = (cloud: Cloud): Service => {
  const secrets: StoredSecret[] = [];
  const now = () => new Date(cloud.clock.now());

  const lookUp = (id: string): StoredSecret | undefined => secrets.find(({ secret }) => secret.name === id || secret.arn === id);
  const find = (id: string): StoredSecret => {
    const found = lookUp(id);
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  };

  /** A secret that does not exist has no suffix, so only policies on all suffixes cover it. */
  const needs = (action: string, id: string, ...keyActions: readonly ('Decrypt' | 'GenerateDataKey')[]): readonly Need[] => {
    const secret = lookUp(id)?.secret;
    const resource = secret?.arn ?? (id.startsWith('arn:') ? id : cloud.arn('secretsmanager', `secret:${id}-??????`));
    return [{ action: `secretsmanager:${action}`, resource }, ...keyNeeds(cloud, secret?.kmsKey, 'secretsmanager', ...keyActions)];
  };

  const create = (request: ResourceRequest): CreatedResource => {
    const { Name, SecretString, GenerateSecretString, KmsKeyId } = parseProperties(secretProperties, request);
    const name = Name ?? physicalName(request);
    if (lookUp(name)) throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    const arn = cloud.arn('secretsmanager', `secret:${name}-${fingerprint(name, 6)}`);
    const stored = new StoredSecret({ name, arn, kmsKey: KmsKeyId });
    const value = SecretString ?? (GenerateSecretString && randomSecret(GenerateSecretString));
    if (value !== undefined) stored.put(value, now());
    secrets.push(stored);
    return { ref: arn, attributes: { Id: arn } };
  };

  const createPolicy = (request: ResourceRequest): CreatedResource => {
    const { SecretId, ResourcePolicy } = parseProperties(policyProperties, request);
    const { arn } = find(SecretId).secret;
    cloud.attachResourcePolicy(arn, ResourcePolicy);
    return { ref: arn, attributes: {} };
  };

  return {
    name: 'secretsmanager',
    operations: {
      GetSecretValue: validated(read, {
        needs: ({ SecretId }) => needs('GetSecretValue', SecretId, 'Decrypt'),
        run: ({ SecretId, VersionStage, VersionId }) => {
          const stored = find(SecretId);
          const version = stored.find(VersionStage, VersionId);
          return {
            ARN: stored.secret.arn,
            Name: stored.secret.name,
            VersionId: version.id,
            SecretString: version.text,
            VersionStages: stored.stages(version),
            CreatedDate: version.created,
          };
        },
      }),
      PutSecretValue: validated(write, {
        needs: ({ SecretId }) => needs('PutSecretValue', SecretId, 'GenerateDataKey'),
        run: ({ SecretId, SecretString, ClientRequestToken }) => {
          const stored = find(SecretId);
          const version = stored.put(SecretString, now(), ClientRequestToken);
          return { ARN: stored.secret.arn, Name: stored.secret.name, VersionId: version.id, VersionStages: stored.stages(version) };
        },
      }),
      DescribeSecret: validated(one, {
        needs: ({ SecretId }) => needs('DescribeSecret', SecretId),
        run: ({ SecretId }) => {
          const stored = find(SecretId);
          return { ARN: stored.secret.arn, Name: stored.secret.name, VersionIdsToStages: stored.versionsToStages() };
        },
      }),
    },
    resources: { 'AWS::SecretsManager::Secret': create, 'AWS::SecretsManager::ResourcePolicy': createPolicy },
  };
};
