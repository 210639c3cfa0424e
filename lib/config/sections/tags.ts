import * as v from 'valibot';
import { option } from '../option';

const key = v.pipe(
  v.string('must be text'),
  v.regex(/^(?!aws:)[\p{L}\p{N}\s_.:/=+@-]{1,128}$/u, 'must have 1 to 128 letters, digits and _ . : / = + - @, and not begin with aws:'),
);
const value = v.pipe(
  v.string('must be text'),
  v.regex(/^[\p{L}\p{N}\s_.:/=+@-]{1,256}$/u, 'must have 1 to 256 letters, digits and _ . : / = + - @'),
);

/** Tags of every resource. */
export const tagEntries = {
  tags: option(
    v.record(key, value, 'must be an object of tags, key: value'),
    { Application: 'unbreakable-pipeline' },
    'Tags of every resource, for example for cost allocation.',
  ),
  mandatoryTags: option(v.array(key, 'must be a list of keys'), [], 'Keys that `tags` must hold; a synth without one of them fails.'),
};

/** Whether every mandatory tag is there. */
export const hasMandatoryTags = ({
  tags,
  mandatoryTags,
}: {
  readonly tags: Readonly<Record<string, string>>;
  readonly mandatoryTags: readonly string[];
}): boolean => mandatoryTags.every((name) => Object.hasOwn(tags, name));
