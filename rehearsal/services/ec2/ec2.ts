/** Stand-in for EC2, as far as Auto Scaling groups need it: launch templates. Networks are of no account here. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { fingerprint } from '../../cloud/physical-name';
import type { ServiceFactory } from '../../cloud/service';
import { fleetOf } from '../../compute/fleet';
import { parseProperties, text } from '../input';

const schema = v.looseObject({
  LaunchTemplateName: v.optional(text),
  LaunchTemplateData: v.looseObject({
    UserData: v.optional(text),
    IamInstanceProfile: v.optional(v.object({ Arn: v.optional(text), Name: v.optional(text) })),
  }),
});

/** The part of a launch template that the rehearsal uses. */
export interface LaunchTemplate {
  /** Base64. */
  readonly userData?: string;
  /** Name of the instance profile. */
  readonly profile?: string;
}

const templatesOf = new WeakMap<Cloud, Map<string, LaunchTemplate>>();

const templates = (cloud: Cloud): Map<string, LaunchTemplate> => {
  const known = templatesOf.get(cloud) ?? new Map<string, LaunchTemplate>();
  templatesOf.set(cloud, known);
  return known;
};

/** By id or name. Throws AwsError as EC2 does where there is none. */
export const launchTemplate = (cloud: Cloud, idOrName: string): LaunchTemplate => {
  const found = templates(cloud).get(idOrName);
  if (found !== undefined) return found;
  throw new AwsError('InvalidLaunchTemplateId.NotFound', `The specified launch template, with template ID ${idOrName}, does not exist.`);
};

export const ec2: ServiceFactory = (cloud) => ({
  name: 'ec2',
  operations: {},
  resources: {
    'AWS::EC2::LaunchTemplate': (request) => {
      const { LaunchTemplateName, LaunchTemplateData: data } = parseProperties(schema, request);
      const id = `lt-0${fingerprint(`${request.stackName}/${request.logicalId}`, 16).toLowerCase()}`;
      const profile = data.IamInstanceProfile?.Name ?? data.IamInstanceProfile?.Arn?.split('/').at(-1);
      const template = {
        ...(data.UserData === undefined ? {} : { userData: data.UserData }),
        ...(profile === undefined ? {} : { profile }),
      };
      templates(cloud).set(id, template);
      if (LaunchTemplateName !== undefined) templates(cloud).set(LaunchTemplateName, template);
      return { ref: id, attributes: { LaunchTemplateId: id, LatestVersionNumber: '1', DefaultVersionNumber: '1' } };
    },
  },
  stop: () => fleetOf(cloud).stop(),
});
