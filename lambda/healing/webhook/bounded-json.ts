/** JSON from outside: bounded in depth before anything recursive touches it. */

/** Deepest nesting of objects and arrays that is read. */
export const deepestNesting = 32;

export type BoundedJson =
  | { readonly kind: 'parsed'; readonly value: unknown }
  /** `why` is a sentence for the sender. */
  | { readonly kind: 'refused'; readonly why: string };

/** The depth of a JSON text, without parsing it; strings do not count. */
export const nestingOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (inString) {
      if (character === 0x5c) {
        index += 1;
      } else if (character === 0x22) {
        inString = false;
      }
    } else if (character === 0x22) {
      inString = true;
    } else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === 0x7d || character === 0x5d) {
      depth -= 1;
    }
  }
  return deepest;
};

export const parseBounded = (text: string): BoundedJson => {
  if (nestingOf(text) > deepestNesting) {
    return { kind: 'refused', why: `The JSON is nested deeper than ${deepestNesting} levels.` };
  }
  try {
    return { kind: 'parsed', value: JSON.parse(text) };
  } catch {
    return { kind: 'refused', why: 'The text is no JSON.' };
  }
};
