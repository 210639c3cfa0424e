/** An account and region of a partition. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What stands for any object, alarm or item: one that need not be there. */
export const any = 'unbreakable-verify';

/** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE` */
export const arn = ({ partition, region, account }: Place, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** A bucket, whose ARN has neither region nor account. */
export const bucketArn = ({ partition }: Place, bucket: string): string => `arn:${partition}:s3:::${bucket}`;

/** An SSM parameter by its name. */
export const parameterArn = (place: Place, name: string): string => arn(place, 'ssm', `parameter/${name.replace(/^\//, '')}`);
