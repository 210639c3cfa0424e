/** OpenSearch Service on a laptop: domains that check what they are sent, item by item, and keep what they take. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { fingerprint, physicalName } from '../../cloud/physical-name';
import type { Operation, ResourceProvider, Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import type { SearchAnswer } from '../../http/search-protocol';
import { policyDocument } from '../../iam/properties';
import { parseProperties } from '../input';
import type { Method } from './administration';
import { SearchControl } from './control';
import { Domain } from './domain';
import { domainProperties } from './properties';
import { answer } from './route';

/** The stand-in, with what tests and stories may do to its domains. */
export interface OpenSearchService extends Service {
  readonly control: SearchControl;
  /** The domains by name. */
  readonly domains: ReadonlyMap<string, Domain>;
}

const callSchema = v.object({
  Host: v.string(),
  Path: v.string(),
  Query: v.optional(v.record(v.string(), v.string()), {}),
  Body: v.optional(v.string(), ''),
});

/** The stand-in for OpenSearch Service. */
export const openSearchService = (cloud: Cloud): OpenSearchService => {
  const control = new SearchControl();
  const domains = new Map<string, Domain>();

  const find = (host: string): Domain => {
    const found = [...domains.values()].find(({ endpoint }) => endpoint === host);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `No domain answers at ${host}.`, 404);
  };

  const http = (method: Method): Operation<never, unknown> =>
    validated(callSchema, {
      needs: ({ Host, Path }) => [
        { action: `es:ESHttp${method.slice(0, 1)}${method.slice(1).toLowerCase()}`, resource: `${find(Host).arn}${Path}` },
      ],
      run: (call, caller): SearchAnswer => answer(find(call.Host), control, method, call, caller),
    });

  const describe = validated(v.object({ DomainName: v.string() }), {
    needs: ({ DomainName }) => [{ action: 'es:DescribeDomain', resource: cloud.arn('es', `domain/${DomainName}`) }],
    run: ({ DomainName }) => {
      const domain = domains.get(DomainName);
      if (domain === undefined) throw new AwsError('ResourceNotFoundException', `Domain not found: ${DomainName}`, 409);
      return { DomainStatus: { DomainName, ARN: domain.arn, Endpoint: domain.endpoint, Created: true, Processing: false } };
    },
  });

  const create: ResourceProvider = (request) => {
    const given = parseProperties(domainProperties, request);
    const name = given.DomainName ?? physicalName(request, 28).toLowerCase();
    const arn = cloud.arn('es', `domain/${name}`);
    const endpoint = `search-${name}-${fingerprint(arn, 26).toLowerCase()}.${cloud.region}.es.amazonaws.com`;
    domains.set(name, new Domain(name, arn, endpoint, given.AdvancedSecurityOptions.MasterUserOptions.MasterUserARN));
    if (given.AccessPolicies !== undefined) cloud.attachResourcePolicy(arn, v.parse(policyDocument, given.AccessPolicies));
    return { ref: name, attributes: { Arn: arn, DomainArn: arn, DomainEndpoint: endpoint, Id: `${cloud.account}/${name}` } };
  };

  return {
    name: 'es',
    control,
    domains,
    operations: {
      ESHttpGet: http('GET'),
      ESHttpPut: http('PUT'),
      ESHttpPost: http('POST'),
      ESHttpDelete: http('DELETE'),
      DescribeDomain: describe,
    },
    resources: { 'AWS::OpenSearchService::Domain': create },
  };
};
