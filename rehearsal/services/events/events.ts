/** EventBridge on a laptop: the default bus with the templates' rules, targets called as AWS calls them. */
import type { Cloud } from '../../cloud/cloud';
import type { Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { Lifetime } from '../lifetime';
import { Bus } from './bus';
import { createBusPolicy } from './bus-policy';
import { deliverEvent } from './deliver-event';
import { EventControl } from './event-control';
import { putEvents, putEventsInput } from './put-events';
import { parseRule } from './rule';

/** The stand-in for EventBridge, with the bus's faults and its tap. */
export interface EventsService extends Service {
  readonly control: EventControl;
}

export const eventsService = (cloud: Cloud): EventsService => {
  const lifetime = new Lifetime(cloud, 'events');
  const control = new EventControl();
  const bus = new Bus(cloud, lifetime, control);
  return {
    name: 'events',
    control,
    operations: { PutEvents: validated(putEventsInput, putEvents(cloud, bus)), DeliverEvent: deliverEvent(cloud, bus) },
    resources: {
      'AWS::Events::EventBusPolicy': (request) => createBusPolicy(cloud, request),
      'AWS::Events::Rule': (request) => {
        const rule = parseRule(cloud, request);
        bus.addRule(rule);
        return { ref: rule.name, attributes: { Arn: rule.arn } };
      },
    },
    stop: () => lifetime.stop(),
  };
};
