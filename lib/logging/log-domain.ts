import { ArnPrincipal, PolicyDocument, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { CfnDomain, EngineVersion } from 'aws-cdk-lib/aws-opensearchservice';
import { Construct } from 'constructs';
import { logNames } from '../../lambda/contract/logging';
import type { Config } from '../config/config';
import { removalPolicy } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';
import { domainArn } from './domain-arn';

/** Who may reach the domain at all; what each may do inside is said by the roles of the domain. */
export interface LogDomainAccess {
  /** Prepares the domain; its master user. */
  readonly preparer: IRole;
  /** Firehose. */
  readonly writer: IRole;
  readonly readerRoleArns: readonly string[];
}

/**
 * The OpenSearch domain: encrypted at rest, between nodes and on the way, signed requests only, fine-grained access.
 * The resource itself, because the class behind `Domain` sets the access policy by a function of its own.
 */
export class LogDomain extends Construct {
  readonly resource: CfnDomain;

  constructor(scope: Construct, id: string, config: Config, access: LogDomainAccess) {
    super(scope, id);
    const { instanceType, nodes, volumeGb, login } = config.logging;
    const zones = nodes > 1 && { zoneAwarenessEnabled: true, zoneAwarenessConfig: { availabilityZoneCount: 2 } };
    this.resource = new CfnDomain(this, 'Domain', {
      domainName: logNames.domain,
      engineVersion: EngineVersion.OPENSEARCH_3_7.version,
      clusterConfig: { instanceType, instanceCount: nodes, multiAzWithStandbyEnabled: false, ...zones },
      ebsOptions: { ebsEnabled: true, volumeType: 'gp3', volumeSize: volumeGb },
      encryptionAtRestOptions: { enabled: true },
      nodeToNodeEncryptionOptions: { enabled: true },
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
      advancedSecurityOptions: {
        enabled: true,
        internalUserDatabaseEnabled: false,
        masterUserOptions: { masterUserArn: access.preparer.roleArn },
      },
      // Firehose names the index of each document inside its bulk requests.
      advancedOptions: { 'rest.action.multi.allow_explicit_index': 'true' },
      accessPolicies: this.accessPolicy(access),
      offPeakWindowOptions: { enabled: true },
      softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
      ...(login && { cognitoOptions: { enabled: true, ...login } }),
    });
    this.resource.applyRemovalPolicy(removalPolicy(config));
    // A newer version is installed in place; without this the domain would be replaced, empty.
    this.resource.cfnOptions.updatePolicy = { ...this.resource.cfnOptions.updatePolicy, enableVersionUpgrade: true };
    this.explain(nodes);
  }

  private accessPolicy({ preparer, writer, readerRoleArns }: LogDomainAccess): PolicyDocument {
    const roles = [preparer.roleArn, writer.roleArn, ...readerRoleArns];
    return new PolicyDocument({
      statements: [
        new PolicyStatement({
          principals: roles.map((arn) => new ArnPrincipal(arn)),
          actions: ['es:ESHttp*'],
          resources: [`${domainArn(this)}/*`],
        }),
      ],
    });
  }

  private explain(nodes: number): void {
    acknowledge(this.resource, {
      OS1: 'Firehose and people reach it without a network of its own; only signed requests of named roles are let in.',
      OS3: 'Named roles sign every request; addresses of Firehose and of people change.',
      OS4: 'Dedicated master nodes would triple the price; a short outage delays documents and loses none.',
      'OS9[LogExport::SEARCH_SLOW_LOGS]': slowLogs,
      'OS9[LogExport::INDEX_SLOW_LOGS]': slowLogs,
      ...(nodes === 1 && { OS7: 'One node was chosen in the configuration; the bucket keeps every document.' }),
    });
  }
}

const slowLogs = 'Slow logs are billed by volume; the free storage and the status of the domain are alarms.';
