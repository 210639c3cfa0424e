/** Secrets that Secrets Manager makes up. */
import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import { flag, numeric } from '../input';

/** GenerateSecretString of a template. */
export const generation = v.object({
  SecretStringTemplate: v.exactOptional(v.string()),
  GenerateStringKey: v.exactOptional(v.string()),
  PasswordLength: v.optional(v.pipe(numeric, v.minValue(1), v.maxValue(4096)), 32),
  ExcludeCharacters: v.optional(v.string(), ''),
  ExcludeLowercase: v.optional(flag, false),
  ExcludeUppercase: v.optional(flag, false),
  ExcludeNumbers: v.optional(flag, false),
  ExcludePunctuation: v.optional(flag, false),
  IncludeSpace: v.optional(flag, false),
  RequireEachIncludedType: v.optional(flag, true),
});

export type Generation = v.InferOutput<typeof generation>;

const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const punctuation = String.raw`!"#$%&'()*+,-./:;<=>?@[\]^_{|}~` + '`';

/** A drawn password, put into the template under its key where one is given. */
export const randomSecret = (given: Generation): string => {
  const password = draw(given);
  if (given.SecretStringTemplate === undefined || given.GenerateStringKey === undefined) return password;
  const template = JSON.parse(given.SecretStringTemplate) as Readonly<Record<string, unknown>>;
  return JSON.stringify({ ...template, [given.GenerateStringKey]: password });
};

const draw = (given: Generation): string => {
  const sets = [
    given.ExcludeLowercase ? '' : lowercase,
    given.ExcludeUppercase ? '' : lowercase.toUpperCase(),
    given.ExcludeNumbers ? '' : '0123456789',
    given.ExcludePunctuation ? '' : punctuation,
    given.IncludeSpace ? ' ' : '',
  ].map((set) => Array.from(set).filter((character) => !given.ExcludeCharacters.includes(character)));
  const usable = sets.filter((set) => set.length > 0);
  const required = given.RequireEachIncludedType ? usable.map(pick) : [];
  const rest = Array.from({ length: given.PasswordLength - required.length }, () => pick(usable.flat()));
  return shuffle([...required, ...rest]).join('');
};

const pick = (characters: readonly string[]): string => characters[randomInt(characters.length)] ?? '';

const shuffle = (characters: readonly string[]): readonly string[] =>
  characters
    .map((character) => ({ character, at: randomInt(2 ** 32) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ character }) => character);
