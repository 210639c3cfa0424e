import { Rule } from 'aws-cdk-lib/aws-events';
import { CodePipeline } from 'aws-cdk-lib/aws-events-targets';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { sourceKeys } from '../foundation/names';

/** Starts the pipeline when a new application arrives: the last of the three uploads of a release. */
export const startOnRelease = (scope: Construct, id: string, source: IBucket, pipeline: Pipeline): Rule =>
  new Rule(scope, id, {
    description: `A new ${sourceKeys.application} starts the pipeline`,
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [source.bucketName] }, object: { key: [sourceKeys.application] } },
    },
    targets: [new CodePipeline(pipeline)],
  });
