/**
 * KMS: keys, their aliases and policies. Nothing is encrypted on the laptop; what is rehearsed is whether a caller
 * may use the key of the topic, queue, bucket or secret that it touches.
 */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { stableUuid } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest, Service } from '../../cloud/service';
import { policyDocument } from '../../iam/properties';
import { parseProperties } from '../input';
import { keyArn, nameKey } from './keys';

const keyProperties = v.object({ KeyPolicy: v.exactOptional(policyDocument) });
const aliasProperties = v.object({ AliasName: v.pipe(v.string(), v.startsWith('alias/')), TargetKeyId: v.string() });

export const kms = (cloud: Cloud): Service => {
  const createKey = (request: ResourceRequest): CreatedResource => {
    const { KeyPolicy } = parseProperties(keyProperties, request);
    const id = stableUuid(`${request.stackName}/${request.logicalId}`);
    const arn = cloud.arn('kms', `key/${id}`);
    cloud.attachResourcePolicy(arn, KeyPolicy ?? accountMayDelegate(cloud));
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  };

  const createAlias = (request: ResourceRequest): CreatedResource => {
    const { AliasName, TargetKeyId } = parseProperties(aliasProperties, request);
    nameKey(cloud, AliasName, keyArn(cloud, TargetKeyId));
    return { ref: AliasName, attributes: {} };
  };

  return { name: 'kms', operations: {}, resources: { 'AWS::KMS::Key': createKey, 'AWS::KMS::Alias': createAlias } };
};

/** The policy of a key for which none is given. */
const accountMayDelegate = (cloud: Cloud) =>
  ({
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${cloud.account}:root` }, Action: 'kms:*', Resource: '*' },
  }) as const;
