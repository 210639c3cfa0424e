/** The pages as a browser shows them: on a desk, in the dark and on a phone. Without a browser, their markup alone. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { forbidden, page } from '../../lambda/report/answer';
import { storedProblem } from '../../lambda/report/problem/stored-problems';
import { renderPipeline, renderProblem, renderValidation } from '../../lambda/report/render';
import { aProblem, heal, World } from '../healing/support/world';
import { browserFlags, findChromium, serveAnswers } from './support/browser';
import { links } from './support/links';
import { markupFaults } from './support/markup';
import { dawn, repaired, sample, slow, story } from './support/samples';
import { spoil } from './support/spoil';

const now = dawn + 86_400_000;
const decided = repaired(sample({ build: 4, stage: 'Production', candidate: slow, missing: [1] }));
const long = spoil(decided, { text: (original) => `${original}${'W'.repeat(300)}` });
const builds = story().map(({ validation }) => validation);
const validation = ({ validation, evidence }: typeof decided): string =>
  renderValidation({ validation, evidence: { kind: 'found', evidence }, now }, 'html', links);
const pipeline = (shown: typeof builds): string => renderPipeline({ pipeline: 'unbreakable-pipeline', builds: shown, now }, 'html', links);

/** The page of a problem that was healed; `long` makes every text of its reporter as long as a record takes. */
const problem = async (long: boolean) => {
  const world = new World();
  const text = 'W'.repeat(200);
  const entities = Array.from({ length: 40 }, (_, index) => ({ type: 'SERVICE', id: `${text}${index}`, name: text }));
  const its = long ? aProblem({ title: text, displayId: text, entities: [...aProblem().entities, ...entities], tags: [text] }) : aProblem();
  await heal(world, its);
  return page('html', renderProblem({ story: (await storedProblem(world.documents, 'webhook:p-1'))!, now: world.now }, 'html', links));
};

const answers = {
  validation: page('html', validation(decided)),
  'long-texts': page('html', validation(long)),
  pipeline: page('html', pipeline(builds)),
  'long-pipeline': page('html', pipeline(Array.from({ length: 8 }, () => [...builds, long.validation]).flat())),
  empty: page('html', pipeline([])),
  forbidden: forbidden(),
};
const allAnswers = async () => ({ ...answers, problem: await problem(false), 'long-problem': await problem(true) });
const names = [...(Object.keys(answers) as (keyof typeof answers)[]), 'problem', 'long-problem'] as const;
const executablePath = findChromium();

if (executablePath === undefined) {
  test('no Chromium found (CHROME_PATH, usual places, Playwright): pages are checked by their markup instead', async () => {
    const all = await allAnswers();
    for (const name of names) {
      const html = all[name].body;
      expect(markupFaults(html)).toEqual([]);
      expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1"/>');
      expect(html).toMatch(/prefers-color-scheme:dark/);
      expect(html).toMatch(/max-width:44rem/);
    }
  });
} else {
  const looks = [
    ['desk', { viewport: { width: 1200, height: 900 }, colorScheme: 'light' }],
    ['dark', { viewport: { width: 1200, height: 900 }, colorScheme: 'dark' }],
    ['tablet', { viewport: { width: 720, height: 900 }, colorScheme: 'light' }],
    ['phone', { viewport: { width: 360, height: 740 }, colorScheme: 'light' }],
  ] as const;

  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveAnswers>>;
  beforeAll(async () => {
    [browser, server] = await Promise.all([chromium.launch({ executablePath, args: browserFlags }), serveAnswers(await allAnswers())]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), server.close()]);
  });

  describe.each(names)('in Chromium, %s', (name) => {
    let shown: Page;
    const complaints: string[] = [];
    beforeAll(async () => {
      shown = await browser.newPage();
      shown.on('console', (message) => complaints.push(message.text()));
      shown.on('pageerror', (error) => complaints.push(error.message));
      await shown.goto(`${server.base}/${name}`);
    }, 60_000);
    afterAll(() => shown.close());

    test.each(looks)(
      '%s: is shown whole and without a complaint',
      async (_, { viewport, colorScheme }) => {
        await shown.setViewportSize(viewport);
        await shown.emulateMedia({ colorScheme });
        const { smallest, ...measured } = await measure(shown);
        expect(measured).toEqual({ overflow: 0, styled: true, dark: colorScheme === 'dark', charts: true });
        expect(smallest).toBeGreaterThanOrEqual(9);
        // A page without a report is answered with 403, which Chromium reports as such.
        expect(complaints.filter((text) => name !== 'forbidden' || !text.includes('403'))).toEqual([]);
      },
      60_000,
    );
  });
}

/** How a page is shown: its overflow, whether its style applies, its scheme, and the smallest letters in CSS pixels. */
function measure(shown: Page): Promise<{ overflow: number; styled: boolean; dark: boolean; smallest: number; charts: boolean }> {
  // The browser runs this text; here there is no DOM to check it against.
  return shown.evaluate(`(() => {
    const style = getComputedStyle(document.body);
    const [red] = style.backgroundColor.match(/\\d+/g).map(Number);
    const svgs = [...document.querySelectorAll('svg.chart')].filter((svg) => getComputedStyle(svg).display !== 'none');
    const sizes = svgs.map((svg) => 11.5 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
    const figures = document.querySelectorAll('figure').length;
    return {
      overflow: document.documentElement.scrollWidth - innerWidth,
      styled: style.margin === '0px',
      dark: red < 64,
      smallest: Math.min(16, ...sizes),
      charts: svgs.length === figures,
    };
  })()`);
}
