import { Artifact, type StageProps } from 'aws-cdk-lib/aws-codepipeline';
import { S3SourceAction, S3Trigger } from 'aws-cdk-lib/aws-codepipeline-actions';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { sourceKeys } from '../foundation/names';

/** The artifacts of the Source stage. */
export class Sources {
  readonly application = new Artifact('Application');
  readonly tests = new Artifact('Tests');
  readonly monspec = new Artifact('Monspec');

  constructor(private readonly bucket: IBucket) {}

  /** Takes what the bucket holds. No trigger of its own: it would need a CloudTrail; a rule starts the pipeline. */
  get stage(): StageProps {
    const action = (output: Artifact, actionName: string, bucketKey: string): S3SourceAction =>
      new S3SourceAction({ actionName, bucket: this.bucket, bucketKey, output, trigger: S3Trigger.NONE });
    return {
      stageName: 'Source',
      actions: [
        action(this.application, 'Application', sourceKeys.application),
        action(this.tests, 'Tests', sourceKeys.tests),
        action(this.monspec, 'Monspec', sourceKeys.monspec),
      ],
    };
  }
}
