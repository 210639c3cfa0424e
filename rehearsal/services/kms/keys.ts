/** The keys of an account, and what using one through a service asks for. */
import type { Cloud } from '../../cloud/cloud';
import type { Need } from '../../cloud/service';

const aliases = new WeakMap<Cloud, Map<string, string>>();

/** Names a key. */
export const nameKey = (cloud: Cloud, alias: string, keyArn: string): void => {
  const known = aliases.get(cloud) ?? new Map<string, string>();
  aliases.set(cloud, known.set(alias, keyArn));
};

/**
 * The ARN of a key given by ARN, id or alias. AWS's own keys (`alias/aws/…`) are known by their alias:
 * their policy lets the roles of the account use them through the service, and other services not.
 */
export const keyArn = (cloud: Cloud, key: string): string => {
  const alias = /(alias\/.+)$/.exec(key)?.[1];
  if (alias !== undefined) return aliases.get(cloud)?.get(alias) ?? cloud.arn('kms', alias);
  return key.startsWith('arn:') ? key : cloud.arn('kms', `key/${key}`);
};

/** What a caller needs so that a service encrypts (`GenerateDataKey`) or decrypts for it; nothing without a key. */
export const keyNeeds = (
  cloud: Cloud,
  key: string | undefined,
  viaService: string,
  ...actions: readonly ('Decrypt' | 'GenerateDataKey')[]
): readonly Need[] => {
  if (key === undefined) return [];
  const context = { 'kms:ViaService': `${viaService}.${cloud.region}.amazonaws.com` };
  return actions.map((action) => ({ action: `kms:${action}`, resource: keyArn(cloud, key), context }));
};
