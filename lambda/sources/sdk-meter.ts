/** Counts and bounds the bytes that an AWS SDK command receives. */
import type { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { pipeline, Readable, Transform } from 'node:stream';

/** Largest answer that is read, in bytes: a page of 100,800 points has about 3 MB. */
export const maxAnswerBytes = 10 * 1024 * 1024;

/** The answer was larger than anything that CloudWatch gives. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
  readonly code = 'ANSWER_TOO_LARGE';

  constructor() {
    super(`the answer has more than ${maxAnswerBytes / 1024 / 1024} MiB, so this is not CloudWatch; check AWS_ENDPOINT_URL`);
  }
}

const counted = (body: Readable, count: (bytes: number) => void): Readable => {
  let seen = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.byteLength;
      count(chunk.byteLength);
      done(seen > maxAnswerBytes ? new AnswerTooLargeError() : null, chunk);
    },
  });
  // What goes wrong reaches the reader of the meter, which the pipeline destroys with the error.
  return pipeline(body, meter, () => undefined);
};

/** The command with its answer counted and cut off beyond the largest size. */
export const metered = (command: GetMetricDataCommand, count: (bytes: number) => void): GetMetricDataCommand => {
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (typeof response === 'object' && response !== null && 'body' in response && response.body instanceof Readable) {
        response.body = counted(response.body, count);
      }
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'countBytes', override: true },
  );
  return command;
};
