/** Writes the pages of docs/ that are made from code. Run: npx tsx scripts/write-docs.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from './docs/pages';
import { synthesize } from './docs/synthesize';

for (const [file, page] of Object.entries(generatedPages(synthesize))) writeFileSync(join(__dirname, '..', 'docs', file), page);
