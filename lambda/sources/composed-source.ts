/**
 * Several sources as one: each is asked for its own signatures at the same time as the others, within its own time.
 * One that is slow or broken answers for its own signatures only.
 */
import type { SeriesOutcome } from '../judge/series';
import { merged, nothing } from './merged-receipt';
import { routeOf } from './route';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from './source';

/** A source and how long it may take. Its concurrency is its own option. */
export interface Member {
  readonly source: MetricSource;
  /** Milliseconds after which its signatures are unreachable. Default 30,000. */
  readonly timeoutMilliseconds?: number;
}

interface Part {
  readonly name: string;
  readonly answers: readonly SeriesAnswer[];
  readonly receipt: SourceReceipt;
}

const defaultTimeout = 30_000;

const answerAll = (requests: readonly SeriesRequest[], outcome: SeriesOutcome): SeriesAnswer[] =>
  requests.map(({ id }) => ({ id, outcome }));

const unreachable = (name: string, why: string): SeriesOutcome => ({
  kind: 'unreachable',
  detail: `${name} ${why}`.replaceAll(/\s+/g, ' ').slice(0, 300),
});

/** Resolves after a time, unless it is called off. */
const after = (milliseconds: number): { readonly passed: Promise<'late'>; readonly cancel: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  return { passed, cancel: () => clearTimeout(timer) };
};

const askOne = async ({ source, timeoutMilliseconds = defaultTimeout }: Member, requests: readonly SeriesRequest[]): Promise<Part> => {
  const { name } = source;
  const time = after(timeoutMilliseconds);
  try {
    const result = await Promise.race([source.fetch(requests), time.passed]);
    return result === 'late'
      ? {
          name,
          answers: answerAll(requests, unreachable(name, `did not answer within ${timeoutMilliseconds / 1000} s`)),
          receipt: { ...nothing, calls: 1, milliseconds: timeoutMilliseconds },
        }
      : { name, ...result };
  } catch (error) {
    return {
      name,
      answers: answerAll(requests, unreachable(name, `failed: ${error instanceof Error ? error.message : String(error)}`)),
      receipt: nothing,
    };
  } finally {
    time.cancel();
  }
};

const absent = ({ signature, id }: SeriesRequest, source: string): SeriesAnswer => ({
  id,
  outcome: {
    kind: 'no-entity',
    detail: `the signature ${signature.id} is measured by the source ${source}, which is not set up here; set it up (docs/sources.md), or change "source"`,
  },
});

/** Composes sources; the first is the one for signatures that any source may supply. Never rejects. */
export const composeSources = (members: readonly Member[]): MetricSource => {
  const names = members.map(({ source }) => source.name);
  return {
    name: names.join(', '),
    async fetch(requests) {
      const routed = requests.map((request) => ({ request, route: routeOf(request.signature, names) }));
      const shares = members.map((member) => ({
        member,
        share: routed.filter(({ route }) => route.kind === 'ask' && route.source === member.source.name).map(({ request }) => request),
      }));
      const parts = await Promise.all(
        shares.filter(({ share }) => share.length > 0).map(async ({ member, share }) => askOne(member, share)),
      );
      const lost = routed.flatMap(({ request, route }) => (route.kind === 'absent' ? [absent(request, route.source)] : []));
      return { answers: [...parts.flatMap(({ answers }) => answers), ...lost], receipt: merged(parts) };
    },
  };
};
