/** Who of other accounts may send to the default bus. */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import type { CreatedResource, ResourceRequest } from '../../cloud/service';
import { policyDocument } from '../../iam/properties';
import { parseProperties, text } from '../input';

export const busArn = (cloud: Pick<Cloud, 'arn'>): string => cloud.arn('events', 'event-bus/default');

const statement = v.pipe(
  v.unknown(),
  v.transform((given) => ({ Statement: given })),
  policyDocument,
);

const properties = v.object({
  StatementId: text,
  EventBusName: v.optional(v.pipe(text, v.regex(/(^|\/)default$/, 'only the default bus is rehearsed'))),
  Statement: statement,
});

/** AWS::Events::EventBusPolicy: one statement of the bus's policy. */
export const createBusPolicy = (cloud: Cloud, request: ResourceRequest): CreatedResource => {
  const { StatementId, Statement } = parseProperties(properties, request);
  cloud.attachResourcePolicy(busArn(cloud), Statement);
  return { ref: StatementId, attributes: {} };
};
