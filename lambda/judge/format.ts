/** Numbers as people read them, with their units. */

/** Formats by significant digits; each costs more to make than a whole verdict. */
const formats = new Map<number, Intl.NumberFormat>();

const formatOf = (digits: number): Intl.NumberFormat => {
  const format = formats.get(digits) ?? new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits });
  formats.set(digits, format);
  return format;
};

const spell = (value: number, digits: number): string => {
  const whole = Math.trunc(Math.abs(value)).toString().length;
  return formatOf(Math.max(digits, whole)).format(value);
};

const fewest = 3;
const most = 9;

/** The smallest number of significant digits, 3 to 9, with which different values also look different. */
const digitsFor = (values: readonly number[]): number => {
  const distinct = new Set(values).size;
  for (let digits = fewest; digits < most; digits += 1) {
    if (new Set(values.map((value) => spell(value, digits))).size === distinct) {
      return digits;
    }
  }
  return most;
};

/** Writes values that stand in one sentence, for example `612 ms`, with enough digits to tell them apart. */
export const quantities = <Values extends readonly number[]>(unit: string, ...values: Values): { [Index in keyof Values]: string } => {
  const digits = digitsFor(values);
  return values.map((value) => `${spell(value, digits)} ${unit}`) as { [Index in keyof Values]: string };
};

/** A change for people: two significant digits, or all whole ones. */
export const roughly = (value: number): string => spell(value, 2);

/** A number that somebody wrote, as it was written. */
export const exactly = (value: number): string => spell(value, most);
