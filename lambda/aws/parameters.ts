import type { SSMClient } from '@aws-sdk/client-ssm';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { describeError } from './sdk-error';

export type ParameterReading =
  { readonly kind: 'found'; readonly value: string } | { readonly kind: 'unreadable'; readonly detail: string; readonly cause: unknown };

/** The value of an SSM parameter, or why there is none. */
export const readParameter = async (client: SSMClient, name: string): Promise<ParameterReading> => {
  try {
    const { Parameter: parameter } = await client.send(new GetParameterCommand({ Name: name }));
    return { kind: 'found', value: parameter?.Value ?? '' };
  } catch (error) {
    return { kind: 'unreadable', detail: describeError(error), cause: error };
  }
};
