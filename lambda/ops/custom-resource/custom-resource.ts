import * as v from 'valibot';
import { OpsError } from '../ops-error';
import { answerTo, requestSchema, type CloudFormationRequest, type Outcome } from './request';

/** What a custom resource is made of. */
export interface CustomResource {
  /** Physical id of the resource that a request speaks of. Another one than before makes CloudFormation delete the old one. */
  identify(properties: CloudFormationRequest['ResourceProperties']): string | Promise<string>;
  /** Create and Update. Done again it changes nothing. */
  put(request: CloudFormationRequest): Promise<void>;
  /** Delete. Where it fails, the resource counts as deleted all the same, and the outcome says what is left. */
  remove(request: CloudFormationRequest): Promise<void>;
}

/** Time and the way to CloudFormation. */
export interface AnswerPorts {
  /** Puts the answer to the address. Rejects when it does not arrive. */
  readonly answer: (url: string, body: string) => Promise<void>;
  /** Resolves when no more time is left than an answer needs; never rejects. */
  readonly deadline: () => Promise<void>;
}

/**
 * Runs a custom resource and answers CloudFormation, whatever happens: without an answer a stack waits for an hour.
 * @throws OpsError for an event that is no request; what `answer` throws.
 */
export async function runCustomResource(event: unknown, resource: CustomResource, ports: AnswerPorts): Promise<Outcome> {
  const parsed = v.safeParse(requestSchema, event);
  if (!parsed.success)
    throw new OpsError(
      'NotACustomResource',
      `The event is no request of CloudFormation: ${parsed.issues.map((issue) => v.getDotPath(issue)).join(', ')}.`,
      'Let only CloudFormation invoke this function.',
    );
  const request = parsed.output;
  const outcome = await Promise.race([perform(request, resource), ports.deadline().then(() => tooLate(request))]);
  await ports.answer(request.ResponseURL, answerTo(request, outcome));
  return outcome;
}

async function perform(request: CloudFormationRequest, resource: CustomResource): Promise<Outcome> {
  const known = request.PhysicalResourceId ?? request.RequestId;
  try {
    if (request.RequestType === 'Delete') {
      await resource.remove(request);
      return { kind: 'done', physicalId: known };
    }
    const physicalId = await resource.identify(request.ResourceProperties);
    await resource.put(request);
    return { kind: 'done', physicalId };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // A stack that cannot be deleted helps nobody; what is left goes with the thing that it is left in.
    return request.RequestType === 'Delete'
      ? { kind: 'done', physicalId: known, left: reason }
      : { kind: 'failed', physicalId: known, reason };
  }
}

const outOfTime = 'The function ran out of time before it was done. Its log says what it waited for; deploy again.';

const tooLate = ({ RequestType, PhysicalResourceId, RequestId }: CloudFormationRequest): Outcome => {
  const physicalId = PhysicalResourceId ?? RequestId;
  return RequestType === 'Delete' ? { kind: 'done', physicalId, left: outOfTime } : { kind: 'failed', physicalId, reason: outOfTime };
};
