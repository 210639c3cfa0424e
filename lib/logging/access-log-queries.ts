import { Stack } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import { accessLogTable } from './access-log-table';
import { questions } from './access-log-questions';

/** What is asked, and where answers go. */
export interface AccessLogQueriesProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  readonly logs: IBucket;
  readonly answers: IBucket;
}

const gigabyte = 1e9;

/** A database with one table over the log, a workgroup that limits what a query reads, and the usual questions. */
export class AccessLogQueries extends Construct {
  constructor(scope: Construct, id: string, { environment, config, logs, answers }: AccessLogQueriesProps) {
    super(scope, id);
    const name = `unbreakable_${environment.toLowerCase()}`;
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name, description: `Access log of the load balancer: ${environment}` },
    });
    accessLogTable(this, 'Table', database, logs);
    const workGroup = this.workGroup(`unbreakable-${environment.toLowerCase()}`, config, answers);
    for (const { id: queryId, title, description, sql } of questions) {
      const query = new CfnNamedQuery(this, queryId, {
        database: database.ref,
        workGroup: workGroup.ref,
        name: `${environment}: ${title}`,
        description,
        queryString: sql,
      });
      query.addResourceDependency(workGroup);
    }
  }

  private workGroup(name: string, { logging, removal }: Config, answers: IBucket): CfnWorkGroup {
    return new CfnWorkGroup(this, 'WorkGroup', {
      name,
      description: 'Questions to the access log; answers go after a week',
      recursiveDeleteOption: removal === 'destroy',
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: logging.scannedGb * gigabyte,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${answers.bucketName}/`,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }
}
