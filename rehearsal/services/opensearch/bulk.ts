/** Bulk requests: lines of JSON, an action and its document in turn, each answered by itself. */
import * as v from 'valibot';
import { randomUUID } from 'node:crypto';
import type { Principal } from '../../cloud/service';
import type { SearchAnswer } from '../../http/search-protocol';
import { failure, forbidden, ok } from './answers';
import type { ItemRefusal, SearchControl } from './control';
import type { Domain } from './domain';
import { misfit } from './mapping-check';

const target = v.strictObject({ _index: v.pipe(v.string(), v.nonEmpty()), _id: v.exactOptional(v.string()) });
const action = v.union([v.strictObject({ index: target }), v.strictObject({ create: target })]);

interface Item {
  readonly verb: 'index' | 'create';
  readonly index: string;
  readonly id: string;
  readonly text: string;
}

/** Answers `POST /_bulk`. */
export const bulk = (domain: Domain, control: SearchControl, body: string, caller: Principal): SearchAnswer => {
  if (!domain.security.may(caller, { on: 'cluster', action: 'bulk' })) return forbidden('indices:data/write/bulk', nameOf(caller));
  const failing = control.failureOfRequest();
  if (failing !== undefined) return failure(failing, 'unavailable', 'the domain does not take bulk requests now');
  if (!body.endsWith('\n'))
    return failure(400, 'illegal_argument_exception', String.raw`The bulk request must be terminated by a newline [\n]`);
  const items = parse(body);
  if (items === undefined) return failure(400, 'illegal_argument_exception', 'Malformed action/metadata line');
  const answers = items.map((item) => ({ [item.verb]: answerTo(domain, control, item, caller) }));
  const errors = answers.some((answer) => Object.values(answer).some(({ status }) => status >= 300));
  return ok({ took: 1, errors, items: answers });
};

const parse = (body: string): readonly Item[] | undefined => {
  const lines = body.split('\n').slice(0, -1);
  const items: Item[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), action), lines[at]);
    const text = lines[at + 1];
    if (!parsed.success || text === undefined) return undefined;
    const [verb, { _index: index, _id: id = randomUUID() }] =
      'index' in parsed.output ? (['index', parsed.output.index] as const) : (['create', parsed.output.create] as const);
    items.push({ verb, index, id, text });
  }
  return items.length === 0 ? undefined : items;
};

const answerTo = (domain: Domain, control: SearchControl, item: Item, caller: Principal) => {
  const place = { _index: item.index, _id: item.id };
  const refusal = refusalOf(domain, control, item, caller);
  if (refusal !== undefined) return { ...place, status: refusal.status, error: { type: refusal.type, reason: refusal.reason } };
  const { documents } = domain.indices.open(item.index);
  const known = documents.has(item.id);
  documents.set(item.id, { id: item.id, source: JSON.parse(item.text) as Readonly<Record<string, unknown>> });
  return { ...place, result: known ? 'updated' : 'created', status: known ? 200 : 201 };
};

const refusalOf = (domain: Domain, control: SearchControl, item: Item, caller: Principal): ItemRefusal | undefined => {
  const { index } = item;
  const needed = domain.indices.has(index) ? (['write'] as const) : (['write', 'create'] as const);
  const missing = needed.find((each) => !domain.security.may(caller, { on: 'index', action: each, index }));
  if (missing !== undefined)
    return {
      status: 403,
      type: 'security_exception',
      reason: `no permissions for [${missing}] on [${index}] and User [name=${nameOf(caller)}]`,
    };
  const wanted = control.refusalOf(item);
  if (wanted !== undefined) return wanted;
  const source = objectOf(item.text);
  if (source === undefined) return parsing('failed to parse');
  const mappings = domain.indices.has(index) ? domain.indices.open(index).mappings : domain.settings.mappingsFor(index);
  const why = misfit(mappings, source);
  if (why !== undefined) return parsing(`${why} in document with id '${item.id}'`);
  const conflict = item.verb === 'create' && domain.indices.has(index) && domain.indices.open(index).documents.has(item.id);
  return conflict ? { status: 409, type: 'version_conflict_engine_exception', reason: `[${item.id}]: document already exists` } : undefined;
};

const parsing = (reason: string): ItemRefusal => ({ status: 400, type: 'mapper_parsing_exception', reason });

const objectOf = (text: string): Readonly<Record<string, unknown>> | undefined => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), text);
  return parsed.success ? parsed.output : undefined;
};

const nameOf = (caller: Principal): string => (caller.kind === 'role' ? caller.arn : caller.kind);
