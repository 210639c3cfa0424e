/** Schemas of single values, each with the text that says how to fix it. */
import * as v from 'valibot';

/** A whole number of some unit within bounds, both included. */
export const whole = (unit: string, least: number, most: number) =>
  v.pipe(
    v.number(`must be a number of ${unit}`),
    v.integer(`must be a whole number of ${unit}`),
    v.minValue(least, `must be at least ${least} ${unit}`),
    v.maxValue(most, `must be at most ${most} ${unit}`),
  );

/** A number of some unit above zero. */
export const positive = (unit: string) => v.pipe(v.number(`must be a number of ${unit}`), v.gtValue(0, `must be more than 0 ${unit}`), v.finite(`must be a finite number of ${unit}`));

/** A name as CodePipeline accepts it. */
export const pipelineName = v.pipe(v.string('must be text'), v.regex(/^[A-Za-z0-9.@_-]{1,100}$/, 'must have 1 to 100 letters, digits and . @ _ -'));

/** An address that notifications go to. */
export const emailAddress = v.pipe(v.string('must be text'), v.email('must be an email address such as team@example.com'));

/** An EC2 instance type with a Graviton processor (the images are arm64), for example `t4g.micro`. */
export const armInstanceType = v.pipe(
  v.string('must be text'),
  v.regex(/^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/, 'must be an arm64 instance type such as t4g.micro'),
);
