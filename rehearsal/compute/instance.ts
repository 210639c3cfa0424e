/** An EC2 instance of the rehearsal: a folder, a port, a role and the processes of its units. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud';
import type { Principal } from '../cloud/service';
import { preloadOptions } from '../clock/preload-options';
import { writeCloudFiles, type CloudFile } from './cloud-config';
import type { Machinery } from './machinery';
import { Supervisor } from './supervisor';

export interface Instance {
  /** For example `i-0123456789abcdef0`. */
  readonly id: string;
  /** Name of its Auto Scaling group. */
  readonly groupName: string;
  /** Folder that stands for `/`. */
  readonly root: string;
  /** Port on 127.0.0.1 that stands for whatever port its service declares. */
  readonly port: number;
  /** The role of its instance profile. */
  readonly role: Principal;
  readonly supervisor: Supervisor;
  /** What scripts on the instance get beside the variables of whoever runs them. */
  readonly scriptEnvironment: Readonly<Record<string, string>>;
}

export interface InstanceSettings {
  readonly groupName: string;
  readonly roleArn: string;
  readonly files: readonly CloudFile[];
  /** Whether it receives requests from a load balancer. */
  readonly servesRequests: boolean;
}

/**
 * Creates the folder and writes the files of the user data.
 *
 * Units of instances behind a load balancer get virtual dates and real timers: their timers bound real work, such as
 * the answer to a request. Units of all other instances get virtual timers too: what they pace, they pace in the
 * time of the rehearsal.
 */
export const createInstance = async (cloud: Cloud, machinery: Machinery, settings: InstanceSettings): Promise<Instance> => {
  const id = `i-0${randomBytes(8).toString('hex')}`;
  const root = join(cloud.directory, 'instances', id);
  mkdirSync(root, { recursive: true });
  writeCloudFiles(root, settings.files);
  const port = await machinery.port();
  const base = { ...awsEnvironment(cloud, settings.roleArn), INSTANCE_ID: id };
  const timers = settings.servesRequests ? 'real' : 'virtual';
  const host = { root, port, base, forced: preloadOptions(cloud, { timers }) };
  const supervisor = new Supervisor(host, machinery.keeper, (message) => cloud.log('ec2', message, { instance: id }));
  const connection = await machinery.systemctl.connect(id, supervisor);
  return {
    id,
    groupName: settings.groupName,
    root,
    port,
    role: { kind: 'role', arn: settings.roleArn },
    supervisor,
    scriptEnvironment: {
      ...connection,
      INSTANCE_ROOT: root,
      PORT: String(port),
      PATH: `${machinery.systemctl.folder}:${process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'}`,
    },
  };
};

/** What programs find through the metadata service on EC2. */
const awsEnvironment = (cloud: Cloud, roleArn: string): Record<string, string> => {
  const { accessKeyId, secretAccessKey, sessionToken } = cloud.credentials(roleArn);
  return {
    AWS_REGION: cloud.region,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
};
