import { createServer, type RequestListener, type Server } from 'node:http';
import { createDownstream, describeOutcome, isUsable, type DownstreamOutcome } from '../../../sample/app/downstream';
import { close, listen, startService } from '../support/service';

describe('downstream', () => {
  let server: Server;
  const start = async (listener: RequestListener) => {
    server = createServer(listener);
    return new URL(await listen(server));
  };
  afterEach(() => close(server));

  test.each([200, 301, 404, 503])('reports an answer of %i as it is', async (status) => {
    const call = createDownstream(await start((_request, response) => response.writeHead(status).end('x')));
    expect(await call()).toEqual({ kind: 'answered', status });
  });

  test('a silent service is a TIMEOUT', async () => {
    const call = createDownstream(await start(() => undefined), 30);
    expect(await call()).toEqual({ kind: 'failed', reason: 'TIMEOUT' });
  });

  test('an answer that breaks off is a failure', async () => {
    const call = createDownstream(
      await start((_request, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy());
      }),
    );
    expect(await call()).toEqual({ kind: 'failed', reason: 'ECONNRESET' });
  });

  test('/health answers 200 while the dependency does and 503 while it does not', async () => {
    let status = 200;
    const address = await start((_request, response) => response.writeHead(status).end());
    const service = await startService({ downstream: createDownstream(address) });
    const first = await service.get('/health');
    status = 500;
    const second = await service.get('/health');
    await close(server);
    const third = await service.get('/health');
    await service.close();
    expect([first.status, second.status, third.status]).toEqual([200, 503, 503]);
    expect(JSON.parse(second.body)).toMatchObject({ status: 'unhealthy', downstream: 'HTTP 500', version: 'app-group-id-d1' });
    expect(third.body).toMatch(/ECONNREFUSED|ECONNRESET/);
  });
});

test.each<[DownstreamOutcome, boolean, string]>([
  [{ kind: 'not-configured' }, true, 'none configured'],
  [{ kind: 'answered', status: 200 }, true, 'HTTP 200'],
  [{ kind: 'answered', status: 400 }, false, 'HTTP 400'],
  [{ kind: 'failed', reason: 'ENOTFOUND' }, false, 'ENOTFOUND'],
])('%j: usable %p, shown as %s', (outcome, usable, text) => {
  expect([isUsable(outcome), describeOutcome(outcome)]).toEqual([usable, text]);
});
