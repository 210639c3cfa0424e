import type { Application } from './application';
import { sleepTime, version } from './changes';
import { describeOutcome, isUsable } from './downstream';
import { home } from './home';
import { invoke } from './invoke';
import { json, type Reply } from './reply';

type Route = (app: Application, query: URLSearchParams) => Reply | Promise<Reply>;

/** Path of the health check, which request metrics leave out. */
export const healthPath = '/health';

/** Path of the sample's work. */
export const invokePath = '/api/invoke';

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/', home],
  [healthPath, health],
  [invokePath, invoke],
  ['/api/sleeptime', sleepTime],
  ['/api/version', version],
  ['/api/echo', (_app, query) => json(200, { text: query.get('text') ?? '' })],
  ['/api/login', (_app, query) => json(200, { status: 'logged in', username: query.get('username') ?? '' })],
  ['/api/causeerror', causeError],
]);

/** Answers one request. `target` is the request line's path with its query, as the client sent it. */
export async function answer(app: Application, method: string, target: string): Promise<Reply> {
  if (method !== 'GET' && method !== 'HEAD') {
    const reply = json(405, { error: 'only GET and HEAD are supported' });
    return { ...reply, headers: { ...reply.headers, allow: 'GET, HEAD' } };
  }
  const route = routes.get(pathOf(target));
  if (route === undefined) return json(404, { error: 'not found' });
  return route(app, new URLSearchParams(target.slice(pathOf(target).length)));
}

/** The route that answers a request target; undefined where there is none. */
export function routeOf(target: string): string | undefined {
  const path = pathOf(target);
  return routes.has(path) ? path : undefined;
}

/** The path of a request target, without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

/** `/health`: 200 while the service can do its work, 503 while its dependency fails or it is stopping. */
async function health(app: Application): Promise<Reply> {
  const outcome = await app.downstream();
  const healthy = isUsable(outcome) && !app.stopping;
  return json(healthy ? 200 : 503, {
    status: healthy ? 'healthy' : 'unhealthy',
    downstream: describeOutcome(outcome),
    stopping: app.stopping,
    build: app.build.build,
    version: app.settings.version,
  });
}

/** `/api/causeerror`: an error in the log, for trying out alarms on logs; the request itself succeeds. */
function causeError(app: Application): Reply {
  app.log.error('Somebody called /api/causeerror');
  return json(200, { status: 'an error was written to the log' });
}
