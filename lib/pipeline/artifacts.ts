import { Artifact } from 'aws-cdk-lib/aws-codepipeline';

/** What every release is made of, whoever makes it. */
export class ReleaseArtifacts {
  /** What is deployed: a zip with an appspec.yml at the top. */
  readonly application = new Artifact('Application');
  /** The load test, likewise. */
  readonly tests = new Artifact('Tests');
  readonly monspec = new Artifact('Monspec');
}
