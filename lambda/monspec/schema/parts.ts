/** Building blocks of the schema. Their messages have two lines: what is wrong, and how to mend it. */
import * as v from 'valibot';
import { received } from '../text/issues';
import { useOneOf } from '../text/nearest';

/** A message for an issue: what is wrong, and how to mend it. */
export const say = (wrong: string, fix: string): string => `${wrong}\n${fix}`;

/** Valibot takes an array for an object; this hands it on as something that it refuses. */
const refuseArrays = <Schema extends v.GenericSchema>(schema: Schema): Schema => {
  const run = schema['~run'];
  return { ...schema, '~run': (dataset, config) => run.call(schema, Array.isArray(dataset.value) ? { value: null } : dataset, config) };
};

const objectExpected = say('This must be an object.', 'Write { … } with the keys that belong here.');

/** An object with these keys and no others. The message of an unknown key is the list of the known ones. */
export const shape = <Entries extends v.ObjectEntries>(entries: Entries) =>
  refuseArrays(v.objectWithRest(entries, v.never(Object.keys(entries).join(' ')), objectExpected));

/** An object with names as keys. */
export const named = <Value extends v.GenericSchema>(value: Value) =>
  refuseArrays(v.record(v.pipe(v.string(), v.minLength(1, say('A name must not be empty.', 'Give it a name.'))), value, objectExpected));

/** A list with at least one entry. */
export const filledList = <Item extends v.GenericSchema>(item: Item, of: string, example: string) =>
  v.pipe(
    v.array(item, say(`This must be a list of ${of}.`, 'Write [ … ].')),
    v.minLength(1, say(`This list of ${of} is empty, so nothing could be judged.`, `Add one, for example ${example}.`)),
  );

const longestText = 256;

/** A text of 1 to 256 characters. */
export const text = (what: string) => {
  const message = say(`${what} must be a text of 1 to ${longestText} characters.`, 'Write it in double quotes.');
  return v.pipe(v.string(message), v.minLength(1, message), v.maxLength(longestText, message));
};

/** A number inside inclusive bounds. */
export const numberFrom = (least: number, greatest: number, unit: string) => {
  const range = `from ${least.toLocaleString('en-US')} to ${greatest.toLocaleString('en-US')} (${unit})`;
  const message = say(`This must be a number ${range}.`, `Write a number ${range}, without quotes.`);
  return v.pipe(v.number(message), v.minValue(least, message), v.maxValue(greatest, message));
};

/** `true` or `false`. */
export const yesOrNo = v.boolean(say('This must be true or false.', 'Write true or false, without quotes.'));

/** A whole number inside inclusive bounds. */
export const wholeFrom = (least: number, greatest: number, unit: string) =>
  v.pipe(
    numberFrom(least, greatest, unit),
    v.integer(say('This must be a whole number.', `Write a whole number from ${least} to ${greatest} (${unit}).`)),
  );

/** One of some words. */
export const oneOf = <const Options extends readonly string[]>(what: string, options: Options) =>
  v.picklist(options, ({ input }) => say(`${received(input)} is not ${what}.`, useOneOf(input, options)));
