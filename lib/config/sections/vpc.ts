import * as v from 'valibot';

const zone = v.pipe(
  v.string('must be text'),
  v.regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'must be an availability zone such as eu-west-1a'),
  v.metadata({ range: 'availability zone' }),
);
const subnet = v.pipe(
  v.string('must be text'),
  v.regex(/^subnet-[0-9a-f]{8,17}$/, 'must be a subnet id such as subnet-0a1b2c3d'),
  v.metadata({ range: 'subnet id' }),
);
const pair = 'must name at least two, since a load balancer needs two zones';

/** An existing VPC, given by its parts, so that a synth needs no account. */
export const vpcSchema = v.pipe(
  v.strictObject({
    vpcId: v.pipe(
      v.string('must be text'),
      v.regex(/^vpc-[0-9a-f]{8,17}$/, 'must be a VPC id such as vpc-0a1b2c3d'),
      v.metadata({ range: 'VPC id' }),
      v.description('Id of the VPC.'),
    ),
    availabilityZones: v.pipe(
      v.array(zone, 'must be a list of availability zones'),
      v.minLength(2, pair),
      v.description('Zones of the subnets, in their order.'),
    ),
    publicSubnetIds: v.pipe(
      v.array(subnet, 'must be a list of subnet ids'),
      v.minLength(2, pair),
      v.description(
        'Subnets with a route to an internet gateway that give instances public addresses: instances download packages and reach AWS directly.',
      ),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['availabilityZones'], ['publicSubnetIds']],
      ({ availabilityZones, publicSubnetIds }) => availabilityZones.length === publicSubnetIds.length,
      'must be as many as availabilityZones, in the same order',
    ),
    ['publicSubnetIds'],
  ),
);
