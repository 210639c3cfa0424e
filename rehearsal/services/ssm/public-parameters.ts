/** Parameters that AWS publishes in every account. */
import { fingerprint } from '../../cloud/physical-name';

/** Image ids of Amazon Linux and the version of a bootstrapped account; undefined for every other name. */
export const publicParameter = (name: string): string | undefined => {
  if (/^\/aws\/service\/ami-amazon-linux-latest\/[a-z0-9._-]+$/.test(name)) {
    return `ami-0${fingerprint(name, 16).toLowerCase()}`;
  }
  return /^\/cdk-bootstrap\/[a-z0-9]+\/version$/.test(name) ? '30' : undefined;
};
