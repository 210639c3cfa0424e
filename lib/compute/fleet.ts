import { AutoScalingGroup, HealthChecks, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import {
  AmazonLinuxCpuType,
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
  type IVpc,
  type SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { hostMetrics } from '../../lambda/contract/ops';
import { acknowledge } from '../nag/acknowledge';
import { instanceRole } from './instance-role';
import { instanceSetup } from './instance-setup';
import { letReadInstallerToken, type OneAgent } from './one-agent';

/** What a fleet runs on and what it is told. */
export interface FleetProps {
  readonly vpc: IVpc;
  readonly securityGroup: SecurityGroup;
  /** arm64, for example `t4g.micro`. */
  readonly instanceType: string;
  readonly instances: number;
  readonly artifacts: IBucket;
  /** Where `logFile` goes. */
  readonly logGroup: LogGroup;
  readonly logFile: string;
  /** Lines of `/etc/unbreakable/instance.env`. */
  readonly environment: Readonly<Record<string, string | number>>;
  /** Dynatrace's agent, where the team wants it. */
  readonly oneAgent?: OneAgent | undefined;
}

/** CloudWatch namespace of what the agent measures on the hosts. */
const { namespace: metricNamespace } = hostMetrics;

/**
 * A fixed number of Amazon Linux 2023 instances on arm64 that CodeDeploy deploys to: no SSH, metadata version 2 only,
 * detailed monitoring, encrypted disks.
 */
export class Fleet extends Construct {
  readonly autoScalingGroup: AutoScalingGroup;
  /** What the instances act as. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: FleetProps) {
    super(scope, id);
    const { artifacts, logGroup } = props;
    this.role = instanceRole(this, 'Role', { artifacts, logGroup, metricNamespace });
    if (props.oneAgent !== undefined) letReadInstallerToken(this.role, props.oneAgent);
    this.autoScalingGroup = new AutoScalingGroup(this, 'Instances', {
      vpc: props.vpc,
      vpcSubnets: { subnets: props.vpc.publicSubnets },
      launchTemplate: this.launchTemplate(props),
      minCapacity: props.instances,
      maxCapacity: props.instances,
      // Not the load balancer's health: an instance without a first deployment would be replaced for ever.
      healthChecks: HealthChecks.ec2(),
      updatePolicy: UpdatePolicy.rollingUpdate({ maxBatchSize: 1 }),
    });
    acknowledge(this.autoScalingGroup, { AS3: 'The number of instances is fixed; the load balancer and the gate say when one is missed.' });
  }

  private launchTemplate({ logGroup, logFile, environment, securityGroup, instanceType, oneAgent }: FleetProps): LaunchTemplate {
    return new LaunchTemplate(this, 'Template', {
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      instanceType: new InstanceType(instanceType),
      role: this.role,
      securityGroup,
      userData: instanceSetup(this, { environment, agent: { logFile, logGroupName: logGroup.logGroupName, metricNamespace }, oneAgent }),
      detailedMonitoring: true,
      requireImdsv2: true,
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      blockDevices: [
        { deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(8, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }) },
      ],
    });
  }
}
