/**
 * A line of the access log of an application load balancer, in its documented order:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format
 */

/** How a value stands in the line. */
type Kind = 'word' | 'quoted' | 'host:port' | 'request';

interface Field {
  readonly name: string;
  /** Type of Hive. */
  readonly type: 'string' | 'int' | 'bigint' | 'double';
  readonly kind: Kind;
}

const word = (name: string, type: Field['type'] = 'string'): Field => ({ name, type, kind: 'word' });
const quoted = (name: string): Field => ({ name, type: 'string', kind: 'quoted' });

const fields: readonly Field[] = [
  word('type'),
  word('time'),
  word('elb'),
  { name: 'client', type: 'string', kind: 'host:port' },
  { name: 'target', type: 'string', kind: 'host:port' },
  word('request_processing_time', 'double'),
  word('target_processing_time', 'double'),
  word('response_processing_time', 'double'),
  word('elb_status_code', 'int'),
  word('target_status_code'),
  word('received_bytes', 'bigint'),
  word('sent_bytes', 'bigint'),
  { name: 'request', type: 'string', kind: 'request' },
  quoted('user_agent'),
  word('ssl_cipher'),
  word('ssl_protocol'),
  word('target_group_arn'),
  quoted('trace_id'),
  quoted('domain_name'),
  quoted('chosen_cert_arn'),
  word('matched_rule_priority'),
  word('request_creation_time'),
  quoted('actions_executed'),
  quoted('redirect_url'),
  quoted('error_reason'),
  quoted('target_port_list'),
  quoted('target_status_code_list'),
  quoted('classification'),
  quoted('classification_reason'),
  word('conn_trace_id'),
];

const patterns: Readonly<Record<Kind, string>> = {
  word: '([^ ]*)',
  quoted: '"([^"]*)"',
  'host:port': '([^ ]*)[:-]([0-9]*)',
  request: '"([^ ]*) (.*) (- |[^ ]*)"',
};

/** Columns of a field: an address has two, a request line three. */
const columnsOf = ({ name, type, kind }: Field): readonly { readonly name: string; readonly type: string }[] => {
  if (kind === 'host:port')
    return [
      { name: `${name}_ip`, type },
      { name: `${name}_port`, type: 'int' },
    ];
  if (kind === 'request') return ['verb', 'url', 'proto'].map((part) => ({ name: `${name}_${part}`, type }));
  return [{ name, type }];
};

/** Columns of the table, in the order of the groups of the pattern. */
export const accessLogColumns = fields.flatMap(columnsOf);

/** What matches a whole line; AWS adds fields at the end, now and then, and older lines lack the last. */
export const accessLogPattern = `${fields
  .map(({ kind }, index) => (index === 0 ? patterns[kind] : index < firstOptional() ? ` ${patterns[kind]}` : `(?: ${patterns[kind]})?`))
  .join('')}.*`;

/** The last field came in 2024. */
function firstOptional(): number {
  return fields.length - 1;
}
