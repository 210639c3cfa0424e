/**
 * A monitoring system beside the cloud: it watches the failure rate of one service, notifies a webhook of problems and
 * takes comments on them. It knows no build, no deployment and nobody who may be healing.
 */
import type { CloudHost } from '../cloud/host';
import { Lifetime } from '../services/lifetime';
import { startApi, type DynatraceApi, type DynatraceComment } from './api';
import { detect, unwatched } from './detection';
import { minuteSeen } from './measure';
import { notificationOf, openProblem, type DynatraceProblem, type MonitoredService } from './problem';

/** What is watched, and who is told. */
export interface DynatraceRequest {
  readonly service: MonitoredService;
  /** Where CloudWatch keeps the metrics of the service's load balancer. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** The webhook, with the value of its header `X-Unbreakable-Token`. */
  readonly webhook: { readonly url: string; readonly token: string };
}

/** What happened in it, for people. */
export type DynatraceEvent =
  | { readonly kind: 'notified'; readonly problem: DynatraceProblem; readonly status: number }
  | { readonly kind: 'commented'; readonly comment: DynatraceComment };

/** A stand-in for a Dynatrace environment. */
export class Dynatrace {
  /** Comments that it has got, in order. */
  readonly comments: DynatraceComment[] = [];
  #detection = unwatched;
  readonly #problems = new Map<string, DynatraceProblem>();
  readonly #lifetime: Lifetime;

  private constructor(
    private readonly cloud: CloudHost,
    private readonly tell: (event: DynatraceEvent) => void,
  ) {
    this.#lifetime = new Lifetime(cloud, 'dynatrace');
  }

  /** Opens its API; it watches nothing yet. */
  static async start(
    cloud: CloudHost,
    apiToken: string,
    tell: (event: DynatraceEvent) => void,
  ): Promise<{ readonly dynatrace: Dynatrace; readonly api: DynatraceApi }> {
    const dynatrace = new Dynatrace(cloud, tell);
    const commented = (comment: DynatraceComment): void => {
      dynatrace.comments.push(comment);
      tell({ kind: 'commented', comment });
    };
    const api = await startApi({ token: apiToken, find: (pid) => dynatrace.#problems.get(pid), commented });
    return { dynatrace, api };
  }

  /** Looks at the service once a minute from now on. */
  watch(request: DynatraceRequest, url: string): void {
    this.#lifetime.run('watching', async () => {
      for (let minute = nextMinute(this.cloud.clock.now()); !this.#lifetime.stopped; minute += 60_000) {
        // Metrics of a minute are complete a little after its end.
        await this.#lifetime.sleep(minute + 75_000 - this.cloud.clock.now());
        const { detection, change } = detect(this.#detection, await minuteSeen(this.cloud, request.dimensions, minute));
        this.#detection = detection;
        if (change.kind !== 'none')
          await this.#notify(
            { ...openProblem(request.service, change.since), status: change.kind === 'opened' ? 'OPEN' : 'RESOLVED' },
            request.webhook,
            url,
          );
      }
    });
  }

  async stop(): Promise<void> {
    await this.#lifetime.stop();
  }

  async #notify(problem: DynatraceProblem, webhook: DynatraceRequest['webhook'], url: string): Promise<void> {
    this.#problems.set(problem.pid, problem);
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-unbreakable-token': webhook.token },
      body: JSON.stringify(notificationOf(problem, url)),
    });
    await response.arrayBuffer();
    this.tell({ kind: 'notified', problem, status: response.status });
  }
}

const nextMinute = (now: number): number => Math.ceil(now / 60_000) * 60_000;
