import { Stack } from 'aws-cdk-lib';
import { CfnTable, type CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accessLogColumns, accessLogPattern } from './access-log-format';

/** Name of the table, as the questions know it. */
export const tableName = 'access_log';

/**
 * The table. Its partitions are days, worked out from the paths instead of being looked for, so that no crawler has to
 * run and a query that names days reads only those.
 */
export function accessLogTable(scope: Construct, id: string, database: CfnDatabase, logs: IBucket): CfnTable {
  const { account, region } = Stack.of(scope);
  const location = `s3://${logs.bucketName}/AWSLogs/${account}/elasticloadbalancing/${region}/`;
  return new CfnTable(scope, id, {
    catalogId: account,
    databaseName: database.ref,
    tableInput: {
      name: tableName,
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: [{ name: 'day', type: 'string' }],
      parameters: {
        EXTERNAL: 'TRUE',
        'projection.enabled': 'true',
        'projection.day.type': 'date',
        'projection.day.format': 'yyyy/MM/dd',
        'projection.day.range': '2026/01/01,NOW',
        'projection.day.interval': '1',
        'projection.day.interval.unit': 'DAYS',
        'storage.location.template': `${location}\${day}`,
      },
      storageDescriptor: {
        location,
        columns: [...accessLogColumns],
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serdeInfo: {
          serializationLibrary: 'org.apache.hadoop.hive.serde2.RegexSerDe',
          parameters: { 'serialization.format': '1', 'input.regex': accessLogPattern },
        },
      },
    },
  });
}
