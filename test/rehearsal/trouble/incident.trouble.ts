/** A build that goes bad after its gate has passed, reported in every way: production heals itself, once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unbreakable } from './support/command-line';
import { prepareApp } from './support/prepared-app';

let folder: string;
let app: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trouble-'));
  app = await prepareApp(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['an alarm', '--incident', /^cloudwatch:/],
  ['Dynatrace', '--incident=dynatrace', /^dynatrace:/],
  ['DevOps Guru', '--incident=devops-guru', /^devops-guru:/],
] as const)(
  '%s reports it: production goes back to build 3, is verified and locked',
  async (_who, option, reporter) => {
    const run = await unbreakable(['rehearse', option, '--no-serve', '--port', '0', '--app', app]);

    expect(run.lines.filter(({ type }) => type === 'remediation')).toEqual([
      expect.objectContaining({
        by: 'healing',
        stage: 'Production',
        fromBuild: 5,
        toBuild: 3,
        outcome: 'succeeded',
        problemId: expect.stringMatching(reporter) as string,
      }),
    ]);
    expect(run.lines.at(-1)).toMatchObject({
      type: 'summary',
      ok: true,
      stagingBuild: 5,
      productionBuild: 3,
      receipt: { denied: [], unsupported: [] },
    });
    expect(run.output).toContain('Promotions into Production are locked until a person runs: unbreakable unlock');
    if (option === '--incident=dynatrace') expect(run.output.match(/Dynatrace: comment on /g)?.length).toBeGreaterThanOrEqual(2);
    expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
  },
  420_000,
);
