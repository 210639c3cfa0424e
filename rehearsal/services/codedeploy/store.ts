/** Applications, groups, configurations and deployments of one account. */
import { randomBytes } from 'node:crypto';
import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import { AwsError } from '../../cloud/aws-error';
import { predefined } from './config';
import type { Application, Config, Deployment, Group, Revision } from './model';

export class Store {
  readonly applications = new Map<string, Application>();
  readonly configs = new Map<string, Config>(predefined.map((config) => [config.name, config]));
  /** Oldest first. */
  readonly deployments = new Map<string, Deployment>();

  application(name: string): Application {
    return found(this.applications.get(name), 'ApplicationDoesNotExistException', `No application found for name: ${name}`);
  }

  group(application: string, name: string): Group {
    const group = this.application(application).groups.get(name);
    return found(group, 'DeploymentGroupDoesNotExistException', `No Deployment Group found for name: ${name}`);
  }

  config(name: string): Config {
    return found(this.configs.get(name), 'DeploymentConfigDoesNotExistException', `No Deployment Configuration found for name: ${name}`);
  }

  deployment(id: string): Deployment {
    return found(this.deployments.get(id), 'DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
  }

  /** Remembers a revision of an application; the same location is one revision. */
  register(application: Application, location: RevisionLocation, now: number, description?: string): Revision {
    const known = findRevision(application, location);
    if (known !== undefined) return known;
    const revision: Revision = { location, registeredAt: now, ...(description === undefined ? {} : { description }) };
    application.revisions.push(revision);
    return revision;
  }
}

export const findRevision = (application: Application, location: RevisionLocation): Revision | undefined =>
  application.revisions.find((revision) => sameRevision(revision.location, location));

/** Whether two locations name the same object; a missing version or ETag matches any. Pure. */
export const sameRevision = (a: RevisionLocation | undefined, b: RevisionLocation | undefined): boolean => {
  const [left, right] = [a?.s3Location, b?.s3Location];
  if (left === undefined || right === undefined) return contentOf(a) !== undefined && contentOf(a) === contentOf(b);
  const agree = (one?: string, other?: string) => one === undefined || other === undefined || one === other;
  return left.bucket === right.bucket && left.key === right.key && agree(left.version, right.version) && agree(left.eTag, right.eTag);
};

const contentOf = (location: RevisionLocation | undefined): string | undefined =>
  location?.appSpecContent?.content ?? location?.string?.content;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** `d-` and nine capitals or digits. */
export const newDeploymentId = (): string => `d-${[...randomBytes(9)].map((byte) => alphabet[byte % alphabet.length]).join('')}`;

const found = <Thing>(thing: Thing | undefined, code: string, message: string): Thing => {
  if (thing !== undefined) return thing;
  throw new AwsError(code, message);
};
