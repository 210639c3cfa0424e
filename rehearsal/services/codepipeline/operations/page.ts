import { AwsError } from '../../../cloud/aws-error';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** One page of a list; the token is the offset of the next. Throws InvalidNextTokenException for any other token. */
export const pageOf = <Item>(all: readonly Item[], size: number, token: string | undefined): Page<Item> => {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > all.length) {
    throw new AwsError('InvalidNextTokenException', `The next token ${String(token)} was not given by an earlier page.`);
  }
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) };
};
