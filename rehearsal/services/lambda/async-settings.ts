import * as v from 'valibot';
import { numeric, text } from '../input';

/** How asynchronous invocations of a function are retried, and where their outcomes go. */
export interface AsyncSettings {
  /** 0 to 2. Default 2. */
  readonly maximumRetryAttempts: number;
  /** Virtual seconds, 60 to 21,600. Default 21,600. */
  readonly maximumEventAgeSeconds: number;
  readonly onSuccessArn?: string;
  readonly onFailureArn?: string;
}

export const defaultAsyncSettings: AsyncSettings = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

const destination = v.optional(v.object({ Destination: text }));

/** Properties of AWS::Lambda::EventInvokeConfig. */
export const eventInvokeProperties = v.object({
  FunctionName: text,
  Qualifier: text,
  MaximumRetryAttempts: v.optional(v.pipe(numeric, v.minValue(0), v.maxValue(2)), 2),
  MaximumEventAgeInSeconds: v.optional(v.pipe(numeric, v.minValue(60), v.maxValue(21_600)), 21_600),
  DestinationConfig: v.optional(v.object({ OnSuccess: destination, OnFailure: destination })),
});

/** The settings that the properties ask for. */
export const asyncSettings = (given: v.InferOutput<typeof eventInvokeProperties>): AsyncSettings => {
  const onSuccessArn = given.DestinationConfig?.OnSuccess?.Destination;
  const onFailureArn = given.DestinationConfig?.OnFailure?.Destination;
  return {
    maximumRetryAttempts: given.MaximumRetryAttempts,
    maximumEventAgeSeconds: given.MaximumEventAgeInSeconds,
    ...(onSuccessArn === undefined ? {} : { onSuccessArn }),
    ...(onFailureArn === undefined ? {} : { onFailureArn }),
  };
};
