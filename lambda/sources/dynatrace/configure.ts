/** The Dynatrace environment that environment variables name. */
import * as v from 'valibot';
import { configuredSecret, variable, type Variables } from '../configured-secret';
import { systemPace } from '../http/pace';
import { SourceError } from '../source-error';
import type { DynatraceConfig } from './config';

const accessSchema = v.pipe(v.string(), v.startsWith('{'), v.parseJson(), v.object({ token: v.pipe(v.string(), v.minLength(1)) }));

/** The secret of the healing stack is JSON with address and token; a secret of its own is the token as plain text. */
const tokenIn = (text: string): string => {
  const access = v.safeParse(accessSchema, text);
  return access.success ? access.output.token : text;
};

/**
 * `DYNATRACE_URL`, and `DYNATRACE_TOKEN` or the name of its secret in `DYNATRACE_TOKEN_SECRET`.
 * Undefined where there is no URL; throws `NoToken` where there is no token for it.
 */
export const configuredDynatrace = (variables: Variables): DynatraceConfig | undefined => {
  const url = variable(variables, 'DYNATRACE_URL');
  if (url === undefined) {
    return undefined;
  }
  const token = configuredSecret(variables, 'DYNATRACE_TOKEN', systemPace);
  if (token === undefined) {
    throw new SourceError(
      'NoToken',
      'DYNATRACE_URL is set and there is no token for it.',
      'Set DYNATRACE_TOKEN, or DYNATRACE_TOKEN_SECRET to the name of its secret in Secrets Manager.',
    );
  }
  return { url, token: async () => tokenIn(await token()) };
};
