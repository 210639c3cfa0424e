/**
 * An Amazon DevOps Guru for one stack: it watches the failure rate behind a load balancer and sends events about
 * insights. It knows no build, no deployment and nobody who may be healing.
 */
import type { CloudHost } from '../cloud/host';
import { detect, unwatched } from '../dynatrace/detection';
import { minuteSeen } from '../dynatrace/measure';
import { Lifetime } from '../services/lifetime';
import { insightEvent, openInsight, type Insight } from './insight';

/** What is watched. */
export interface Coverage {
  readonly stack: string;
  /** Where CloudWatch keeps the metrics of the stack's load balancer. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Looks once a minute from now on, and tells of every event that it sends. Returns the way out. */
export function watchWithDevOpsGuru(cloud: CloudHost, coverage: Coverage, tell: (insight: Insight) => void): () => Promise<void> {
  const lifetime = new Lifetime(cloud, 'devops-guru');
  const send = (insight: Insight): void => {
    cloud.emit(insightEvent(cloud, insight));
    tell(insight);
  };
  lifetime.run('watching', async () => {
    let detection = unwatched;
    for (let minute = Math.ceil(cloud.clock.now() / 60_000) * 60_000; !lifetime.stopped; minute += 60_000) {
      // Metrics of a minute are complete a little after its end.
      await lifetime.sleep(minute + 75_000 - cloud.clock.now());
      const seen = detect(detection, await minuteSeen(cloud, coverage.dimensions, minute));
      detection = seen.detection;
      if (seen.change.kind === 'none') continue;
      const insight = openInsight(coverage.stack, coverage.dimensions, seen.change.since);
      send(seen.change.kind === 'opened' ? insight : { ...insight, endTime: minute });
    }
  });
  return () => lifetime.stop();
}
