/** Validations and evidence as the gate would leave them, for pages and tests. */
import type { Evidence } from '../../../lambda/gate/evidence';
import type { BundleRevision } from '../../../lambda/gate/revision';
import type { Decision, Validation } from '../../../lambda/gate/validation';
import type { SignatureVerdict, VerdictName } from '../../../lambda/judge/verdict';
import type { ServiceSpec, Signature } from '../../../lambda/monspec/monspec';
import { failures, level } from './series';

/** 20 November 2026, 10:00 UTC: when the first build of the samples is deployed. */
export const dawn = Date.UTC(2026, 10, 20, 10);
const minute = 60_000;
const hour = 60 * minute;
const sha = '9f2c4b7d1e60a35c8841f0d7b6a9e2c35d7f18b04a6ce9f1d2837465b0a1c2d3';

/** How a build behaves in a window. */
export interface Behaviour {
  readonly responseTime: number;
  readonly p90: number;
  readonly failureRate: number;
  readonly requests: number;
}

export const good: Behaviour = { responseTime: 304, p90: 352, failureRate: 0.004, requests: 122 };
export const failing: Behaviour = { responseTime: 297, p90: 348, failureRate: 0.26, requests: 121 };
export const slow: Behaviour = { responseTime: 612, p90: 701, failureRate: 0.061, requests: 96 };

const metric = (name: string): Signature['metric'] => ({ kind: 'timeseries', key: `com.dynatrace.builtin:service.${name}` });
const signatures: readonly Signature[] = [
  { id: 'service.responsetime/avg', metric: metric('responsetime'), aggregate: 'avg', direction: 'upper' },
  { id: 'service.responsetime/p90', metric: metric('responsetime'), aggregate: 'p90', direction: 'upper' },
  { id: 'service.failurerate/avg', metric: metric('failurerate'), aggregate: 'avg', direction: 'upper' },
  { id: 'service.requestspermin/count', metric: metric('requestspermin'), aggregate: 'count', direction: 'lower' },
  {
    id: 'toRelationships:calls/count',
    metric: { kind: 'smartscape', relation: 'toRelationships:calls' },
    aggregate: 'count',
    direction: 'lower',
  },
];

export const service: ServiceSpec = {
  key: 'SampleService',
  name: 'unbreakable-sample',
  entityType: 'SERVICE',
  environments: { Staging: { name: 'Staging', tags: [] }, Production: { name: 'Production', tags: [] } },
  comparisons: [],
  signatures,
};

/** The verdicts of the percentage rule with 30 % (requests 90 %) on two behaviours. */
export function judged(candidate: Behaviour, baseline: Behaviour): readonly SignatureVerdict[] {
  return [
    upper('service.responsetime/avg', 'Response time (avg)', 'ms', candidate.responseTime, baseline.responseTime),
    upper('service.responsetime/p90', 'Response time (p90)', 'ms', candidate.p90, baseline.p90),
    upper('service.failurerate/avg', 'Failure rate (avg)', '%', candidate.failureRate * 100, baseline.failureRate * 100),
    lower('service.requestspermin/count', 'Requests per minute (count)', 'requests/min', candidate.requests, baseline.requests),
    {
      id: 'toRelationships:calls/count',
      label: 'Smartscape toRelationships:calls (count)',
      unit: 'relationships',
      verdict: 'info',
      candidate: null,
      baseline: null,
      limit: {},
      changePercent: null,
      reason: 'CloudWatch cannot supply smartscape relationships.',
    },
  ];
}

function upper(id: string, label: string, unit: string, candidate: number, baseline: number): SignatureVerdict {
  const limit = baseline * 1.3;
  const ok = candidate <= limit;
  return {
    id,
    label,
    unit,
    candidate,
    baseline,
    limit: { upper: limit },
    verdict: ok ? 'pass' : 'fail',
    changePercent: (100 * (candidate - baseline)) / baseline,
    reason: reasonOf(label, unit, candidate, limit, baseline, ok, 'above'),
  };
}

function lower(id: string, label: string, unit: string, candidate: number, baseline: number): SignatureVerdict {
  const limit = baseline * 0.1;
  const ok = candidate >= limit;
  return {
    id,
    label,
    unit,
    candidate,
    baseline,
    limit: { lower: limit },
    verdict: ok ? 'pass' : 'fail',
    changePercent: (100 * (candidate - baseline)) / baseline,
    reason: reasonOf(label, unit, candidate, limit, baseline, ok, 'below'),
  };
}

function reasonOf(label: string, unit: string, candidate: number, limit: number, baseline: number, ok: boolean, side: string): string {
  const show = (value: number): string => `${value.toPrecision(3)} ${unit}`;
  return `${label} ${show(candidate)} ${ok ? 'keeps' : `is ${side}`} the limit ${show(limit)} (baseline ${show(baseline)}).`;
}

/** What a sample is made of; everything has a default. */
export interface Sample {
  readonly build: number;
  readonly stage: 'Staging' | 'Production';
  readonly candidate: Behaviour;
  readonly baseline: Behaviour;
  /** When the deployment started. */
  readonly startedAt: number;
  /** Minutes of the candidate's response time without data. */
  readonly missing: readonly number[];
}

const defaults: Sample = { build: 1, stage: 'Staging', candidate: good, baseline: good, startedAt: dawn, missing: [] };

/** A decided validation and its evidence. */
export function sample(wanted: Partial<Sample> = {}): { readonly validation: Validation; readonly evidence: Evidence } {
  const made = { ...defaults, ...wanted };
  const verdicts = judged(made.candidate, made.baseline);
  const failed = verdicts.filter(({ verdict }) => verdict === 'fail');
  const verdict: VerdictName = failed.length > 0 ? 'fail' : 'pass';
  const reasons =
    failed.length > 0 ? failed.map(({ reason }) => reason) : ['4 of 4 signatures kept their limits; 1 is for information only.'];
  const validation = validationOf(made, {
    decision: verdict === 'fail' ? 'reject' : 'approve',
    by: 'gate',
    verdict,
    reasons,
    at: made.startedAt + 10 * minute,
    answered: true,
  });
  const look = {
    at: made.startedAt + 10 * minute - 4_000,
    number: 6,
    final: true,
    verdict,
    reasons,
    signatures: verdicts,
    evidenceKey: `unbreakable-pipeline/${validation.executionId}/${made.stage}/1/look-6.json`,
  };
  return {
    validation: { ...validation, lastLook: look },
    evidence: evidenceOf(made, validation, { verdict, reasons, signatures: verdicts }),
  };
}

function validationOf({ build, stage, startedAt }: Sample, decision: Decision): Validation {
  const executionId = `0${build}b7c3a2-5d1e-4f60-9a8b-1c2d3e4f5a6${build}`;
  return {
    validationId: `${executionId}#${stage}#5d0e8c1a-77f2-4f3b-a1c9-0e6b2d4f8a91`,
    executionId,
    pipeline: 'unbreakable-pipeline',
    stage,
    attempt: '5d0e8c1a-77f2-4f3b-a1c9-0e6b2d4f8a91',
    approvalAction: `Approve${stage}`,
    mode: 'enforce',
    status: 'decided',
    registeredAt: startedAt + minute,
    service: 'SampleService',
    comparison: stage === 'Staging' ? 'StagingToProduction' : 'ProductionToBeforeDeployment',
    release: `Build ${build}`,
    monspecKey: `monspecs/${sha}.json`,
    monspecSha256: sha,
    deployment: {
      destination: { kind: 'server', applicationName: 'unbreakable-sample', deploymentGroupName: stage },
      deploymentId: `d-${build}Q7X2KLM${stage === 'Staging' ? 'S' : 'P'}`,
      startedAt,
      revision: {
        kind: 'bundle',
        bucket: 'unbreakable-releases-123456789012',
        key: `release/app-build-${build}.zip`,
        bundleType: 'zip',
        version: `v${build}.3sL4kqtJlcpXroDTDmJ`,
      },
    },
    timing: {
      candidate: { start: startedAt + 3 * minute, end: startedAt + 8 * minute },
      lookEverySeconds: 60,
      ingestionDelaySeconds: 120,
      extendSeconds: 300,
      extended: false,
    },
    decision,
  };
}

function evidenceOf(made: Sample, { validationId, deployment, timing }: Validation, verdict: Evidence['verdict']): Evidence {
  const sameStage = made.stage === 'Production';
  const candidate = timing.candidate;
  const baseline = sameStage ? { start: made.startedAt - 5 * minute, end: made.startedAt } : candidate;
  const shape = (
    side: 'candidate' | 'baseline',
    seed: number,
  ): { start: number; minutes: number; seed: number; missing: readonly number[] } => {
    const window = side === 'candidate' ? candidate : baseline;
    return {
      start: window.start,
      minutes: (window.end - window.start) / minute,
      seed: seed + made.build,
      missing: side === 'candidate' ? made.missing : [],
    };
  };
  const both = (outcome: (side: 'candidate' | 'baseline') => Evidence['measured'][string]['candidate']): Evidence['measured'][string] => ({
    candidate: outcome('candidate'),
    baseline: outcome('baseline'),
  });
  return {
    engine: 'percentage/1',
    validationId,
    look: 6,
    at: made.startedAt + 10 * minute - 4_000,
    monspecSha256: sha,
    service,
    comparison: {
      name: 'StagingToProduction',
      source: made.stage,
      compare: 'Production',
      allowedPercent: { default: 30, byMetric: { 'com.dynatrace.builtin:service.requestspermin': 90 } },
      shiftSourceSeconds: 0,
      baseline: sameStage ? { kind: 'beforeDeployment' } : { kind: 'shifted', seconds: 0 },
    },
    windows: { candidate, baseline },
    baselineExists: true,
    deployments: { registered: deployment.deploymentId, current: deployment.deploymentId },
    measured: {
      'service.responsetime/avg': both((side) => level(made[side].responseTime, 0.09, shape(side, 1))),
      'service.responsetime/p90': both((side) => level(made[side].p90, 0.14, shape(side, 2))),
      'service.failurerate/avg': both((side) => failures(made[side].failureRate, made[side].requests, shape(side, 3))),
      'service.requestspermin/count': both((side) => level(made[side].requests, 0.08, shape(side, 4), 'requests/min')),
      'toRelationships:calls/count': both(() => ({ kind: 'unsupported', detail: 'CloudWatch has no smartscape relationships' })),
    },
    verdict,
    receipt: { calls: 2, metrics: 10, milliseconds: 231, estimatedDollars: 0.0001 },
  };
}

/** The four builds of the first story in both stages, newest first: 2 fails in staging, 4 in production and is repaired. */
export function story(): readonly { readonly validation: Validation; readonly evidence: Evidence }[] {
  const oldestFirst = [
    sample({ build: 1, stage: 'Staging', startedAt: dawn }),
    sample({ build: 1, stage: 'Production', startedAt: dawn + hour / 3 }),
    sample({ build: 2, stage: 'Staging', candidate: failing, startedAt: dawn + hour }),
    sample({ build: 3, stage: 'Staging', candidate: { ...good, responseTime: 311 }, startedAt: dawn + 2 * hour }),
    sample({ build: 3, stage: 'Production', startedAt: dawn + 2 * hour + hour / 3 }),
    sample({ build: 4, stage: 'Staging', candidate: { ...good, p90: 371 }, startedAt: dawn + 3 * hour }),
    repaired(sample({ build: 4, stage: 'Production', candidate: slow, startedAt: dawn + 3 * hour + hour / 3 })),
  ];
  return oldestFirst.toReversed();
}

/** Adds a finished rollback to build 3. */
export function repaired({ validation, evidence }: { readonly validation: Validation; readonly evidence: Evidence }): {
  readonly validation: Validation;
  readonly evidence: Evidence;
} {
  const startedAt = (validation.decision?.at ?? 0) + 3_000;
  const from = validation.deployment.revision as BundleRevision;
  return {
    evidence,
    validation: {
      ...validation,
      remediation: {
        state: 'succeeded',
        from,
        to: { ...from, key: 'release/app-build-3.zip', version: 'v3.3sL4kqtJlcpXroDTDmJ' },
        toRelease: 'Build 3',
        deploymentId: 'd-R0LL8ACK3',
        reason: 'The rejected build served in Production; Build 3 is the newest revision whose validation passed there.',
        startedAt,
        endedAt: startedAt + 95_000,
      },
    },
  };
}
