/** Whatever a record holds, a page shows it as text and stays a page. */
import * as fc from 'fast-check';
import { renderPipeline, renderValidation, pipelineForTerminal, validationForTerminal } from '../../lambda/report/render';
import type { ReportFormat } from '../../lambda/report/ports';
import { links } from './support/links';
import { markupFaults } from './support/markup';
import { dawn, repaired, sample, slow } from './support/samples';
import { spoil } from './support/spoil';

// Many pages are rendered and read; a loaded machine needs more than the default five seconds.
jest.setTimeout(60_000);

const now = dawn + 86_400_000;
const fragments = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '`',
  '<script>alert(1)</script>',
  '" onload="x',
  "' onload='x",
  '--><b>',
  ']]>',
  '</style>',
  '</title>',
  'javascript:alert(1)',
  '{{7*7}}',
  '\u202e',
  '\u001b[2J',
  '\0',
  '\r\n',
  '|',
  '](https://evil.example)',
  '&lt;',
  '\ud800',
  '🙂',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 5 })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));
const numbers = fc.infiniteStream(
  fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -1, 1e300, 5e-324, 8.64e15, 1e16)),
);

const decided = repaired(sample({ build: 4, stage: 'Production', candidate: slow, missing: [1, 3] }));

/** Every page there is, made of one validation's record and evidence. */
function pages({ validation, evidence }: typeof decided, format: ReportFormat): readonly string[] {
  const { lastLook: _, decision: __, ...waiting } = validation;
  return [
    renderValidation({ validation, evidence: { kind: 'found', evidence }, now }, format, links),
    renderValidation({ validation, evidence: { kind: 'unreadable', detail: validation.release }, now }, format, links),
    renderValidation({ validation: { ...waiting, status: 'waiting' }, evidence: { kind: 'none' }, now }, format, links),
    renderPipeline({ pipeline: validation.pipeline, builds: [validation, { ...validation, registeredAt: dawn }], now }, format, links),
    renderPipeline({ pipeline: validation.pipeline, builds: [], now }, format, links),
  ];
}

test('the reader of markup sees what is wrong', () => {
  expect(markupFaults('<p>a < b</p>')).not.toEqual([]);
  expect(markupFaults('<p onclick="x">a</p>')).not.toEqual([]);
  expect(markupFaults('<p class="a"><script>x</script></p>')).not.toEqual([]);
  expect(markupFaults('<p class="a" b>c</p>')).not.toEqual([]);
  expect(markupFaults('<a href="javascript:x">a</a>')).not.toEqual([]);
  expect(markupFaults('<p>a & b</p>')).not.toEqual([]);
  expect(markupFaults('<p><span>a</p>')).not.toEqual([]);
  expect(markupFaults('<p class="a">a &lt; b</p>')).toEqual([]);
});

test('pages of ordinary records are well-formed', () => {
  expect(pages(decided, 'html').map(markupFaults)).toEqual([[], [], [], [], []]);
});

test('no text of a record becomes markup', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const spoilt = spoil(decided, { text: (original) => original + text });
      for (const page of pages(spoilt, 'html')) expect(markupFaults(page)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('no text of a record becomes Markdown, and none is lost from a table', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const plain = pages(decided, 'markdown').map(shape);
      const spoilt = spoil(decided, { text: (original) => `${original} ${text}` });
      expect(pages(spoilt, 'markdown').map(shape)).toEqual(plain);
    }),
    { numRuns: 30 },
  );
});

/** What kind of line each line is, and the number of cells where it is a row. */
function shape(markdown: string): string {
  expect(markdown.replaceAll(/`[^`\n]*`/g, '').match(/[<>].{0,40}/)).toBeNull();
  return markdown
    .split('\n')
    .map((line) => (line.startsWith('| ') ? `row ${line.split(/(?<!\\)\|/).length}` : (/^(#+|-|---|$)/.exec(line)?.[0] ?? 'text')))
    .join('\n');
}

test('no text of a record moves the cursor of a terminal or adds a line', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = (subject: typeof decided): number => {
        const { validation, evidence } = subject;
        const shown =
          validationForTerminal({ validation, evidence: { kind: 'found', evidence }, now }) +
          pipelineForTerminal({ pipeline: validation.pipeline, builds: [validation], now });
        // oxlint-disable-next-line no-control-regex
        expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        return shown.split('\n').length;
      };
      expect(lines(spoil(decided, { text: (original) => original + text }))).toBe(lines(decided));
    }),
    { numRuns: 30 },
  );
});

test('JSON stays JSON, and inert where something takes it for HTML', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const page of pages(spoil(decided, { text: (original) => original + text }), 'json')) {
        expect(page).not.toMatch(/[<>&]/);
        expect(JSON.parse(page)).toMatchObject({ report: 1 });
      }
    }),
    { numRuns: 30 },
  );
});

test.each(['html', 'markdown'] as const)('no number of a record shows as NaN, Infinity or undefined in %s', (format) => {
  fc.assert(
    fc.property(numbers, (stream) => {
      const spoilt = spoil(decided, { number: () => stream.next().value ?? 0 });
      for (const page of pages(spoilt, format)) {
        expect(/(?:NaN|Infinity|∞|undefined|\[object|Invalid Date).{0,40}/.exec(page)).toBeNull();
        if (format === 'html') expect(markupFaults(page)).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});
