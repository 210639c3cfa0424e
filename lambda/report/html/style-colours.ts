/**
 * Every colour of the report, for light, dark and paper. Text keeps a contrast of at least 4.5 to 1 on its ground, and
 * what is drawn 3 to 1 (WCAG 2.2 AA, success criteria 1.4.3 and 1.4.11); a test computes both.
 */
export const light = {
  page: '#f5f6f8',
  card: '#ffffff',
  ink: '#13181f',
  soft: '#515c69',
  line: '#dfe3e8',
  link: '#1b56b8',
  candidate: '#1a56db',
  baseline: '#6b7785',
  limit: '#b3261e',
  beyond: '#fbeceb',
  gap: '#eef0f3',
  good: '#0b6636',
  'good-tint': '#dff4e7',
  bad: '#9c1b13',
  'bad-tint': '#fce4e2',
  warn: '#754a00',
  'warn-tint': '#fcefd2',
  open: '#53359a',
  'open-tint': '#ece6fb',
  quiet: '#434e5a',
  'quiet-tint': '#e9ecf0',
} as const;

export const dark: Readonly<Record<keyof typeof light, string>> = {
  page: '#0d1015',
  card: '#151a21',
  ink: '#e9edf2',
  soft: '#a2adba',
  line: '#2a323c',
  link: '#8ab4ff',
  candidate: '#7aaeff',
  baseline: '#8c98a7',
  limit: '#ff8f85',
  beyond: '#2b1a1d',
  gap: '#212831',
  good: '#86e0ab',
  'good-tint': '#12321f',
  bad: '#ffa8a0',
  'bad-tint': '#471c1a',
  warn: '#f3c776',
  'warn-tint': '#3a2b0c',
  open: '#c9b5ff',
  'open-tint': '#2e2350',
  quiet: '#bcc6d1',
  'quiet-tint': '#262e38',
};

function declare(palette: Readonly<Record<string, string>>): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}

export const colours = `
:root{color-scheme:light dark;${declare(light)}}
@media screen and (prefers-color-scheme:dark){:root{${declare(dark)}}}
`;
