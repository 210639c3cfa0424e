import { createHash } from 'node:crypto';

/** A problem as the stand-in knows it. */
export interface DynatraceProblem {
  readonly pid: string;
  /** The number that people know it by. */
  readonly displayId: string;
  readonly status: 'OPEN' | 'RESOLVED';
  readonly title: string;
  /** Virtual epoch milliseconds. */
  readonly startTime: number;
  readonly service: MonitoredService;
}

/** What is monitored. */
export interface MonitoredService {
  /** `Production/unbreakable-sample` */
  readonly name: string;
  /** `key:value` */
  readonly tags: readonly string[];
}

/** Opens a problem; the same service and begin give the same ids. */
export function openProblem(service: MonitoredService, startTime: number): DynatraceProblem {
  const number = BigInt(`0x${createHash('sha256').update(`${service.name} ${startTime}`).digest('hex').slice(0, 15)}`);
  return {
    pid: `-${number}_${startTime}V2`,
    displayId: `P-${String(number).slice(-8)}`,
    status: 'OPEN',
    title: 'Failure rate increase',
    startTime,
    service,
  };
}

/** Ids of entities are the type and 16 hexadecimal digits. */
const entityIdOf = ({ name }: MonitoredService): string =>
  `SERVICE-${createHash('sha256').update(name).digest('hex').slice(0, 16).toUpperCase()}`;

/** The problem as the Problems API v2 answers it. */
export function problemView({ pid, displayId, status, title, startTime, service }: DynatraceProblem): object {
  const affected = { entityId: { id: entityIdOf(service), type: 'SERVICE' }, name: service.name };
  return {
    problemId: pid,
    displayId,
    title,
    impactLevel: 'SERVICES',
    severityLevel: 'ERROR',
    status: status === 'OPEN' ? 'OPEN' : 'CLOSED',
    affectedEntities: [affected],
    impactedEntities: [affected],
    rootCauseEntity: affected,
    entityTags: service.tags.map((tag) => ({
      context: 'CONTEXTLESS',
      key: tag.split(':')[0],
      value: tag.split(':')[1],
      stringRepresentation: tag,
    })),
    startTime,
    endTime: -1,
  };
}

/** The body of a notification by webhook, as the custom payload of docs/healing.md makes it. */
export function notificationOf(problem: DynatraceProblem, url: string): object {
  const { pid, displayId, status, title, service } = problem;
  return {
    PID: pid,
    ProblemID: displayId,
    State: status,
    ProblemTitle: title,
    ProblemSeverity: 'ERROR',
    ProblemImpact: 'SERVICE',
    ProblemURL: `${url}/#problems/problemdetails;pid=${pid}`,
    ImpactedEntities: [{ type: 'SERVICE', name: service.name, entity: entityIdOf(service) }],
    Tags: service.tags.join(', '),
    ProblemDetailsJSONv2: problemView(problem),
  };
}
