/** The API of Elastic Load Balancing, as far as a service that shifts traffic uses it. */
import type { Listener } from './listener';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { validated } from '../../cloud/validated';
import { addressesOf } from '../../compute/addresses';
import { numeric, text } from '../input';
import { balancingOf, type TargetGroup } from './balancing';
import { publish } from './listener';
import { modifyRuleSchema, routeAction } from './listener-properties';

const targets = v.object({
  TargetGroupArn: text,
  Targets: v.pipe(v.array(v.object({ Id: text, Port: v.optional(numeric) })), v.minLength(1)),
});

const health = v.object({ TargetGroupArn: text });

export const balancerOperations = (cloud: Cloud, listeners: ReadonlyMap<string, Listener>) => ({
  ModifyRule: validated(modifyRuleSchema, {
    needs: ({ RuleArn }) => [{ action: 'elasticloadbalancing:ModifyRule', resource: RuleArn }],
    run: ({ RuleArn, Actions }) => {
      const listener = [...listeners.values()].find(({ rules }) => rules.some(({ arn }) => arn === RuleArn));
      const rule = listener?.rules.find(({ arn }) => arn === RuleArn);
      if (listener === undefined || rule === undefined) throw new AwsError('RuleNotFound', `One or more rules not found: ${RuleArn}`);
      if (Actions !== undefined) rule.route = { ...rule.route, action: routeAction(Actions) ?? notRehearsed() };
      publish(cloud, listener);
      return { Rules: [{ RuleArn }] };
    },
  }),
  RegisterTargets: validated(targets, {
    needs: ({ TargetGroupArn }) => [{ action: 'elasticloadbalancing:RegisterTargets', resource: TargetGroupArn }],
    run: ({ TargetGroupArn, Targets }) => {
      const { arn } = groupOf(cloud, TargetGroupArn);
      for (const { Id } of Targets) balancingOf(cloud).register(arn, { id: Id, port: portOf(cloud, Id) });
      return {};
    },
  }),
  DeregisterTargets: validated(targets, {
    needs: ({ TargetGroupArn }) => [{ action: 'elasticloadbalancing:DeregisterTargets', resource: TargetGroupArn }],
    run: ({ TargetGroupArn, Targets }) => {
      const { arn } = groupOf(cloud, TargetGroupArn);
      for (const { Id } of Targets) balancingOf(cloud).withdraw(arn, Id);
      return {};
    },
  }),
  DescribeTargetHealth: validated(health, {
    needs: () => [{ action: 'elasticloadbalancing:DescribeTargetHealth', resource: '*' }],
    run: ({ TargetGroupArn }) => ({
      TargetHealthDescriptions: [...groupOf(cloud, TargetGroupArn).targets.values()].map(({ id, port }) => ({
        Target: { Id: id, Port: port },
        TargetHealth: { State: balancingOf(cloud).isHealthy(TargetGroupArn, id) ? 'healthy' : 'unhealthy' },
      })),
    }),
  }),
});

const groupOf = (cloud: Cloud, arn: string): TargetGroup => {
  const found = balancingOf(cloud).groups.get(arn);
  if (found !== undefined) return found;
  throw new AwsError('TargetGroupNotFound', `One or more target groups not found: ${arn}`);
};

/** Targets by address only: instances are registered by their Auto Scaling group. */
const portOf = (cloud: Cloud, id: string): number => {
  const port = addressesOf(cloud).portOf(id);
  if (port !== undefined) return port;
  throw new AwsError('InvalidTarget', `The following targets are not in the target group VPC: '${id}'`);
};

const notRehearsed = (): never => {
  throw new AwsError('InvalidLoadBalancerAction', 'The rehearsal sends requests to one target group at a time: give one all the weight.');
};
