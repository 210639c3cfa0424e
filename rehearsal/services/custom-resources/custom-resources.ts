/** Custom resources whose functions the rehearsal runs, as CloudFormation does: invoke, then wait for the answer. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { stableUuid } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest, Service, ServiceFactory } from '../../cloud/service';
import { parseProperties, text } from '../input';
import { Answers } from './answers';

const properties = v.looseObject({ ServiceToken: v.pipe(text, v.includes(':lambda:', 'only functions are rehearsed')) });

const answerSchema = v.object({
  Status: v.picklist(['SUCCESS', 'FAILED']),
  Reason: v.optional(v.string(), 'no reason given'),
  PhysicalResourceId: v.pipe(v.string(), v.nonEmpty()),
  StackId: v.string(),
  RequestId: v.string(),
  LogicalResourceId: v.string(),
  Data: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** How long a function may take to answer, in real milliseconds: it works in real time. */
const patience = 60_000;

/** @param types CloudFormation types to run; all others stay with other stand-ins */
export const customResources =
  (types: readonly string[]): ServiceFactory =>
  (cloud: Cloud): Service => {
    const answers = new Answers();

    const create = async (request: ResourceRequest): Promise<CreatedResource> => {
      const { ServiceToken, ServiceTimeout: _, ...rest } = parseProperties(properties, request);
      const { url, answer } = await answers.expect();
      const event = {
        RequestType: 'Create',
        ResponseURL: url,
        StackId: cloud.arn('cloudformation', `stack/${request.stackName}/${stableUuid(request.stackName)}`),
        RequestId: randomUUID(),
        ResourceType: request.type,
        LogicalResourceId: request.logicalId,
        ServiceToken,
        ResourceProperties: { ServiceToken, ...rest },
      };
      const Payload = JSON.stringify(event);
      await cloud.call('lambda', 'Invoke', { FunctionName: ServiceToken, InvocationType: 'Event', Payload }, { kind: 'operator' });
      return created(await withinPatience(answer, request), event.RequestId);
    };

    return {
      name: 'custom-resources',
      operations: {},
      resources: Object.fromEntries(types.map((type) => [type, create])),
      stop: () => answers.stop(),
    };
  };

const withinPatience = async (answer: Promise<string>, request: ResourceRequest): Promise<string> => {
  const controller = new AbortController();
  const late = sleep(patience, undefined, { signal: controller.signal }).catch(() => undefined);
  const body = await Promise.race([answer, late]);
  controller.abort();
  if (body !== undefined) return body;
  throw new AwsError('NotStabilized', `CloudFormation did not receive a response from the function of ${request.logicalId}.`);
};

const created = (body: string, requestId: string): CreatedResource => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answerSchema), body);
  if (!parsed.success || parsed.output.RequestId !== requestId)
    throw new AwsError('InvalidResponse', `Invalid response object of the function: ${body.slice(0, 300)}`);
  const { Status, Reason, PhysicalResourceId, Data } = parsed.output;
  if (Status === 'FAILED')
    throw new AwsError('CustomResourceFailed', `Received response status [FAILED] from custom resource. Message returned: ${Reason}`);
  return { ref: PhysicalResourceId, attributes: Data };
};
