/** Properties of listeners and their rules. */
import * as v from 'valibot';
import type { ResourceRequest } from '../../cloud/service';
import { numeric, refuse, text } from '../input';
import type { RouteAction } from './messages';

const action = v.looseObject({
  Type: text,
  TargetGroupArn: v.optional(text),
  ForwardConfig: v.optional(
    v.looseObject({ TargetGroups: v.array(v.looseObject({ TargetGroupArn: text, Weight: v.optional(numeric, 1) })) }),
  ),
  FixedResponseConfig: v.optional(
    v.object({ StatusCode: numeric, ContentType: v.optional(text, 'text/plain'), MessageBody: v.optional(v.string(), '') }),
  ),
});

const actions = v.pipe(v.array(action), v.length(1, 'exactly one action is rehearsed'));

export const listenerSchema = v.looseObject({
  LoadBalancerArn: text,
  Protocol: v.optional(text, 'HTTP'),
  DefaultActions: actions,
});

const condition = v.looseObject({
  Field: text,
  Values: v.optional(v.array(text)),
  PathPatternConfig: v.optional(v.object({ Values: v.array(text) })),
});

/** What ModifyRule gets: whatever is left out stays. */
export const modifyRuleSchema = v.looseObject({ RuleArn: text, Actions: v.optional(actions) });

export const ruleSchema = v.looseObject({
  ListenerArn: text,
  Priority: numeric,
  Actions: actions,
  Conditions: v.pipe(v.array(condition), v.length(1, 'exactly one condition is rehearsed')),
});

type Actions = v.InferOutput<typeof actions>;

export const toAction = (request: ResourceRequest, found: Actions): RouteAction =>
  routeAction(found) ??
  refuse(
    request,
    `an action of type ${found[0]?.Type}`,
    'forward to target groups of which one has all the weight, or answer with a fixed response.',
  );

/** Undefined for what is not rehearsed. */
export const routeAction = ([found]: Actions): RouteAction | undefined => {
  if (found?.Type === 'fixed-response' && found.FixedResponseConfig !== undefined) {
    const { StatusCode, ContentType, MessageBody } = found.FixedResponseConfig;
    return { kind: 'fixed', status: StatusCode, contentType: ContentType, body: MessageBody };
  }
  const groups = found?.ForwardConfig?.TargetGroups ?? (found?.TargetGroupArn ? [{ TargetGroupArn: found.TargetGroupArn, Weight: 1 }] : []);
  const [group, ...others] = groups.filter(({ Weight }) => Weight > 0);
  if (found?.Type !== 'forward' || group === undefined || others.length > 0) return undefined;
  const idle = groups.filter((one) => one !== group).map(({ TargetGroupArn }) => TargetGroupArn);
  return { kind: 'forward', group: group.TargetGroupArn, ...(idle.length === 0 ? {} : { idle }) };
};

export const toPaths = (request: ResourceRequest, [found]: v.InferOutput<typeof ruleSchema>['Conditions']): readonly string[] => {
  const paths = found?.PathPatternConfig?.Values ?? found?.Values;
  if (found?.Field === 'path-pattern' && paths !== undefined) return paths;
  return refuse(request, `a condition on ${found?.Field}`, 'use path-pattern.');
};
