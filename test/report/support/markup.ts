/** A strict reader of the markup that pages consist of: whatever a browser might repair, it refuses. */

const elements = new Set(
  'html head meta title style body header div span svg path circle rect line g text desc nav a main section article h1 h2 h3 p ul ol li dl dt dd code strong time figure figcaption table caption thead tbody tr th td footer'.split(
    ' ',
  ),
);
const attributes = new Set(
  'lang charset name content class href viewBox aria-hidden aria-label aria-labelledby role id datetime scope d x y x1 x2 y1 y2 cx cy r width height'.split(
    ' ',
  ),
);
const empty = new Set(['meta']);
const token = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*) ?(\/?)>|[^<]+|</gy;
const attribute = / ([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"<>]*)")?/g;

/** One thing that is wrong with a page's markup; none for a good page. */
export function markupFaults(html: string): readonly string[] {
  const body = html.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '<style></style>');
  const faults: string[] = [];
  const open: string[] = [];
  for (const [all, close, name, list = '', closed] of body.matchAll(token)) {
    if (name === undefined) {
      if (all === '<') faults.push('an unescaped <');
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(all)) faults.push(`an unescaped & in ${all}`);
      continue;
    }
    if (!elements.has(name)) faults.push(`an element ${name}`);
    faults.push(...attributeFaults(list));
    if (close === '/' && open.pop() !== name) faults.push(`</${name}> closes another element`);
    if (close === '' && closed === '' && !empty.has(name)) open.push(name);
  }
  if (open.length > 0) faults.push(`not closed: ${open.join(' ')}`);
  return faults;
}

function attributeFaults(list: string): readonly string[] {
  return [...list.matchAll(attribute)].flatMap(([, name = '', value = '']) => {
    const faults = attributes.has(name) ? [] : [`an attribute ${name}`];
    if (name === 'href' && !value.startsWith('https://report.example/')) faults.push(`a link to ${value}`);
    return faults;
  });
}
