/** Secrets as an environment names them: the text itself, or the name of a secret of Secrets Manager. */
import type { Pace } from './http/pace';
import { known, type Secret } from './http/secret';
import { secretOf } from './secrets.client';

export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable's text without white space around it; undefined where it is empty or not set. */
export const variable = (variables: Variables, name: string): string | undefined => variables[name]?.trim() || undefined;

/** The secret in `NAME`, else the one that `NAME_SECRET` names; undefined where neither is set. */
export const configuredSecret = (variables: Variables, name: string, { clock }: Pace): Secret | undefined => {
  const [text, secretId] = [variable(variables, name), variable(variables, `${name}_SECRET`)];
  if (text !== undefined) {
    return known(text);
  }
  return secretId === undefined ? undefined : secretOf(secretId, clock);
};
