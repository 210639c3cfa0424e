/** The AWS query protocol: form fields in, XML out. */
import { AwsError } from '../cloud/aws-error';
import type { Protocol } from './protocol';
import { parseForm } from './query-form';
import { toXml } from './xml';

export const queryProtocol: Protocol = {
  read({ body }) {
    const fields = new URLSearchParams(body.toString('utf8'));
    const operation = fields.get('Action');
    if (!operation) throw new AwsError('MissingAction', 'The request names no Action.');
    fields.delete('Action');
    fields.delete('Version');
    return { operation, input: parseForm(fields) };
  },
  write: (operation, output, requestId) =>
    xml(200, {
      [`${operation}Response`]: { [`${operation}Result`]: output ?? {}, ResponseMetadata: { RequestId: requestId } },
    }),
  fail: (error, requestId) =>
    xml(error.status, {
      ErrorResponse: {
        Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
        RequestId: requestId,
      },
    }),
};

const xml = (status: number, document: object) => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(toXml(document, 'member')),
});
