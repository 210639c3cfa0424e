import { athena } from '../../../../rehearsal/services/athena/athena';
import { namesIn } from '../../../../rehearsal/services/athena/query-names';
import { readLine } from '../../../../rehearsal/services/athena/table-reader';
import { startCloud, createResource, stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const table = (changes: object = {}, template = 's3://b/AWSLogs/${day}') => ({
  DatabaseName: 'db',
  TableInput: {
    Name: 't',
    PartitionKeys: [{ Name: 'day', Type: 'string' }],
    Parameters: { 'projection.enabled': 'true', 'storage.location.template': template },
    StorageDescriptor: {
      Columns: [
        { Name: 'a', Type: 'string' },
        { Name: 'b', Type: 'int' },
      ],
      SerdeInfo: {
        SerializationLibrary: 'org.apache.hadoop.hive.serde2.RegexSerDe',
        Parameters: { 'input.regex': String.raw`(\w+) (\S*)` },
      },
      ...changes,
    },
  },
});

const setUp = async () => {
  const cloud = await startCloud([athena]);
  await createResource(cloud, 'AWS::Glue::Database', { CatalogId: '1', DatabaseInput: { Name: 'db' } });
  return { cloud, service: cloud.services.get('athena') as ReturnType<typeof athena> };
};

test('a table reads whole lines, and numbers where they are numbers', async () => {
  const { cloud, service } = await setUp();
  await createResource(cloud, 'AWS::Glue::Table', table());
  const [found] = service.tables;
  expect(found).toMatchObject({ bucket: 'b', prefix: 'AWSLogs/', partitionKey: 'day' });
  expect(readLine(found!, 'x 12')).toEqual({ a: 'x', b: 12 });
  expect(readLine(found!, 'x 1.5')).toEqual({ a: 'x', b: null });
  expect(readLine(found!, 'x 12 more')).toBeUndefined();
});

test.each([
  ['a pattern of 2 groups for 1 columns', table({ Columns: [{ Name: 'a', Type: 'string' }] })],
  ['the location s3://b/elsewhere', table({}, 's3://b/elsewhere')],
  ['only string, int, bigint, double', table({ Columns: [{ Name: 'a', Type: 'map<string,string>' }] })],
  ['Database other not found', { ...table(), DatabaseName: 'other' }],
])('refuses %s', async (message, properties) => {
  const { cloud } = await setUp();
  await expect(createResource(cloud, 'AWS::Glue::Table', properties)).rejects.toThrow(message);
});

test('a query of a workgroup that is not there is refused', async () => {
  const { cloud, service } = await setUp();
  const query = { Name: 'q', Database: 'db', QueryString: 'SELECT a FROM t' };
  await createResource(cloud, 'AWS::Athena::NamedQuery', query);
  expect(service.queries).toEqual([{ name: 'q', database: 'db', sql: 'SELECT a FROM t' }]);
  await expect(createResource(cloud, 'AWS::Athena::NamedQuery', { ...query, WorkGroup: 'w' })).rejects.toThrow('WorkGroup w is not found');
});

test.each([
  ["SELECT a, count(*) AS n FROM t WHERE day >= date_format(current_timestamp - interval '1' day, '%Y') ORDER BY n", ['a', 't', 'day']],
  ["SELECT regexp_replace(url_path(u), '/x''y', ':id') AS r FROM t GROUP BY 1 HAVING count_if(s >= 5) > 0", ['u', 't', 's']],
])('names in %s', (sql, expected) => {
  expect(namesIn(sql)).toEqual(expected);
});
