/** Schemas of single values, each with the text that says how to fix it. */
import * as v from 'valibot';

/** A whole number of some unit within bounds, both included. */
export const whole = (unit: string, least: number, most: number) =>
  v.pipe(
    v.number(`must be a number of ${unit}`),
    v.integer(`must be a whole number of ${unit}`),
    v.minValue(least, `must be at least ${least} ${unit}`),
    v.maxValue(most, `must be at most ${most} ${unit}`),
    v.metadata({ unit, range: `${least} to ${most}` }),
  );

/** A number of some unit above zero. */
export const positive = (unit: string) =>
  v.pipe(
    v.number(`must be a number of ${unit}`),
    v.gtValue(0, `must be more than 0 ${unit}`),
    v.finite(`must be a finite number of ${unit}`),
    v.metadata({ unit, range: 'more than 0' }),
  );

/** A share in percent, both ends excluded. */
export const percent = v.pipe(
  v.number('must be a number of percent'),
  v.gtValue(0, 'must be more than 0 percent'),
  v.ltValue(100, 'must be less than 100 percent'),
  v.metadata({ unit: 'percent', range: 'between 0 and 100' }),
);

/** A name as CodePipeline accepts it. */
export const pipelineName = v.pipe(
  v.string('must be text'),
  v.regex(/^[A-Za-z0-9.@_-]{1,100}$/, 'must have 1 to 100 letters, digits and . @ _ -'),
  v.metadata({ range: '1 to 100 letters, digits and . @ _ -' }),
);

/** An address that notifications go to. */
export const emailAddress = v.pipe(
  v.string('must be text'),
  v.email('must be an email address such as team@example.com'),
  v.metadata({ range: 'email address' }),
);

/** A telephone number that SMS go to. */
export const phoneNumber = v.pipe(
  v.string('must be text'),
  v.regex(/^\+[1-9]\d{6,14}$/, 'must be a telephone number such as +4366012345678'),
  v.metadata({ range: 'telephone number in E.164' }),
);

/**
 * A pager's webhook: its address, or `secret:NAME` for a Secrets Manager secret whose value is the address, since many
 * such addresses are themselves the key.
 */
export const pager = v.pipe(
  v.string('must be text'),
  v.regex(/^(https:\/\/\S+|secret:[\w/+=.@-]+)$/, 'must be an https address, or secret: and the name of a secret that holds one'),
  v.metadata({ range: 'https address, or `secret:NAME`' }),
);

/** An EC2 instance type with a Graviton processor (the images are arm64), for example `t4g.micro`. */
export const armInstanceType = v.pipe(
  v.string('must be text'),
  v.regex(/^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/, 'must be an arm64 instance type such as t4g.micro'),
  v.metadata({ range: 'arm64 instance type' }),
);

/** Name of a secret of Secrets Manager, for example `unbreakable/dynatrace`. */
export const secretName = v.pipe(
  v.string('must be text'),
  v.regex(/^[\w/+=.@-]{1,512}$/, 'must be the name of a secret: 1 to 512 letters, digits and / _ + = . @ -, no ARN'),
  v.metadata({ range: '1 to 512 letters, digits and / _ + = . @ -' }),
);
