import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Repository, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../config/config';
import { removalPolicy } from '../../foundation/removal';
import { imageRepositoryName } from './names';

/**
 * Where the application's images are pushed to. A tag means one image for ever, or a rollback could bring another build;
 * and an image outlives the time that a rollback may reach back.
 */
export class ImageRepository extends Construct {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const repository = new Repository(this, 'Repository', {
      repositoryName: imageRepositoryName,
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      emptyOnDelete: config.removal === 'destroy',
      removalPolicy: removalPolicy(config),
      lifecycleRules: [{ description: 'Older than any rollback reaches', maxImageAge: Duration.days(config.retention.artifactDays) }],
    });
    this.letIn(repository, config);
    new CfnOutput(this, 'Uri', { value: repository.repositoryUri, description: 'Images are pushed here: docs/compute.md' }).overrideLogicalId(
      'ImageRepositoryUri',
    );
  }

  /** Environments in accounts of their own pull from here. */
  private letIn(repository: Repository, { accounts }: Config): void {
    if (accounts === undefined) return;
    const others = [...new Set([accounts.staging.id, accounts.production.id])].filter((id) => id !== accounts.tools.id);
    if (others.length === 0) return;
    repository.addToResourcePolicy(
      new PolicyStatement({
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
        principals: others.map((id) => new AccountPrincipal(id)),
      }),
    );
  }
}
