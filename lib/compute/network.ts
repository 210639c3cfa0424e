import { Validations } from 'aws-cdk-lib';
import { Port, SecurityGroup, SubnetType, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import { applicationPort } from '../foundation/names';
import { acknowledge } from '../nag/acknowledge';

/**
 * A new VPC, or the team's own. The new one has two public subnets and no NAT gateway (about $33 a month
 * each): instances reach AWS directly, and nothing reaches them but the load balancer. Three security groups say who may talk to whom.
 */
export class Network extends Construct {
  readonly vpc: IVpc;
  /** The load balancer: open to the world on its listener's port. */
  readonly entrance: SecurityGroup;
  /** The application's instances: from the load balancer only. */
  readonly service: SecurityGroup;
  /** The instance that sends load: nothing comes in. */
  readonly load: SecurityGroup;

  constructor(scope: Construct, id: string, existing: EnvironmentConfig['vpc']) {
    super(scope, id);
    this.vpc = existing === undefined ? this.newVpc() : this.existingVpc(existing);
    this.entrance = new SecurityGroup(this, 'Entrance', { vpc: this.vpc, description: 'Load balancer', allowAllOutbound: false });
    this.service = new SecurityGroup(this, 'Service', { vpc: this.vpc, description: 'Application instances: from the load balancer only' });
    this.load = new SecurityGroup(this, 'Load', { vpc: this.vpc, description: 'Load generator: nothing comes in' });
    this.entrance.connections.allowTo(this.service, Port.tcp(applicationPort), 'Requests and health checks');
  }

  private existingVpc(existing: NonNullable<EnvironmentConfig['vpc']>): IVpc {
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', existing);
    Validations.of(vpc).acknowledge({
      id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
      reason: 'Nothing here adds a route to a subnet of the team.',
    });
    return vpc;
  }

  private newVpc(): IVpc {
    const vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 }],
    });
    acknowledge(vpc, { VPC7: 'Flow logs are billed by volume and the sample holds no data; a team adds them with its own network.' });
    // The class misses its own interface by exactOptionalPropertyTypes only.
    return vpc as IVpc;
  }
}
