/** docs/configuration.md, from the schema of the configuration. */
import { optionsSchema } from '../../lib/config/config';

/** The parts of a schema that the page needs; every valibot schema has some of them. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly options?: readonly unknown[];
  readonly default?: unknown;
  readonly pipe?: readonly (Schema & {
    readonly description?: string;
    readonly metadata?: { readonly unit?: string; readonly range?: string };
  })[];
}

/** One option. */
export interface OptionRow {
  readonly path: string;
  readonly description: string | undefined;
  readonly fallback: unknown;
  /** What it may be. */
  readonly range: string;
  readonly unit: string;
}

const itemsOf = (schema: Schema): NonNullable<Schema['pipe']> => [
  ...(schema.pipe?.flatMap((item) => (item.type === schema.type ? itemsWithin(item) : [item])) ?? []),
  ...(schema.wrapped === undefined ? [] : itemsOf(schema.wrapped)),
];
/** A schema that is refined once more carries its own refinements inside. */
const itemsWithin = (schema: Schema): NonNullable<Schema['pipe']> => (schema.pipe === undefined ? [] : itemsOf(schema));
const core = (schema: Schema): Schema => (schema.wrapped === undefined ? schema : core(schema.wrapped));
const descriptionOf = (schema: Schema): string | undefined => itemsOf(schema).find((item) => item.description !== undefined)?.description;
const metadata = (schema: Schema, key: 'unit' | 'range'): string | undefined =>
  itemsOf(schema).find((item) => item.metadata?.[key] !== undefined)?.metadata?.[key];

function rangeOf(schema: Schema): string {
  const given = metadata(schema, 'range');
  if (given !== undefined) return given;
  const inner = core(schema);
  switch (inner.type) {
    case 'picklist':
      return (inner.options ?? []).map((option) => `\`${String(option)}\``).join(', ');
    case 'boolean':
      return '`true`, `false`';
    case 'array':
      return `list of ${inner.item === undefined ? 'values' : rangeOf(inner.item)}`;
    case 'record':
      return 'object, key: value';
    default:
      return inner.type === 'string' ? 'text' : inner.type.replaceAll('_', ' ');
  }
}

/** Every option below a schema, in the order of the schema. */
export function optionRows(schema: Schema = optionsSchema, path: readonly string[] = []): readonly OptionRow[] {
  const { entries } = core(schema);
  const description = descriptionOf(schema);
  // Entries that say nothing of themselves are part of the option above them.
  if (entries !== undefined && (description === undefined || Object.values(entries).some((entry) => descriptionOf(entry) !== undefined)))
    return Object.entries(entries).flatMap(([name, entry]) => optionRows(entry, [...path, name]));
  const fallback = schema.type === 'optional' ? schema.default : undefined;
  return [
    {
      path: path.join('.'),
      description,
      fallback,
      range: entries === undefined ? rangeOf(schema) : `object of ${Object.keys(entries).join(', ')}`,
      unit: metadata(schema, 'unit') ?? '',
    },
  ];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = ({ path, description = '', fallback, range, unit }: OptionRow): string =>
  `| \`${path}\` | ${fallback === undefined ? 'none' : `\`${JSON.stringify(fallback)}\``} | ${cell(range)} | ${unit} | ${cell(description)} |`;

/** The page. */
export const configurationPage = (): string =>
  [
    '# Configuration',
    '',
    'Made by `npx tsx scripts/write-docs.ts` from the schema in `lib/config`; a test keeps it equal.',
    '',
    '`unbreakable.config.ts` says what a team chose. Every option has a default: an empty object is a configuration. A wrong',
    'one ends `npx cdk synth` with one line per problem: the path, what was received, how to fix it. `unbreakable doctor`',
    'checks it together with the account.',
    '',
    '```ts',
    'export const config: ConfigInput = {',
    "  notificationEmails: ['team@example.com'],",
    "  critical: { pagers: ['secret:pager-address'] },",
    "  removal: 'retain',",
    "  tags: { CostCenter: '4711' },",
    "  mandatoryTags: ['CostCenter'],",
    '  production: { instances: 2, alarms: { latencySeconds: 0.3, sloPercent: 99.5 } },',
    '};',
    '```',
    '',
    '| option | default | allowed | unit | meaning |',
    '|---|---|---|---|---|',
    ...optionRows().map(row),
    '',
  ].join('\n');
