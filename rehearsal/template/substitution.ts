/** The `${…}` of Fn::Sub; `${!x}` stands for the text `${x}`. */
const variable = /\$\{(!?)([^}]+)\}/g;

/** Names that a text refers to. */
export const substitutions = (text: string): readonly string[] =>
  [...text.matchAll(variable)].filter(([, literal]) => literal !== '!').map(([, , name]) => (name ?? '').trim());

/** The text with every variable replaced. */
export const substitute = (text: string, valueOf: (name: string) => string): string =>
  text.replaceAll(variable, (_whole, literal: string, name: string) => (literal === '!' ? `\${${name}}` : valueOf(name.trim())));
