import { createHash } from 'node:crypto';
import { dark, light } from '../../../lambda/report/html/style-colours';
import { styleHash } from '../../../lambda/report/html/style';
import { contentSecurityPolicy } from '../../../lambda/report/answer';
import { renderPipeline } from '../../../lambda/report/render';

type Colour = keyof typeof light;

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds: readonly Colour[] = ['page', 'card'];
const text: readonly [Colour, Colour][] = [
  ...grounds.flatMap((ground) => (['ink', 'soft', 'link'] as const).map((colour): [Colour, Colour] => [colour, ground])),
  ...(['good', 'bad', 'warn', 'open', 'quiet'] as const).map((tone): [Colour, Colour] => [tone, `${tone}-tint`]),
  ['limit', 'card'],
  ['limit', 'beyond'],
  ['soft', 'gap'],
];
const drawn: readonly [Colour, Colour][] = (['candidate', 'baseline', 'limit', 'warn', 'open'] as const).flatMap((mark) =>
  (['card', 'beyond', 'gap'] as const).map((ground): [Colour, Colour] => [mark, ground]),
);

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s', (_, palette) => {
  test.each(text)('text in %s on %s can be read (4.5 to 1)', (colour, ground) => {
    expect(contrast(palette[colour], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(drawn)('what is drawn in %s on %s can be seen (3 to 1)', (colour, ground) => {
    expect(contrast(palette[colour], palette[ground])).toBeGreaterThanOrEqual(3);
  });
});

test('the policy allows the page its own style sheet and nothing else', () => {
  const page = renderPipeline({ pipeline: 'p', builds: [], now: 0 }, 'html');
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? [];
  expect(styleHash).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`);
  expect(contentSecurityPolicy).toBe(
    `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(page).not.toMatch(/<script|<link|<img|<iframe|<form| style=|url\(/);
});
