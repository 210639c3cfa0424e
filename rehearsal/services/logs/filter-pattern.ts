import { AwsError } from '../../cloud/aws-error';

/** Whether a log line is wanted. */
export type LineTest = (message: string) => boolean;

const term = /"([^"]*)"|(\S+)/g;

/** Signs of the patterns that are not rehearsed: JSON, columns, regular expressions, optional and excluded terms. */
const other = /^[{[%?-]/;

/** Parses a filter pattern of terms, all of which a line must hold. Throws InvalidParameterException for other kinds. */
export const parseFilter = (pattern = ''): LineTest => {
  if (other.test(pattern.trim()))
    throw new AwsError('InvalidParameterException', `Invalid filter pattern: ${pattern}: only terms such as "ERROR timeout" are rehearsed`);
  const terms = [...pattern.matchAll(term)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return (message) => terms.every((wanted) => message.includes(wanted));
};
