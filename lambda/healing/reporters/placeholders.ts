/**
 * Mends what custom payloads of Dynatrace get wrong, where they are no JSON: placeholders that were never filled in,
 * values without quotes, and JSON that was put between quotes.
 */

/** `"Key": {ProblemDetailsJSON}` → `"Key": null` */
const unfilled = (text: string): string => text.replaceAll(/(:\s*)"?\{[A-Za-z][A-Za-z0-9]*\}"?(?=\s*[,}])/g, '$1null');

/** `"State": OPEN` → `"State": "OPEN"`; numbers, true, false and null stay. */
const unquoted = (text: string): string =>
  text.replaceAll(
    /("\w[\w ]*"\s*:\s*)(?!true\b|false\b|null\b|-?\d+(?:\.\d+)?\s*[,}])([-A-Za-z0-9_.][^\s",{}[\]:]*)(?=\s*[,}])/g,
    '$1"$2"',
  );

/** `"ImpactedEntities": "[{"type":…}]"` → without the outer quotes. */
const overquoted = (text: string): string =>
  text
    .replaceAll(/("(?:ImpactedEntities|ProblemDetailsJSON(?:v2)?)"\s*:\s*)"([[{])/g, '$1$2')
    .replaceAll(/([\]}])"(?=\s*(?:,\s*"\w|\}\s*$))/g, '$1');

/** The mended text; it may still be no JSON. */
export const mendPlaceholders = (text: string): string => overquoted(unquoted(unfilled(text)));
