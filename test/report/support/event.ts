import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpRequest } from '../../../lambda/report/http';
import { type LinkTarget, signLink } from '../../../lambda/aws/report-links';

/** The secret that signs links in tests. */
export const secret = 'a secret of tests';

/** A request for an address. */
export function request(path: string, query: Record<string, string> = {}, method = 'GET'): HttpRequest {
  return { method, path, query };
}

/** A request as the HTTP API passes it on (payload version 2). */
export function event({ method, path: rawPath, query: given }: HttpRequest): APIGatewayProxyEventV2 {
  const query = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? '']));
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {},
    queryStringParameters: query,
    isBase64Encoded: false,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'report.example',
      domainPrefix: 'report',
      http,
      requestId: 'r',
      routeKey: '$default',
      stage: '$default',
      time: '20/Nov/2026:10:00:00 +0000',
      timeEpoch: 0,
    },
  };
}

/** A request with a good link that expires at `expires` (epoch seconds). */
export function signed(target: LinkTarget, expires: number, query: Record<string, string> = {}): HttpRequest {
  const folder = target.page === 'validation' ? 'validations' : 'pipelines';
  return request(`/${folder}/${encodeURIComponent(target.id)}`, {
    expires: String(expires),
    signature: signLink(secret, target, expires),
    ...query,
  });
}
