/** Wildcards of policies: `*` is any text, `?` any one character. */
export const matches = (pattern: string, text: string): boolean => compile(pattern).test(text);

/** Action names differ only in their letters' case for people; IAM ignores it. */
export const matchesAction = (pattern: string, action: string): boolean => matches(pattern.toLowerCase(), action.toLowerCase());

const compiled = new Map<string, RegExp>();

const compile = (pattern: string): RegExp => {
  const known = compiled.get(pattern);
  if (known) return known;
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  compiled.set(pattern, expression);
  return expression;
};

/** Members of policies are one value or a list. */
export const list = <Value>(given: Value | readonly Value[] | undefined): readonly Value[] =>
  given === undefined ? [] : Array.isArray(given) ? (given as readonly Value[]) : [given as Value];
