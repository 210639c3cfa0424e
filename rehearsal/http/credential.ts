/** What a signed request says about its sender and addressee. The signature itself is not verified. */
export interface Credential {
  readonly accessKeyId: string;
  /** Of the endpoint that the sender meant. */
  readonly region: string;
  /** Signing name of the service. */
  readonly service: string;
}

/** Reads `AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, …`. */
export const readCredential = (authorization: string | undefined): Credential | undefined => {
  const found = /^AWS4-\S+ .*?Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(authorization ?? '');
  const [, accessKeyId, region, service] = found ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
};
