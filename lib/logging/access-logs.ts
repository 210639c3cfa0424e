import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { privateBucket } from '../foundation/bucket';
import type { EnvironmentName } from '../foundation/names';
import { acknowledge } from '../nag/acknowledge';
import { AccessLogQueries } from './access-log-queries';

/** Days that Athena keeps answers. */
const answerDays = 7;

/**
 * The access log of a load balancer in a bucket, and what asks it questions. In the stack of the load balancer, because
 * a load balancer writes only into its own region.
 */
export class AccessLogs extends Construct {
  constructor(scope: Construct, id: string, environment: EnvironmentName, config: Config, loadBalancer: ApplicationLoadBalancer) {
    super(scope, id);
    const logs = this.bucket('Logs', config, config.retention.sourceDays);
    this.letBalancerWrite(logs, loadBalancer);
    const answers = this.bucket('Answers', config, answerDays);
    new AccessLogQueries(this, 'Queries', { environment, config, logs, answers });
  }

  private bucket(id: string, config: Config, days: number): IBucket {
    const bucket = privateBucket(this, id, config, { lifecycleRules: [{ id: 'Old', expiration: Duration.days(days) }] });
    acknowledge(bucket, { S1: 'It holds logs and answers about them; logging access to them here would never end.' });
    return bucket;
  }

  /** The load balancer is told after the policy is there: AWS tries to write at once. */
  private letBalancerWrite(bucket: IBucket, loadBalancer: ApplicationLoadBalancer): void {
    const { account } = Stack.of(this);
    const balancers = Stack.of(this).formatArn({
      service: 'elasticloadbalancing',
      resource: 'loadbalancer',
      resourceName: '*',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const { policyDependable } = bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
        conditions: { ArnLike: { 'aws:SourceArn': balancers } },
      }),
    );
    loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
    loadBalancer.setAttribute('access_logs.s3.bucket', bucket.bucketName);
    if (policyDependable !== undefined) loadBalancer.node.addDependency(policyDependable);
    const resource = bucket.node.defaultChild;
    if (resource instanceof CfnBucket) loadBalancer.node.addDependency(resource);
  }
}
