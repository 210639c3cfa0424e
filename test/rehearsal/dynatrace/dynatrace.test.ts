import { fromDynatrace } from '../../../lambda/healing/reporters/dynatrace';
import { startApi, type DynatraceApi } from '../../../rehearsal/dynatrace/api';
import { notificationOf, openProblem } from '../../../rehearsal/dynatrace/problem';

const service = { name: 'Production/shop', tags: ['DeploymentGroup:Production'] };
const began = Date.UTC(2026, 10, 20, 12);

test.each(['OPEN', 'RESOLVED'] as const)('a notification that is %s is one that healing reads', (status) => {
  const problem = { ...openProblem(service, began), status };
  expect(fromDynatrace(notificationOf(problem, 'http://127.0.0.1:1'), 0)).toMatchObject({
    kind: 'problem',
    problem: {
      source: 'dynatrace',
      id: problem.pid,
      displayId: problem.displayId,
      state: status.toLowerCase(),
      started: began,
      tags: ['DeploymentGroup:Production'],
    },
  });
});

test('begin and end of a problem have the same ids, another problem has others', () => {
  expect(openProblem(service, began)).toEqual(openProblem(service, began));
  expect(openProblem(service, began).pid).not.toBe(openProblem(service, began + 60_000).pid);
});

describe('the Problems API', () => {
  const problem = openProblem(service, began);
  const comments: string[] = [];
  let api: DynatraceApi;
  beforeAll(async () => {
    api = await startApi({
      token: 'secret',
      find: (pid) => (pid === problem.pid ? problem : undefined),
      commented: ({ message }) => comments.push(message),
    });
  });
  afterAll(() => api.stop());

  const call = async (path: string, init: RequestInit = {}, token = 'secret') => {
    const response = await fetch(`${api.url}/api/v2/problems/${path}`, { ...init, headers: { authorization: `Api-Token ${token}` } });
    return { status: response.status, body: await response.text() };
  };
  const comment = (body: string, pid = problem.pid) => call(`${encodeURIComponent(pid)}/comments`, { method: 'POST', body });

  test('shows a problem to those who have the token', async () => {
    const { status, body } = await call(encodeURIComponent(problem.pid));
    expect([status, JSON.parse(body)]).toMatchObject([200, { problemId: problem.pid, status: 'OPEN' }]);
    expect((await call(encodeURIComponent(problem.pid), {}, 'other')).status).toBe(401);
  });

  test('takes comments, on problems that there are', async () => {
    expect((await comment('{"message": "Rolled back."}')).status).toBe(201);
    expect([
      (await comment('{"message": "x"}', 'nobody')).status,
      (await comment('{"message": ""}')).status,
      (await comment('no JSON')).status,
    ]).toEqual([404, 400, 400]);
    expect(comments).toEqual(['Rolled back.']);
  });
});
