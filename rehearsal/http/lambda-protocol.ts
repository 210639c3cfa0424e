/** Lambda's REST protocol: the operation in method and path, the rest in query, headers and body. */
import { AwsError } from '../cloud/aws-error';
import type { InvokeOutput } from '../services/lambda/api';
import { jsonProtocol } from './json-protocol';
import type { HttpReply, HttpRequest, Protocol } from './protocol';

type Reader = (request: HttpRequest) => object;

const json: Reader = ({ body }) => {
  try {
    return body.byteLength === 0 ? {} : (JSON.parse(body.toString('utf8')) as object);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.');
  }
};

/** Bytes travel as base64. */
const code: Reader = (request) => {
  const input = json(request) as { readonly ZipFile?: string };
  return input.ZipFile === undefined ? input : { ...input, ZipFile: new Uint8Array(Buffer.from(input.ZipFile, 'base64')) };
};

const invocation: Reader = ({ headers, body }) => ({
  InvocationType: headers['x-amz-invocation-type'] ?? 'RequestResponse',
  Payload: new Uint8Array(body),
});

const query: Reader = ({ url }) => Object.fromEntries(url.searchParams);

const root = '/2015-03-31/functions';

/** Method and path below the functions; a path's `*` is the name of an alias. */
const routes: readonly (readonly [string, RegExp, string, Reader])[] = [
  ['POST', /^\/([^/]+)\/invocations$/, 'Invoke', invocation],
  ['GET', /^\/([^/]+)\/configuration$/, 'GetFunctionConfiguration', query],
  ['PUT', /^\/([^/]+)\/configuration$/, 'UpdateFunctionConfiguration', json],
  ['PUT', /^\/([^/]+)\/code$/, 'UpdateFunctionCode', code],
  ['POST', /^\/([^/]+)\/versions$/, 'PublishVersion', json],
  ['GET', /^\/([^/]+)\/aliases\/([^/]+)$/, 'GetAlias', () => ({})],
  ['PUT', /^\/([^/]+)\/aliases\/([^/]+)$/, 'UpdateAlias', json],
];

const plain = jsonProtocol('application/json');

export const lambdaProtocol: Protocol = {
  read(request) {
    const path = request.url.pathname.startsWith(root) ? request.url.pathname.slice(root.length) : '';
    for (const [method, pattern, operation, reader] of routes) {
      const [, name, alias] = (method === request.method && pattern.exec(path)) || [];
      if (name === undefined) continue;
      const FunctionName = decodeURIComponent(name);
      const named = alias === undefined ? { FunctionName } : { FunctionName, Name: decodeURIComponent(alias) };
      return { operation, input: { ...reader(request), ...named } };
    }
    throw new AwsError('UnknownOperationException', `${request.method} ${request.url.pathname} is no operation of Lambda that is rehearsed.`, 404);
  },
  write: (operation, output, requestId) =>
    operation === 'Invoke' ? invoked(output as InvokeOutput) : created(operation, plain.write(operation, output, requestId)),
  fail: (error, requestId) => plain.fail(error, requestId),
};

const created = (operation: string, reply: HttpReply): HttpReply => (operation === 'PublishVersion' ? { ...reply, status: 201 } : reply);

const invoked = ({ StatusCode, FunctionError, ExecutedVersion, Payload }: InvokeOutput): HttpReply => ({
  status: StatusCode,
  headers: {
    'content-type': 'application/json',
    ...(FunctionError === undefined ? {} : { 'x-amz-function-error': FunctionError }),
    ...(ExecutedVersion === undefined ? {} : { 'x-amz-executed-version': ExecutedVersion }),
  },
  body: Payload ?? new Uint8Array(),
});
