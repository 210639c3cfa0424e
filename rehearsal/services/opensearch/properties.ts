/** Properties of AWS::OpenSearchService::Domain, and the combinations that AWS refuses. */
import * as v from 'valibot';
import { flag } from '../input';

const on = (message: string) => v.object({ Enabled: v.pipe(flag, v.literal(true, message)) }, message);

const needed = 'Fine-grained access control asks for encryption at rest, between nodes, and for HTTPS';

export const domainProperties = v.looseObject({
  DomainName: v.exactOptional(
    v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{2,27}$/, 'Member must satisfy regular expression pattern: [a-z][a-z0-9\\-]+')),
  ),
  EngineVersion: v.pipe(v.string(), v.regex(/^OpenSearch_\d+\.\d+$/, 'Member must be a version such as OpenSearch_3.1')),
  EncryptionAtRestOptions: on(needed),
  NodeToNodeEncryptionOptions: on(needed),
  DomainEndpointOptions: v.looseObject({ EnforceHTTPS: v.pipe(flag, v.literal(true, needed)) }),
  AdvancedSecurityOptions: v.looseObject(
    {
      Enabled: v.pipe(flag, v.literal(true)),
      InternalUserDatabaseEnabled: v.pipe(flag, v.literal(false, 'only a master user of IAM is rehearsed')),
      MasterUserOptions: v.object({ MasterUserARN: v.pipe(v.string(), v.startsWith('arn:')) }),
    },
    'only domains with fine-grained access control are rehearsed',
  ),
  AccessPolicies: v.exactOptional(v.unknown()),
});
