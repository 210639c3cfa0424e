/** S3's REST protocol, path style: `/bucket/key`; members in headers and query, lists as XML. */
import type { Protocol } from './protocol';
import { s3Request } from './s3-request';
import { writeS3 } from './s3-reply';
import { toXml } from './xml';

export const s3Protocol: Protocol = {
  read: s3Request,
  write: writeS3,
  fail: (error, requestId) => ({
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.headers },
    body: Buffer.from(toXml({ Error: { Code: error.code, Message: error.message, RequestId: requestId } })),
  }),
};
