import { createHash } from 'node:crypto';
import type { GateError } from '../../../lambda/gate/gate-error';
import type { Evidence } from '../../../lambda/gate/evidence';
import type { Artifacts, EvidenceStore } from '../../../lambda/gate/ports/objects';
import type { Revisions } from '../../../lambda/gate/ports/revisions';
import type { Environments, KillSwitch, Policies, PolicyReading } from '../../../lambda/gate/ports/settings';
import type { GateEvent, Message, Notifier, ReportLinks, Workflow } from '../../../lambda/gate/ports/telling';
import type { WorkflowState } from '../../../lambda/contract/workflow';
import type { Job } from '../../../lambda/gate/registration/job';
import type { SeriesOutcome } from '../../../lambda/judge/series';
import { unitOf } from '../../../lambda/monspec/describe';
import type { MetricSource, SeriesRequest } from '../../../lambda/sources/source';
import { LedgerClaims } from '../../../lambda/healing/gate-claims';
import { MemoryDocuments } from '../../healing/support/memory-documents';
import { FakeCodeDeploy } from './deploy';
import { MemoryValidations } from './memory-validations';
import { FakePipeline } from './pipeline';
import { destination, minute, revision, ten } from './validations';

const signature = (key: string, rest: object) => ({ timeseries: `com.dynatrace.builtin:${key}`, aggregate: 'avg', ...rest });

export const monspecText = JSON.stringify({
  Shop: {
    etype: 'SERVICE',
    name: 'Shop',
    environments: { Production: { tags: [{ context: 'AWS', key: 'env', value: 'Production' }] } },
    comparisons: [
      {
        name: 'ProductionToBefore',
        source: 'Production',
        compare: 'Production',
        comparetimeframe: 'beforeDeployment',
        scalefactorperc: { default: 20 },
      },
    ],
    perfsignature: [signature('service.responsetime', { validate: 'upper' }), signature('service.failurerate', { upperlimit: 5 })],
  },
});

export const userParameters = (windowMinutes = 5): string =>
  JSON.stringify({ comparison: 'ProductionToBefore', windowMinutes, approvalAction: 'ApproveProduction' });

export const job: Job = {
  id: 'job-1',
  userParameters: userParameters(),
  artifacts: [{ name: 'Monspec', bucket: 'artifacts', key: 'shop/Monspec/x' }],
};

type Values = (request: SeriesRequest, at: number) => number | null;

/** A source of which every minute has the value that a function gives. */
class FakeSource implements MetricSource {
  readonly name = 'fake';
  fetches = 0;
  values: Values = () => 100;
  /** Answers with this instead of a series, where it is set. */
  trouble: SeriesOutcome | undefined;

  async fetch(requests: readonly SeriesRequest[]) {
    this.fetches += 1;
    const answers = requests.map((request) => ({ id: request.id, outcome: this.trouble ?? this.outcome(request) }));
    return { answers, receipt: { calls: 1, metrics: requests.length, milliseconds: 0, estimatedDollars: 0 } };
  }

  private outcome(request: SeriesRequest): SeriesOutcome {
    const { start, end } = request.window;
    const minutes = Array.from({ length: (end - start) / minute }, (_, index) => start + index * minute);
    const common = { periodSeconds: 60, start };
    const values = minutes.map((at) => this.values(request, at));
    const rate = request.signature.id.includes('failurerate');
    const series = rate
      ? { ...common, kind: 'rate' as const, numerator: values.map((value) => value && 0), denominator: values.map((value) => value && 100) }
      : { ...common, kind: 'level' as const, values };
    return { kind: 'series', series, unit: unitOf(request.signature), provenance: 'fake' };
  }
}

/** Everything outside of the gate, in memory: production ran build 3 for an hour, and got build 4 three minutes ago. */
export class World {
  now = ten;
  readonly validations = new MemoryValidations();
  readonly pipeline = new FakePipeline();
  readonly deployments = new FakeCodeDeploy(() => this.now);
  readonly source = new FakeSource();
  readonly kept = new Map<string, unknown>();
  readonly started = new Map<string, WorkflowState>();
  readonly messages: Message[] = [];
  readonly events: GateEvent[] = [];
  readonly gone = new Set<string>();
  readonly documents = new MemoryDocuments();
  readonly claims = new LedgerClaims(this.documents);
  switchedOn = true;
  rollback = true;
  policy: PolicyReading = { kind: 'none' };
  artifact: Uint8Array = new TextEncoder().encode(monspecText);

  constructor() {
    this.deployments.deployed('d-3', revision('three'), ten - 60 * minute);
    this.deployments.deployed('d-4', revision('four'), ten - 3 * minute);
  }

  readonly evidence: EvidenceStore = {
    keep: async (key: string, evidence: Evidence) => {
      if (!this.kept.has(key)) {
        this.kept.set(key, evidence);
      }
      return this.kept.get(key) as Evidence;
    },
    look: async (key) => this.kept.get(key) as Evidence | undefined,
    keepMonspec: async (key, text) => {
      this.kept.set(key, text);
    },
    monspec: async (key) => this.kept.get(key) as string | undefined,
  };

  readonly artifacts: Artifacts = {
    read: async () => ({ kind: 'found', bytes: this.artifact }),
  };

  readonly revisions: Revisions = {
    exists: async (revision) => revision.kind === 'bundle' && !this.gone.has(revision.key),
  };

  readonly environments: Environments = {
    read: async () => ({
      kind: 'found',
      value: {
        environments: {
          Production: {
            cloudwatch: { dimensions: { LoadBalancer: 'app/shop/1' } },
            deployment: destination,
            rollback: this.rollback,
          },
        },
      },
    }),
  };

  readonly policies: Policies = { read: async () => this.policy };

  readonly killSwitch: KillSwitch = {
    read: async () => (this.switchedOn ? { position: 'on', detail: 'It is on.' } : { position: 'off', detail: 'It is off.' }),
  };

  readonly notifier: Notifier = {
    notify: async (message) => {
      this.messages.push(message);
    },
    emit: async (event) => {
      this.events.push(event);
    },
  };

  readonly links: ReportLinks = {
    validation: async (validationId, at) => `https://report.example/${createHash('md5').update(validationId).digest('hex')}/${at}`,
  };

  readonly workflow: Workflow = {
    start: async (name, state) => {
      if (!this.started.has(name)) {
        this.started.set(name, state);
      }
    },
  };

  /** All ports, for any step. */
  ports() {
    const {
      validations,
      pipeline,
      deployments,
      source,
      evidence,
      artifacts,
      revisions,
      environments,
      policies,
      killSwitch,
      notifier,
      links,
      workflow,
      claims,
    } = this;
    return {
      validations,
      jobs: pipeline,
      approvals: pipeline,
      executions: pipeline,
      deployments,
      times: deployments,
      source,
      evidence,
      artifacts,
      revisions,
      environments,
      policies,
      killSwitch,
      notifier,
      links,
      workflow,
      claims,
    };
  }

  /** The only validation. */
  get validation() {
    return this.validations.records.get('exec-1#Production#job-1')!;
  }
}

export type Ports = ReturnType<World['ports']>;

/** From now on, the candidate is so many times as slow as the baseline, which takes 100 ms. */
export const slower = (world: World, factor: number): void => {
  world.source.values = ({ id }) => (id.startsWith('candidate:') ? 100 * factor : 100);
};

/** The candidate has values in so many of its first minutes only. */
export const silentAfter = (world: World, minutes: number): void => {
  world.source.values = ({ id, window }, at) => (id.startsWith('candidate:') && at >= window.start + minutes * minute ? null : 100);
};

/** For expectations on errors of the gate. */
export const coded = (code: GateError['code']) => expect.objectContaining({ code });
