import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest } from '../../cloud/service';
import { parseProperties } from '../input';
import type { Lifetime } from '../lifetime';
import { requireTrust } from '../trust';
import { parseFilter } from './filter-pattern';
import { subscriptionProperties } from './inputs';
import type { LogStore } from './log-store';
import { Subscription } from './subscription';

/** Of one log group. */
const mostOfGroup = 2;

/** The subscriptions of the account's log groups. */
export class Subscriptions {
  private readonly byGroup = new Map<string, readonly Subscription[]>();

  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly store: LogStore,
  ) {}

  /** Creates AWS::Logs::SubscriptionFilter; AWS tries at once whether it may deliver. */
  create(request: ResourceRequest): CreatedResource {
    const given = parseProperties(subscriptionProperties, request);
    const group = this.store.group(given.LogGroupName);
    const known = this.byGroup.get(group.name) ?? [];
    if (known.length >= mostOfGroup) throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
    this.requireAccess(given);
    const name = given.FilterName ?? physicalName(request, 512);
    const { DestinationArn: destinationArn, RoleArn: roleArn } = given;
    const matches = parseFilter(given.FilterPattern);
    const subscription = new Subscription(this.cloud, this.lifetime, { name, group: group.name, destinationArn, roleArn, matches });
    this.byGroup.set(group.name, [...known, subscription]);
    group.listeners.push((events) => subscription.take(events));
    return { ref: name, attributes: {} };
  }

  /** Hands over what waits now, of all groups. */
  async drain(): Promise<void> {
    await Promise.all([...this.byGroup.values()].flat().map((each) => each.drain()));
  }

  private requireAccess({
    LogGroupName,
    DestinationArn,
    RoleArn,
  }: {
    LogGroupName: string;
    DestinationArn: string;
    RoleArn?: string;
  }): void {
    const message = 'Could not deliver test message to specified destination. Check if the destination is valid.';
    if (!DestinationArn.includes(':lambda:')) {
      requireTrust(this.cloud, RoleArn ?? '', 'logs.amazonaws.com', { code: 'InvalidParameterException', message });
      return;
    }
    const sourceArn = this.cloud.arn('logs', `log-group:${LogGroupName}:*`);
    const caller = { kind: 'service', name: 'logs.amazonaws.com', sourceArn } as const;
    try {
      this.cloud.authorise(caller, 'lambda:InvokeFunction', DestinationArn);
    } catch (error) {
      throw error instanceof AwsError ? new AwsError('InvalidParameterException', `${message} ${error.message}`) : error;
    }
  }
}
