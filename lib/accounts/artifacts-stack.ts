import { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import { artifactBucket } from '../foundation/artifact-bucket';
import { privateBucket } from '../foundation/bucket';
import { stackProps } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { foreignBucket } from './foreign-bucket';

/** Artifacts for environments of another region: CodePipeline copies them there, into the tools account. */
export class ArtifactsStack extends Stack {
  readonly artifacts: IBucket;

  constructor(scope: Construct, id: string, config: Config, region: string) {
    const props = stackProps(config, `Unbreakable pipeline: artifacts in ${region}`);
    super(scope, id, { ...props, env: { ...props.env, region } });
    const accessLogs = privateBucket(this, 'AccessLogs', config, {});
    acknowledge(accessLogs, { S1: 'It holds the access logs; logging access to them here would never end.' });
    this.artifacts = artifactBucket(this, 'Artifacts', config, { serverAccessLogsBucket: accessLogs });
    acknowledgeCustomResources(this);
  }
}

/** The pipeline's artifacts, by the region that they are deployed in. */
export interface RegionalArtifacts {
  /** In the region of the pipeline. */
  readonly main: IBucket;
  /** In other regions that environments are in. */
  readonly others: ReadonlyMap<string, IBucket>;
}

/** Makes the buckets of other regions. None where the configuration names no accounts, and with them no regions. */
export function regionalArtifacts(scope: Construct, config: Config, main: IBucket): RegionalArtifacts {
  const { accounts } = config;
  const regions = accounts === undefined ? [] : [accounts.staging.region, accounts.production.region];
  const others = [...new Set(regions)].filter((region) => region !== accounts?.tools.region);
  return {
    main,
    others: new Map(
      others.map((region) => [region, new ArtifactsStack(scope, `UnbreakableArtifacts-${region}`, config, region).artifacts]),
    ),
  };
}

/** The same buckets, as a stack of the tools account in its own region sees them. */
export const seenFrom = (stack: Stack, { main, others }: RegionalArtifacts): RegionalArtifacts => ({
  main,
  others: new Map(
    [...others].map(([region, bucket]) => [region, foreignBucket(stack, `Artifacts-${region}`, bucket, { id: stack.account, region })]),
  ),
});
