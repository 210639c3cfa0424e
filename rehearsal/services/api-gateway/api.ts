import { matchRoute, type PathParameters, type RoutePattern } from './route';
import type { Throttle } from './throttle';

/** A route and the function behind it. */
export interface Route {
  readonly key: string;
  readonly pattern: RoutePattern;
  readonly functionArn: string;
  /** Real time. */
  readonly timeoutMilliseconds: number;
}

/** The one stage of an API here. */
export interface Stage {
  readonly throttle: Throttle | undefined;
  readonly accessLog: { readonly group: string; readonly format: string } | undefined;
}

/** An HTTP API. */
export interface HttpApi {
  readonly id: string;
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly integrations: Map<string, { readonly functionArn: string; readonly timeoutMilliseconds: number }>;
  readonly routes: Route[];
  /** Requests are answered only once there is a stage. */
  stage: Stage | undefined;
}

/** The most specific route for a request. @param path decoded */
export const findRoute = (api: HttpApi, method: string, path: string): { route: Route; parameters: PathParameters } | undefined => {
  const matches = api.routes.flatMap((route) => {
    const match = matchRoute(route.pattern, method, path);
    return match === undefined ? [] : [{ route, ...match }];
  });
  return matches.toSorted((a, b) => (a.rank < b.rank ? -1 : 1))[0];
};
