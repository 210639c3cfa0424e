/** Writes docs/monspec.schema.json and the table of docs/monspec.md. Run: npx tsx scripts/write-monspec-docs.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withMetricTable } from './monspec-docs';
import { monspecJsonSchema } from './monspec-json-schema';

const docs = join(__dirname, '..', 'docs');
const page = join(docs, 'monspec.md');

writeFileSync(join(docs, 'monspec.schema.json'), `${JSON.stringify(monspecJsonSchema(), null, 2)}\n`);
writeFileSync(page, withMetricTable(readFileSync(page, 'utf8')));
