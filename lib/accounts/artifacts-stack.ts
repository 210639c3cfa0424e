import { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import { artifactBucket } from '../foundation/artifact-bucket';
import { privateBucket } from '../foundation/bucket';
import { stackProps } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';
import { acknowledgeCustomResources } from '../nag/custom-resources';

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

/** The bucket of artifacts of every region that an environment is in. One region's where the configuration names no accounts. */
export function artifactsByRegion(scope: Construct, config: Config, main: IBucket): (region: string | undefined) => IBucket {
  const { accounts } = config;
  if (accounts === undefined) return () => main;
  const others = new Set([accounts.staging.region, accounts.production.region].filter((region) => region !== accounts.tools.region));
  const stacks = new Map([...others].map((region) => [region, new ArtifactsStack(scope, `UnbreakableArtifacts-${region}`, config, region)]));
  return (region) => (region === undefined ? main : (stacks.get(region)?.artifacts ?? main));
}
