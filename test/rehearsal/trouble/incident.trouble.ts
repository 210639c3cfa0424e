/** A build that goes bad after its gate has passed, reported in every way: production heals itself, once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, findChromium } from '../../report/support/browser';
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
        page: { link: expect.stringContaining('/problems/') as string, status: 200, told: true },
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

/** What a browser shows of a page, and what it complains of. */
const inBrowser = async (
  link: string,
  executablePath: string,
): Promise<{ readonly text: string; readonly complaints: readonly string[] }> => {
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  try {
    const shown = await browser.newPage();
    const complaints: string[] = [];
    shown.on('console', (message) => complaints.push(message.text()));
    shown.on('pageerror', (error) => complaints.push(error.message));
    await shown.goto(link);
    return { text: await shown.innerText('body'), complaints };
  } finally {
    await browser.close();
  }
};

const executablePath = findChromium();

test(`a person opens the page of the problem in a browser${executablePath === undefined ? ' (none here: the story has fetched it)' : ''}`, async () => {
  let seen: Awaited<ReturnType<typeof inBrowser>> | undefined;
  const act = async (output: string): Promise<void> => {
    const link = /The page of the problem: (http\S+)/.exec(output)?.[1] ?? '';
    if (executablePath !== undefined) seen = await inBrowser(link, executablePath);
  };
  const meanwhile = { text: 'Ctrl-C ends the rehearsal', act };
  const run = await unbreakable(['rehearse', '--incident', '--port', '0', '--app', app], { meanwhile });
  expect(run.output).toContain('The page of the problem: http');
  expect(seen?.complaints ?? []).toEqual([]);
  const words = ['Recovered', 'Build 5', 'Build 3', 'unbreakable unlock', 'What happened', 'Which deployment'];
  expect(words.filter((word) => seen !== undefined && !seen.text.includes(word))).toEqual([]);
  expect(run).toMatchObject({ code: 0, leftFiles: [] });
}, 420_000);
