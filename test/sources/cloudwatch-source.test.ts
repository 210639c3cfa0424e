import type { ServerResponse } from 'node:http';
import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import type { SeriesRequest } from '../../lambda/sources/source';
import { awsError, clientFor, CloudWatchServer, json, result, type Answer, type Points, type WireRequest } from './cloudwatch-server';
import { dimensions, key, request, signature, start, windowOf } from './requests';

const second = start / 1000;
let server: CloudWatchServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const fetchFrom = async (answer: Answer, requests: readonly SeriesRequest[], options: { attempts?: number; deadline?: number } = {}) => {
  server = await CloudWatchServer.start(answer);
  const source = new CloudWatchSource(server.client(options.attempts), { clock: () => 0, deadlineMilliseconds: options.deadline ?? 5_000 });
  return source.fetch(requests);
};

const outcomeFrom = async (answer: Answer, of: SeriesRequest, options?: { attempts?: number; deadline?: number }) => {
  const { answers } = await fetchFrom(answer, [of], options);
  return answers[0]!.outcome;
};

/** Points of the first `minutes` minutes. */
const every = (minutes: number, value: (minute: number) => number | string): Points =>
  Object.fromEntries(Array.from({ length: minutes }, (_, minute) => [second + minute * 60, value(minute)]));

type Table = Readonly<Record<string, Points>>;

/** Answers every query from a table of `Metric Stat`. */
const from =
  (table: Table): Answer =>
  (wire: WireRequest, response: ServerResponse) =>
    json(response, {
      MetricDataResults: wire.MetricDataQueries.map(({ Id, MetricStat: { Metric, Stat } }) =>
        result(Id, table[`${Metric.MetricName} ${Stat}`] ?? {}),
      ),
    });

const responseTime = request(signature('service.responsetime'));
const failureRate = request(signature('service.failurerate'));

test('response times come in milliseconds, weighted by the requests behind them', async () => {
  const outcome = await outcomeFrom(
    from({ 'TargetResponseTime Average': every(10, () => 0.3), 'TargetResponseTime SampleCount': every(10, (minute) => 100 + minute) }),
    responseTime,
  );
  expect(outcome).toMatchObject({
    kind: 'series',
    unit: 'ms',
    series: {
      kind: 'level',
      periodSeconds: 60,
      start,
      values: Array.from({ length: 10 }, () => 300),
      weights: [100, 101, 102, 103, 104, 105, 106, 107, 108, 109],
    },
  });
});

test('a request carries namespace, dimensions, period, statistic and the window', async () => {
  await outcomeFrom(from({}), request(signature('service.responsetime', 'p90')));
  expect(server!.requests).toMatchObject([
    {
      StartTime: second,
      EndTime: second + 600,
      MetricDataQueries: [
        {
          MetricStat: {
            Metric: {
              Namespace: 'AWS/ApplicationELB',
              MetricName: 'TargetResponseTime',
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: 60,
            Stat: 'p90',
          },
        },
        { MetricStat: { Stat: 'SampleCount' } },
      ],
    },
  ]);
});

test.each([
  ['avg', 'Average'],
  ['min', 'Minimum'],
  ['max', 'Maximum'],
  ['median', 'p50'],
  ['p99.9', 'p99.9'],
] as const)('the aggregate %s of a response time is the statistic %s', async (aggregate, statistic) => {
  await outcomeFrom(from({}), request(signature('service.responsetime', aggregate)));
  expect(server!.requests[0]!.MetricDataQueries[0]!.MetricStat.Stat).toBe(statistic);
});

test('no reported errors are zero errors where requests were counted', async () => {
  const outcome = await outcomeFrom(
    from({ 'RequestCount Sum': every(10, () => 120), 'HTTPCode_Target_5XX_Count Sum': { [second + 60]: 6 } }),
    failureRate,
  );
  expect(outcome).toMatchObject({ kind: 'series', unit: '%', series: { kind: 'rate', numerator: [0, 6, 0, 0, 0, 0, 0, 0, 0, 0] } });
});

test('minutes without a request count are missing, even where errors were counted', async () => {
  const outcome = await outcomeFrom(
    from({ 'RequestCount Sum': every(2, () => 120), 'HTTPCode_Target_5XX_Count Sum': every(3, () => 1) }),
    failureRate,
  );
  expect(outcome).toMatchObject({ series: { numerator: [1, 1, null, null, null, null, null, null, null, null] } });
});

test('what the load balancer answers in place of a crashed target counts as failed, and no minute fails more than altogether', async () => {
  const table = {
    'RequestCount Sum': every(4, () => 100),
    'HTTPCode_Target_5XX_Count Sum': every(1, () => 2),
    'HTTPCode_ELB_5XX_Count Sum': every(5, (minute) => minute * 60),
  };
  expect(await outcomeFrom(from(table), failureRate)).toMatchObject({
    series: { numerator: [2, 60, 100, 100, 240, null, null, null, null, null] },
  });
  const asked = server!.requests[0]!.MetricDataQueries.find(({ MetricStat }) => MetricStat.Metric.MetricName === 'HTTPCode_ELB_5XX_Count');
  expect(asked!.MetricStat.Metric.Dimensions).toEqual([{ Name: 'LoadBalancer', Value: dimensions.LoadBalancer }]);
});

test('a minute in which the load balancer refused everything and counted no request is a minute of failures, not of silence', async () => {
  const outage = {
    'RequestCount Sum': every(2, () => 100),
    'HTTPCode_ELB_5XX_Count Sum': { [second + 120]: 70, [second + 180]: 0 },
  };
  expect(await outcomeFrom(from(outage), failureRate)).toMatchObject({
    series: {
      numerator: [0, 0, 70, null, null, null, null, null, null, null],
      denominator: [100, 100, 70, null, null, null, null, null, null, null],
    },
  });
  await server!.stop();
  expect(await outcomeFrom(from(outage), request(signature('service.errorcounthttp5xx', 'sum')))).toMatchObject({
    series: { values: [0, 0, 70, null, null, null, null, null, null, null] },
  });
  await server!.stop();
  const nothingElse = { 'HTTPCode_ELB_5XX_Count Sum': every(10, () => 30) };
  expect(await outcomeFrom(from(nothingElse), failureRate)).toMatchObject({
    kind: 'series',
    series: { numerator: Array.from({ length: 10 }, () => 30), denominator: Array.from({ length: 10 }, () => 30) },
  });
});

test('an error count is all errors, whoever answered them', async () => {
  const table = {
    'RequestCount Sum': every(2, () => 100),
    'HTTPCode_Target_5XX_Count Sum': every(1, () => 2),
    'HTTPCode_ELB_5XX_Count Sum': every(1, () => 300),
  };
  const outcome = await outcomeFrom(from(table), request(signature('service.errorcounthttp5xx', 'sum')));
  expect(outcome).toMatchObject({ series: { values: [302, 0, null, null, null, null, null, null, null, null] } });
});

test.each([
  ['service.clientsidefailurerate', 'HTTPCode_Target_4XX_Count'],
  ['service.serversidefailurerate', 'HTTPCode_Target_5XX_Count'],
])('%s counts %s', async (metric, counted) => {
  const outcome = await outcomeFrom(
    from({ 'RequestCount Sum': every(10, () => 10), [`${counted} Sum`]: every(10, () => 3) }),
    request(signature(metric)),
  );
  expect(outcome).toMatchObject({ series: { numerator: Array.from({ length: 10 }, () => 3) } });
});

test('error counts and throughput are levels per minute', async () => {
  const { answers } = await fetchFrom(
    from({ 'RequestCount Sum': every(10, () => 120), 'HTTPCode_Target_5XX_Count Sum': every(1, () => 4) }),
    [
      request(signature('service.errorcounthttp5xx', 'sum'), { id: 'errors' }),
      request(signature('service.requestspermin', 'count'), { id: 'throughput' }),
    ],
  );
  expect(answers).toMatchObject([
    { id: 'errors', outcome: { unit: 'errors', series: { kind: 'level', values: [4, 0, 0, 0, 0, 0, 0, 0, 0, 0] } } },
    { id: 'throughput', outcome: { unit: 'requests/min', series: { kind: 'level', values: Array.from({ length: 10 }, () => 120) } } },
  ]);
});

test('a rate of two counts is fetched as its counts', async () => {
  const rate = signature({ kind: 'rate', numerator: key('service.errorcounthttp4xx'), denominator: key('service.requestspermin') });
  const outcome = await outcomeFrom(from({ 'RequestCount Sum': every(10, () => 50) }), request(rate));
  expect(outcome).toMatchObject({ unit: '%', series: { kind: 'rate', numerator: Array.from({ length: 10 }, () => 0) } });
});

test('what is not a number is missing', async () => {
  const values = ['NaN', 'Infinity', '-Infinity', 0.1];
  const outcome = await outcomeFrom(
    from({ 'TargetResponseTime Maximum': every(4, (minute) => values[minute]!) }),
    request(signature('service.responsetime', 'max')),
  );
  expect(outcome).toMatchObject({ series: { values: [null, null, null, 100, null, null, null, null, null, null] } });
});

test('points outside the window are left out, points inside a minute fall into it', async () => {
  const outcome = await outcomeFrom(
    from({ 'RequestCount Sum': { [second - 60]: 1, [second + 61]: 2, [second + 600]: 3 } }),
    request(signature('service.requestspermin', 'count')),
  );
  expect(outcome).toMatchObject({ series: { values: [null, 2, null, null, null, null, null, null, null, null] } });
});

test('half the data is a series with holes, and the judge decides', async () => {
  const outcome = await outcomeFrom(from({ 'RequestCount Sum': every(5, () => 1) }), request(signature('service.requestspermin', 'count')));
  expect(outcome).toMatchObject({ kind: 'series', series: { values: [1, 1, 1, 1, 1, null, null, null, null, null] } });
});

test('a wrong dimension has no data, and the outcome names it', async () => {
  expect(await outcomeFrom(from({}), failureRate)).toEqual({
    kind: 'no-data',
    detail:
      'CloudWatch has no RequestCount Sum of LoadBalancer=app/sample/1, TargetGroup=targetgroup/sample/2 from 2026-11-20 10:00 to 2026-11-20 10:10 UTC; check the dimensions and that requests were sent',
  });
});

describe('what cannot be asked is answered without a call', () => {
  const cases: [string, SeriesRequest, string][] = [
    [
      'an environment without dimensions',
      request(signature('service.responsetime'), { environment: { name: 'Staging', tags: [] } }),
      'no-entity',
    ],
    ['a smartscape relationship', request(signature({ kind: 'smartscape', relation: 'toRelationships:calls' }, 'count')), 'unsupported'],
    ['a service method', request(signature('servicemethod.responsetime', 'avg', { method: '/api/invoke' })), 'unsupported'],
    ['process metrics', request(signature('pgi.cpu.usage')), 'unsupported'],
  ];
  test.each(cases)('%s', async (_, of, kind) => {
    expect((await outcomeFrom(from({}), of)).kind).toBe(kind);
    expect(server!.requests).toEqual([]);
  });
});

describe('calls', () => {
  test('every page is read, and PartialData is followed to its end', async () => {
    const pages: Answer = (wire, response) =>
      wire.NextToken === undefined
        ? json(response, {
            NextToken: 'more',
            MetricDataResults: [
              result(
                'q0',
                every(4, () => 1),
                { StatusCode: 'PartialData' },
              ),
            ],
          })
        : json(response, { MetricDataResults: [result('q0', { [second + 240]: 2 })] });
    const { answers, receipt } = await fetchFrom(pages, [request(signature('service.requestspermin', 'count'))]);
    expect(answers[0]!.outcome).toMatchObject({ series: { values: [1, 1, 1, 1, 2, null, null, null, null, null] } });
    expect(receipt).toEqual({ calls: 2, metrics: 2, bytes: 283, milliseconds: 0, estimatedDollars: 0.00002 });
    expect(server!.requests[1]!.NextToken).toBe('more');
  });

  test('equal queries of several signatures and both windows share one call', async () => {
    const baseline = windowOf(10, start - 15 * 60_000);
    const { receipt } = await fetchFrom(from({ 'RequestCount Sum': every(10, () => 1) }), [
      failureRate,
      request(signature('service.serversidefailurerate')),
      request(signature('service.requestspermin', 'count')),
      request(signature('service.requestspermin', 'count'), { id: 'baseline', window: baseline }),
    ]);
    expect(receipt).toMatchObject({ calls: 1, metrics: 3 });
    expect(server!.requests[0]).toMatchObject({ StartTime: baseline.start / 1000, EndTime: second + 600 });
  });

  test('windows a day apart are two calls, so that the day between is not fetched', async () => {
    await fetchFrom(from({}), [failureRate, request(signature('service.failurerate'), { window: windowOf(10, start - 86_400_000) })]);
    expect(server!.requests.map(({ EndTime, StartTime }) => EndTime - StartTime)).toEqual([600, 600]);
  });
});

describe('doubtful answers are never data', () => {
  const throughput = request(signature('service.requestspermin', 'count'));
  const answers: [string, object, string][] = [
    [
      'PartialData without a further page',
      {
        MetricDataResults: [
          result(
            'q0',
            every(10, () => 1),
            { StatusCode: 'PartialData' },
          ),
        ],
      },
      'partial',
    ],
    [
      'an internal error',
      {
        MetricDataResults: [
          result(
            'q0',
            every(10, () => 1),
            { StatusCode: 'InternalError' },
          ),
        ],
      },
      'partial',
    ],
    ['a forbidden metric', { MetricDataResults: [result('q0', {}, { StatusCode: 'Forbidden' })] }, 'unauthorised'],
    ['a metric left out', { MetricDataResults: [] }, 'partial'],
    [
      'a message about the metric',
      {
        MetricDataResults: [
          result(
            'q0',
            every(10, () => 1),
            { Messages: [{ Code: 'Odd', Value: 'thing' }] },
          ),
        ],
      },
      'partial',
    ],
    [
      'a message about the call',
      {
        Messages: [{ Code: 'MaxMetricsExceeded', Value: 'too many' }],
        MetricDataResults: [
          result(
            'q0',
            every(10, () => 1),
          ),
        ],
      },
      'partial',
    ],
    [
      'fewer values than times',
      {
        MetricDataResults: [
          result(
            'q0',
            every(10, () => 1),
            { Values: [1] },
          ),
        ],
      },
      'partial',
    ],
    [
      'an endless chain of pages',
      {
        NextToken: 'again',
        MetricDataResults: [
          result(
            'q0',
            every(10, () => 1),
          ),
        ],
      },
      'partial',
    ],
  ];
  test.each(answers)('%s', async (_, body, kind) => {
    expect((await outcomeFrom((_wire, response) => json(response, body), throughput)).kind).toBe(kind);
  });

  test('an error count left out is not zero errors', async () => {
    const onlyRequests: Answer = (wire, response) =>
      json(response, {
        MetricDataResults: wire.MetricDataQueries.filter((q) => q.MetricStat.Metric.MetricName === 'RequestCount').map(({ Id }) =>
          result(
            Id,
            every(10, () => 9),
          ),
        ),
      });
    expect((await outcomeFrom(onlyRequests, failureRate)).kind).toBe('partial');
  });
});

describe('failed calls are typed outcomes', () => {
  const html = (response: ServerResponse, status: number): void => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<html><body>Sign in to the hotel network</body></html>');
  };
  const failures: [string, Answer, string][] = [
    ['throttling', (_, response) => awsError(response, 'ThrottlingException', 400), 'throttled'],
    ['too many requests', (_, response) => awsError(response, 'Whatever', 429), 'throttled'],
    ['no permission', (_, response) => awsError(response, 'AccessDeniedException', 403), 'unauthorised'],
    ['an expired token', (_, response) => awsError(response, 'ExpiredTokenException', 403), 'unauthorised'],
    ['an unknown key', (_, response) => awsError(response, 'UnrecognizedClientException', 400), 'unauthorised'],
    ['a wrong query', (_, response) => awsError(response, 'InvalidParameterValueException', 400), 'bad-query'],
    ['a validation error', (_, response) => awsError(response, 'ValidationError', 400), 'bad-query'],
    ['a server error', (_, response) => awsError(response, 'InternalServiceFault', 500), 'unreachable'],
    ['HTML instead of JSON', (_, response) => html(response, 200), 'unreachable'],
    ['an HTML error page', (_, response) => html(response, 502), 'unreachable'],
    ['a cut-off connection', (_, response) => response.destroy(), 'unreachable'],
    [
      'a truncated body',
      (_, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"MetricDataResults":[');
        response.destroy();
      },
      'unreachable',
    ],
  ];
  test.each(failures)('%s', async (_, answer, kind) => {
    const outcome = await outcomeFrom(answer, responseTime);
    expect(outcome.kind).toBe(kind);
    expect(outcome).toHaveProperty('detail', expect.stringMatching(/^CloudWatch did not answer: \S/));
  });

  test.each([
    ['that never answers', () => undefined],
    [
      'that stops in the middle of its answer',
      (_: WireRequest, response: ServerResponse) => {
        response.writeHead(200);
        response.write('{"Metric');
      },
    ],
  ])('a server %s is given up at the deadline', async (_, answer) => {
    expect((await outcomeFrom(answer, responseTime, { deadline: 150 })).kind).toBe('unreachable');
  });

  test('a closed port is unreachable', async () => {
    server = await CloudWatchServer.start(from({}));
    const endpoint = `http://127.0.0.1:${server.port}`;
    await server.stop();
    server = undefined;
    const { answers } = await new CloudWatchSource(clientFor(endpoint), { clock: () => 0 }).fetch([responseTime]);
    expect(answers[0]!.outcome.kind).toBe('unreachable');
  });

  test('throttling is tried again before it becomes an outcome', async () => {
    const once: Answer = (wire, response, call) =>
      call === 1 ? awsError(response, 'ThrottlingException', 400) : from({ 'RequestCount Sum': every(10, () => 1) })(wire, response, call);
    expect((await outcomeFrom(once, request(signature('service.requestspermin', 'count')), { attempts: 3 })).kind).toBe('series');
  });

  test('one failed window does not hide the other', async () => {
    const yesterday = windowOf(10, start - 86_400_000);
    const half: Answer = (wire, response, call) =>
      wire.StartTime === second
        ? from({ 'RequestCount Sum': every(10, () => 1) })(wire, response, call)
        : awsError(response, 'ThrottlingException', 400);
    const throughput = request(signature('service.requestspermin', 'count'));
    const { answers } = await fetchFrom(half, [throughput, { ...throughput, id: 'baseline', window: yesterday }]);
    expect(answers.map(({ outcome }) => outcome.kind)).toEqual(['series', 'throttled']);
  });
});

test('the receipt counts milliseconds by the clock that it is given', async () => {
  server = await CloudWatchServer.start(from({}));
  let now = 1000;
  const source = new CloudWatchSource(server.client(), { clock: () => (now += 250) });
  expect((await source.fetch([failureRate])).receipt).toMatchObject({ calls: 1, metrics: 3, milliseconds: 250 });
});
