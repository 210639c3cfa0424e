/**
 * Resource types that do nothing on a laptop: networks, metadata, dashboards and the custom resources by which CDK
 * tidies up. They exist, have names and the attributes that others ask for, and no behaviour.
 */
import type { Cloud } from '../../cloud/cloud';
import { fingerprint, physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceProvider, ResourceRequest, Service } from '../../cloud/service';

/** Attributes by name, from the request and the resource's id. */
type Attributes = (request: ResourceRequest, id: string, cloud: Cloud) => CreatedResource['attributes'];

const none: Attributes = () => ({});

/** Types whose ids have a prefix and 17 hexadecimal digits. */
const networks: Readonly<Record<string, { readonly prefix: string; readonly attributes: Attributes }>> = {
  'AWS::EC2::VPC': {
    prefix: 'vpc',
    attributes: ({ properties }, id) => ({
      VpcId: id,
      CidrBlock: properties['CidrBlock'],
      DefaultSecurityGroup: id.replace('vpc', 'sg'),
      DefaultNetworkAcl: id.replace('vpc', 'acl'),
    }),
  },
  'AWS::EC2::Subnet': {
    prefix: 'subnet',
    attributes: ({ properties }, id) => ({
      SubnetId: id,
      AvailabilityZone: properties['AvailabilityZone'],
      VpcId: properties['VpcId'],
      CidrBlock: properties['CidrBlock'],
    }),
  },
  'AWS::EC2::SecurityGroup': {
    prefix: 'sg',
    attributes: ({ properties }, id) => ({ GroupId: id, Id: id, VpcId: properties['VpcId'] }),
  },
  'AWS::EC2::SecurityGroupIngress': { prefix: 'sgr', attributes: (_request, id) => ({ Id: id }) },
  'AWS::EC2::SecurityGroupEgress': { prefix: 'sgr', attributes: (_request, id) => ({ Id: id }) },
  'AWS::EC2::InternetGateway': { prefix: 'igw', attributes: (_request, id) => ({ InternetGatewayId: id }) },
  'AWS::EC2::RouteTable': { prefix: 'rtb', attributes: (_request, id) => ({ RouteTableId: id }) },
  'AWS::EC2::SubnetRouteTableAssociation': { prefix: 'rtbassoc', attributes: (_request, id) => ({ Id: id }) },
  'AWS::EC2::EIP': { prefix: 'eipalloc', attributes: (_request, id) => ({ AllocationId: id, PublicIp: '192.0.2.1' }) },
  'AWS::EC2::NatGateway': { prefix: 'nat', attributes: (_request, id) => ({ NatGatewayId: id }) },
  'AWS::EC2::VPCEndpoint': { prefix: 'vpce', attributes: (_request, id) => ({ Id: id }) },
  'AWS::EC2::FlowLog': { prefix: 'fl', attributes: (_request, id) => ({ Id: id }) },
};

/** Types whose ids are names. */
const named: Readonly<Record<string, Attributes>> = {
  'AWS::EC2::Route': none,
  'AWS::EC2::VPCGatewayAttachment': none,
  'AWS::CDK::Metadata': none,
  'AWS::CloudWatch::Dashboard': none,
  'AWS::SSM::Association': none,
  'AWS::Logs::QueryDefinition': none,
  'AWS::Budgets::Budget': none,
  'AWS::DevOpsGuru::ResourceCollection': none,
  'AWS::DevOpsGuru::LogAnomalyDetectionIntegration': none,
  // Reports nothing of itself: an incident sends its events (rehearsal/story/incident).
  'AWS::DevOpsGuru::NotificationChannel': none,
  'AWS::CloudFormation::WaitConditionHandle': none,
  'Custom::S3AutoDeleteObjects': none,
  'Custom::VpcRestrictDefaultSG': none,
};

/** The inert stand-in. The resolver asks it last, so any other stand-in may take one of its types. */
export const inert = (cloud: Cloud): Service => {
  const network =
    (prefix: string, attributes: Attributes): ResourceProvider =>
    (request) => {
      const id = `${prefix}-${hexadecimal(`${request.stackName}/${request.logicalId}`)}`;
      return { ref: id, attributes: attributes(request, id, cloud) };
    };
  const plain =
    (attributes: Attributes): ResourceProvider =>
    (request) => {
      const id = physicalName(request);
      return { ref: id, attributes: attributes(request, id, cloud) };
    };
  return {
    name: 'inert',
    operations: {},
    resources: {
      ...Object.fromEntries(Object.entries(networks).map(([type, { prefix, attributes }]) => [type, network(prefix, attributes)])),
      ...Object.fromEntries(Object.entries(named).map(([type, attributes]) => [type, plain(attributes)])),
    },
  };
};

const hexadecimal = (text: string): string => Buffer.from(fingerprint(text, 12)).toString('hex').slice(0, 17);
