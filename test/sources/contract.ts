/** What every metric source keeps, whatever it speaks to. Run by the tests of each adapter. */
import type { NoSeriesKind } from '../../lambda/judge/series';
import type { Limits } from '../../lambda/sources/http/limits';
import type { MetricSource, SeriesRequest } from '../../lambda/sources/source';
import type { Fault, StandIn } from './support/stand-in';

/** An adapter and what it reads. */
export interface Running {
  /** The adapter, with waits that take no time. */
  source(limits?: Partial<Limits>): MetricSource;
  /** Asks for requests per minute over ten minutes of an environment that there is. */
  readonly request: SeriesRequest;
  /** The same in an environment that there is not. */
  readonly elsewhere: SeriesRequest;
  /** What there is for a minute of the window: a value, or nothing. Minutes may lie before and after the window. */
  hold(value: (minute: number) => number | null): void;
}

/** An adapter of a provider behind a network, and the stand-in in its place. */
export interface RunningRemotely extends Running {
  readonly server: StandIn;
  /** An adapter of an address where nothing listens. */
  unreachable(): MetricSource;
  /** Answers in pages of so many minutes from now on, where the provider has pages. */
  inPages?(minutes: number): void;
  /** Lets the request of `crowd` match 5,000 entities or series, where one is meant. */
  crowd(): SeriesRequest;
  /** Everything that must not be seen outside a request. */
  readonly secrets: readonly string[];
}

export interface Harness<Started extends Running> {
  readonly name: string;
  readonly start: () => Promise<Started>;
}

export interface RemoteHarness extends Harness<RunningRemotely> {
  /** Where the provider's client understands a fault differently. */
  readonly kinds?: Readonly<Record<string, NoSeriesKind>>;
}

const status = (code: number): Fault => ({ kind: 'status', status: code });

/** Faults that last, and what becomes of them. */
const lasting: readonly (readonly [string, Fault, NoSeriesKind])[] = [
  ['400', status(400), 'bad-query'],
  ['401', status(401), 'unauthorised'],
  ['403', status(403), 'unauthorised'],
  ['404', status(404), 'bad-query'],
  ['429', status(429), 'throttled'],
  ['500', status(500), 'unreachable'],
  ['503', status(503), 'unreachable'],
  ['a redirect to a log-in page', { kind: 'status', status: 302, headers: { location: 'https://login.example.com/' } }, 'unreachable'],
  ['HTML instead of JSON', { kind: 'html' }, 'unreachable'],
  ['JSON of another shape', { kind: 'shape' }, 'partial'],
  ['a truncated body', { kind: 'truncated' }, 'partial'],
  ['12 MiB', { kind: 'huge' }, 'bad-query'],
  ['a connection that is dropped', { kind: 'hang-up' }, 'unreachable'],
];

/** Faults after which another attempt is worth it. */
const passing: readonly (readonly [string, Fault])[] = [
  ['429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  ['503', status(503)],
  ['a truncated body', { kind: 'truncated' }],
  ['a connection that is dropped', { kind: 'hang-up' }],
];

const outcomeOf = async (running: Running, request = running.request, limits?: Partial<Limits>) =>
  (await running.source(limits).fetch([request])).answers[0]!.outcome;

/** What values become, whatever the adapter reads. */
export const describeValues = ({ name, start }: Harness<Running>): void => {
  describe(`${name} keeps the contract of a metric source`, () => {
    let running: Running;

    beforeEach(async () => {
      running = await start();
    });

    test('a series has its values in order, its unit, its period and where it comes from', async () => {
      running.hold((minute) => 100 + minute);
      const outcome = await outcomeOf(running);
      expect(outcome).toMatchObject({
        kind: 'series',
        unit: 'requests/min',
        series: {
          kind: 'level',
          periodSeconds: 60,
          start: running.request.window.start,
          values: [100, 101, 102, 103, 104, 105, 106, 107, 108, 109],
        },
      });
      expect(outcome.kind === 'series' && outcome.provenance).toMatch(/\w/);
    });

    test('a minute without a value is missing, never zero', async () => {
      running.hold((minute) => (minute % 2 === 0 ? 7 : null));
      expect(await outcomeOf(running)).toMatchObject({ kind: 'series', series: { values: [7, null, 7, null, 7, null, 7, null, 7, null] } });
    });

    test('zero is a value', async () => {
      running.hold(() => 0);
      expect(await outcomeOf(running)).toMatchObject({ kind: 'series', series: { values: Array.from({ length: 10 }, () => 0) } });
    });

    test('values outside the window are left out: a provider whose clock differs gives no data, not wrong data', async () => {
      running.hold((minute) => (minute < 0 || minute >= 10 ? 5 : null));
      expect(await outcomeOf(running)).toMatchObject({ kind: 'no-data' });
    });

    test('no values are no data, and the outcome says where was looked', async () => {
      running.hold(() => null);
      const outcome = await outcomeOf(running);
      expect(outcome.kind === 'no-data' && outcome.detail).toMatch(/10:00/);
    });

    test('an unknown environment has no entity', async () => {
      running.hold(() => 1);
      expect((await outcomeOf(running, running.elsewhere)).kind).toBe('no-entity');
    });

    test('every request is answered under its own name', async () => {
      running.hold(() => 1);
      const { answers } = await running.source().fetch(['b', 'a', 'c'].map((id) => ({ ...running.request, id })));
      expect(answers.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    });

    test('nothing asked is nothing answered', async () => {
      expect(await running.source().fetch([])).toMatchObject({ answers: [], receipt: { calls: 0 } });
    });
  });
};

/** What a provider behind a network may do to an adapter. */
export const describeContract = ({ name, start, kinds = {} }: RemoteHarness): void => {
  let running: RunningRemotely;
  const started = async (): Promise<RunningRemotely> => {
    running = await start();
    return running;
  };

  afterEach(async () => running.server.stop());

  describeValues({ name, start: started });

  describe(`${name} keeps the contract when its provider does not`, () => {
    beforeEach(started);

    test('the receipt says what was sent', async () => {
      running.hold(() => 1);
      const { receipt } = await running.source().fetch([running.request]);
      expect(receipt.calls).toBe(running.server.requests.length);
    });

    test('equal requests are sent once', async () => {
      running.hold(() => 1);
      await running.source().fetch([running.request]);
      const once = running.server.requests.length;
      await running.source().fetch(['a', 'b', 'c'].map((id) => ({ ...running.request, id })));
      expect(running.server.requests.length - once).toBe(once);
    });

    test.each(lasting)('%s that lasts', async (what, fault, kind) => {
      running.hold(() => 1);
      running.server.constantFault = fault;
      const outcome = await outcomeOf(running);
      expect(outcome.kind).toBe(kinds[what] ?? kind);
      const text = JSON.stringify(outcome);
      expect(running.secrets.filter((secret) => text.includes(secret))).toEqual([]);
    });

    test.each(passing)('%s that passes', async (_, fault) => {
      running.hold(() => 1);
      running.server.faults.push(fault);
      expect(await outcomeOf(running)).toMatchObject({ kind: 'series' });
    });

    test('a provider that never answers is given up on', async () => {
      running.server.constantFault = { kind: 'silent' };
      expect(await outcomeOf(running, running.request, { deadlineMilliseconds: 150, attemptMilliseconds: 50 })).toMatchObject({
        kind: 'unreachable',
      });
    });

    test.each([
      ['an hour ahead', 3_600_000],
      ['a day behind', -86_400_000],
    ])('a provider whose clock is %s still has what it has', async (_, skew) => {
      running.hold((minute) => minute);
      const right = await outcomeOf(running);
      const { clock } = running.server;
      running.server.clock = () => clock() + skew;
      expect(await outcomeOf(running)).toEqual(right);
      expect(right.kind).toBe('series');
    });

    test('an answer in several pages is read to its end, where the provider has pages', async () => {
      running.hold((minute) => minute);
      const whole = await outcomeOf(running);
      running.inPages?.(3);
      expect(await outcomeOf(running)).toEqual(whole);
    });

    test('5,000 matches where one is meant are refused, with their number or with how to narrow them', async () => {
      running.hold(() => 1);
      const outcome = await outcomeOf(running, running.crowd());
      expect(['bad-query', 'no-entity']).toContain(outcome.kind);
      expect(outcome.kind !== 'series' && outcome.detail).toMatch(/5000|several series|narrow|group by/);
    });

    test('a closed port is unreachable', async () => {
      const { answers } = await running.unreachable().fetch([running.request]);
      expect(answers[0]!.outcome).toMatchObject({ kind: 'unreachable' });
    });
  });
};
