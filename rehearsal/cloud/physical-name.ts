/** Names that CloudFormation gives to resources whose template names none. */
import { createHash } from 'node:crypto';
import type { ResourceRequest } from './service';

/**
 * `<stack>-<logical id>-<12 letters>`, cut to a length as CloudFormation does. The same template gives the same name.
 *
 * @param limit longest name that the service allows; default 64
 */
export const physicalName = (request: Pick<ResourceRequest, 'stackName' | 'logicalId'>, limit = 64): string => {
  const suffix = fingerprint(`${request.stackName}/${request.logicalId}`, 12);
  const room = limit - suffix.length - 1;
  return `${`${request.stackName}-${request.logicalId}`.slice(0, room)}-${suffix}`;
};

/** Capital letters and digits that stand for a text, for ids that AWS would draw at random. */
export const fingerprint = (text: string, length: number): string =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
    .toString(36)
    .toUpperCase()
    .slice(-length);

/** A UUID that stands for a text, the same each time. */
export const stableUuid = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
