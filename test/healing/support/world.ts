import type { EnvironmentHealing, Runbook } from '../../../lambda/contract/healing-settings';
import type { HealingState } from '../../../lambda/contract/healing-workflow';
import type { EvidenceStore } from '../../../lambda/gate/ports/objects';
import type { Environments, KillSwitch } from '../../../lambda/gate/ports/settings';
import type { Message } from '../../../lambda/gate/ports/telling';
import { sameRevision, type Revision } from '../../../lambda/gate/revision';
import type { Validation } from '../../../lambda/gate/validation';
import { act } from '../../../lambda/healing/act';
import { awaitRollback } from '../../../lambda/healing/await';
import { conclude } from '../../../lambda/healing/conclude';
import { LedgerClaims } from '../../../lambda/healing/gate-claims';
import { intake } from '../../../lambda/healing/intake';
import { plan } from '../../../lambda/healing/plan';
import type { HealingEvent } from '../../../lambda/healing/ports/telling';
import type { PromotionState } from '../../../lambda/healing/ports/promotions';
import type { Problem } from '../../../lambda/healing/problem';
import { findProblem, readLedger } from '../../../lambda/healing/records/records';
import type { Ledger, ProblemRecord } from '../../../lambda/healing/remediation';
import { handOver } from '../../../lambda/healing/reporters/recognise';
import { verify } from '../../../lambda/healing/verify';
import { judge } from '../../../lambda/judge/judge';
import type { SeriesOutcome } from '../../../lambda/judge/series';
import { unitOf } from '../../../lambda/monspec/describe';
import type { MetricSource, SeriesRequest } from '../../../lambda/sources/source';
import { MemoryValidations } from '../../gate/support/memory-validations';
import { aDecision, aLook, aValidation, destination, minute, revision, ten } from '../../gate/support/validations';
import { Crash, Fuse, fused } from '../../gate/support/run';
import { monspecText } from '../../gate/support/world';
import { FakeDeployer } from './deployer';
import { MemoryDocuments } from './memory-documents';

export { destination, minute, revision, ten };

export const aProblem = (changes: Partial<Problem> = {}): Problem => ({
  source: 'webhook',
  id: 'p-1',
  state: 'open',
  nature: 'symptom',
  severity: 'high',
  title: 'Shop is slow',
  entities: [{ type: 'service', id: 'shop', name: 'shop' }],
  entityCount: 1,
  tags: ['env:Production'],
  started: ten,
  ...changes,
});

/** A build that passed its production gate so many minutes before ten. */
export const passed = (name: string, minutesBefore: number, changes: Partial<Validation> = {}): Validation => {
  const startedAt = ten - minutesBefore * minute;
  return aValidation({
    validationId: `exec-${name}#Production#job`,
    executionId: `exec-${name}`,
    registeredAt: startedAt + 2 * minute,
    release: `Build ${name}`,
    status: 'decided',
    deployment: { destination, deploymentId: `d-${name}`, revision: revision(name), startedAt },
    lastLook: aLook(),
    decision: aDecision({ answered: true, at: startedAt + 12 * minute }),
    ...changes,
  });
};

/** Latency in milliseconds of everything that runs at an instant. */
type Latency = (at: number) => number | null;

/** The gate's monspec, judged by a rule. */
export const monspecBy = (rule: 'percentage' | 'evidence'): string => {
  const { Shop } = JSON.parse(monspecText) as { Shop: object };
  return JSON.stringify({ Shop: { ...Shop, rule } });
};

class FakeSource implements MetricSource {
  readonly name = 'fake';
  trouble: SeriesOutcome | undefined;
  /** Whether it throws instead of answering. */
  broken = false;
  latency: Latency = () => 100;

  async fetch(requests: readonly SeriesRequest[]) {
    if (this.broken) throw new Crash('The source does not answer.');
    const answers = requests.map((request) => ({ id: request.id, outcome: this.trouble ?? this.series(request) }));
    return { answers, receipt: { calls: 1, metrics: requests.length, milliseconds: 0, estimatedDollars: 0 } };
  }

  private series({ window: { start, end }, signature }: SeriesRequest): SeriesOutcome {
    const minutes = Array.from({ length: (end - start) / minute }, (_, index) => start + index * minute);
    const common = { periodSeconds: 60, start };
    const values = minutes.map((at) => this.latency(at));
    const series = signature.id.includes('failurerate')
      ? { ...common, kind: 'rate' as const, numerator: values.map(() => 0), denominator: values.map(() => 100) }
      : { ...common, kind: 'level' as const, values };
    return { kind: 'series', series, unit: unitOf(signature), provenance: 'fake' };
  }
}

/** Attempts of a step before its workflow goes to Conclude with the error; deliveries before a message is given up. */
const attempts = 3;

/**
 * Everything outside of healing, in memory. Production ran build three for two hours, got build four an hour ago, which
 * passed its gate, and turned bad at ten: from then on it is five times as slow, until something else is deployed.
 */
export class World {
  now = ten + 5 * minute;
  readonly documents = new MemoryDocuments();
  readonly validations = new MemoryValidations();
  readonly deployer = new FakeDeployer(() => this.now);
  readonly source = new FakeSource();
  readonly executions = new Map<string, HealingState>();
  readonly messages: Message[] = [];
  readonly calls: Message[] = [];
  readonly events: HealingEvent[] = [];
  readonly comments: string[] = [];
  readonly runbooksBegun: string[] = [];
  readonly gone = new Set<string>();
  readonly claims = new LedgerClaims(this.documents);
  fuse = new Fuse();
  /** What is kept of the monspec; `undefined` where it is gone. */
  monspec: string | undefined = monspecBy('percentage');
  switchedOn = true;
  promotions: PromotionState = { kind: 'open' };
  unreadable: string[] = [];
  settings: EnvironmentHealing = { mode: 'auto', match: { entities: ['shop'], tags: ['env:Production'] } };
  /** Revisions that are slow, from ten on. */
  readonly bad = new Set(['four']);

  constructor() {
    for (const [name, before] of [
      ['two', 240],
      ['three', 120],
      ['four', 60],
    ] as const) {
      this.deployer.deployed(`d-${name}`, revision(name), ten - before * minute);
      const validation = passed(name, before);
      this.validations.records.set(validation.validationId, validation);
    }
    this.source.latency = (at) => (at >= ten && this.isBadAt(at) ? 500 : 100);
  }

  private isBadAt(at: number): boolean {
    const there = this.deployer.deployments.findLast(({ createdAt }) => createdAt <= at);
    return [...this.bad].some((name) => there?.revision !== undefined && sameRevision(there.revision, revision(name)));
  }

  /** Ports that die where the fuse says. */
  private mortal(): ReturnType<World['ports']> {
    const ports = this.ports();
    return Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [name, typeof port === 'object' ? fused(port, this.fuse) : port]),
    ) as typeof ports;
  }

  ports() {
    const { documents, validations, deployer, source } = this;
    const evidence: EvidenceStore = {
      keep: async (_key, kept) => kept,
      keepMonspec: async () => {},
      monspec: async () => this.monspec,
      look: async () => undefined,
    };
    const environments: Environments = {
      read: async () => ({
        kind: 'found',
        value: {
          environments: { Production: { cloudwatch: { dimensions: { LoadBalancer: 'app/shop/1' } }, deployment: destination, rollback: true } },
        },
      }),
    };
    const killSwitch: KillSwitch = {
      read: async () => (this.switchedOn ? { position: 'on', detail: 'It is on.' } : { position: 'off', detail: 'It is off.' }),
    };
    return {
      documents,
      validations,
      deployer,
      source,
      evidence,
      environments,
      killSwitch,
      judge,
      revisions: { exists: async (one: Revision) => one.kind === 'bundle' && !this.gone.has(one.key) },
      settings: {
        read: async () => ({
          pipelines: [{ pipeline: 'shop', settings: { environments: { Production: this.settings } } }],
          unreadable: this.unreadable,
        }),
      },
      promotions: {
        read: async () => this.promotions,
        lock: async (_pipeline: string, _stage: string, reason: string) => {
          this.promotions = { kind: 'locked', reason };
        },
      },
      notifier: {
        notify: async (message: Message) => void this.messages.push(message),
        call: async (message: Message) => void this.calls.push(message),
        emit: async (event: HealingEvent) => void this.events.push(event),
      },
      links: { problem: async (id: string, at: number) => `https://report.example/problems/${encodeURIComponent(id)}/${at}` },
      comments: {
        comment: async (id: string, text: string) => {
          this.comments.push(`${id}: ${text}`);
          return { kind: 'done' as const };
        },
      },
      runbooks: {
        begin: async (_runbook: Runbook, _problem: Problem, token: string) => {
          this.runbooksBegun.push(token);
          return { kind: 'begun' as const, what: 'Begun.' };
        },
      },
      workflow: {
        start: async (name: string, state: HealingState) => {
          if (!this.executions.has(name)) {
            this.executions.set(name, state);
          }
        },
      },
      devopsGuruTopic: undefined,
    };
  }

  /** A message about a problem arrives; it comes again where the function dies. */
  async report(problem: Problem): Promise<void> {
    await this.tried(() => intake(handOver(problem), this.mortal(), this.now));
  }

  /** The result, or the error of the last attempt. */
  private async tried<T>(run: () => Promise<T>): Promise<T | Crash> {
    let last: Crash | undefined;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof Crash)) {
          throw error;
        }
        last = error;
        this.now += 10_000;
      }
    }
    return last!;
  }

  /** The next due step of an execution; the clock goes on to it. */
  async step(name: string): Promise<HealingState> {
    const state = this.executions.get(name)!;
    this.now = Math.max(this.now, Date.parse(state.at));
    const steps = { plan, act, await: awaitRollback, verify, conclude };
    const run = state.next === 'done' ? undefined : steps[state.next];
    const result = run === undefined ? state : await this.tried(() => run(state, this.mortal(), this.now));
    const caught = { ...state, next: 'conclude' as const, error: { Error: 'Crash' } };
    const next = result instanceof Crash ? (state.next === 'conclude' ? { ...state, next: 'done' as const } : caught) : result;
    this.executions.set(name, next);
    return next;
  }

  /** Runs every execution to its end, the one that is due first first. */
  async run(most = 400): Promise<void> {
    for (let count = 0; count < most; count += 1) {
      const [first] = [...this.executions]
        .filter(([, { next }]) => next !== 'done')
        .toSorted(([, a], [, b]) => Date.parse(a.at) - Date.parse(b.at));
      if (first === undefined) {
        return;
      }
      await this.step(first[0]);
    }
    throw new Crash('It does not end.');
  }

  record(problemId = 'webhook:p-1'): Promise<ProblemRecord | undefined> {
    return findProblem(this.documents, problemId);
  }

  ledger(): Promise<Ledger> {
    return readLedger(this.documents, destination);
  }
}

/** Reports a problem and runs everything to its end. */
export const heal = async (world: World, problem: Problem = aProblem()): Promise<ProblemRecord> => {
  await world.report(problem);
  await world.run();
  return (await world.record(`${problem.source}:${problem.id}`))!;
};
