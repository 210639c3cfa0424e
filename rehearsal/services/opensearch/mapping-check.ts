/** Whether a document fits the mapping of its index, as far as the types of the rehearsal's templates go. */
import type { Mappings } from './settings';

type Check = (value: unknown) => boolean;

const scalar: Check = (value) => ['string', 'number', 'boolean'].includes(typeof value);
const isDate: Check = (value) =>
  typeof value === 'number' || (typeof value === 'string' && isoDate.test(value) && !Number.isNaN(Date.parse(value)));
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber: Check = (value) =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));

const checks: Readonly<Record<string, Check>> = {
  date: isDate,
  keyword: scalar,
  text: scalar,
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  long: isNumber,
  integer: isNumber,
  double: isNumber,
  flat_object: isObject,
  object: isObject,
};

/** Why a document is refused; undefined where it is taken. A missing or null member is no value at all. */
export const misfit = ({ dynamic, properties }: Mappings, source: Readonly<Record<string, unknown>>): string | undefined => {
  for (const [name, value] of Object.entries(source)) {
    const type = properties[name]?.type;
    if (type === undefined && dynamic === 'strict')
      return `mapping set to strict, dynamic introduction of [${name}] within [_doc] is not allowed`;
    const values = Array.isArray(value) && type !== undefined ? value : [value];
    const bad = type !== undefined && values.some((each) => each !== null && each !== undefined && checks[type]?.(each) === false);
    if (bad) return `failed to parse field [${name}] of type [${type}]`;
  }
  return undefined;
};
