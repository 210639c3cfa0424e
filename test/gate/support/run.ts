import type { WorkflowState } from '../../../lambda/contract/workflow';
import { decide } from '../../../lambda/gate/decide';
import { look } from '../../../lambda/gate/look';
import { register } from '../../../lambda/gate/register';
import { remediate } from '../../../lambda/gate/remediate';
import { watch } from '../../../lambda/gate/watchdog';
import type { Ports, World } from './world';
import { job, userParameters } from './world';

/** What a function that dies leaves behind: nothing but what it had done. */
export class Crash extends Error {}

/** Counts the calls to ports, and dies at some of them: call n is interrupted at 2n (before it) or 2n + 1 (after it). */
export class Fuse {
  moments = 0;

  constructor(private readonly deadly: readonly number[] = []) {}

  pass(): void {
    this.moments += 1;
    if (this.deadly.includes(this.moments - 1)) {
      throw new Crash(`at moment ${this.moments - 1}`);
    }
  }
}

type Call = (...args: unknown[]) => unknown;

/** A port that dies where the fuse says. */
export const fused = <T extends object>(port: T, fuse: Fuse): T =>
  new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') {
        return member;
      }
      return (...args: unknown[]) => {
        fuse.pass();
        const result = (member as Call).apply(target, args);
        return result instanceof Promise
          ? result.then((value: unknown) => {
              fuse.pass();
              return value;
            })
          : result;
      };
    },
  });

const fusedPorts = (world: World, fuse: Fuse): Ports =>
  Object.fromEntries(Object.entries(world.ports()).map(([name, port]) => [name, fused(port, fuse)])) as Ports;

export const step = (state: WorkflowState, ports: Ports, now: number): Promise<WorkflowState> => {
  switch (state.next) {
    case 'look':
      return look(state, ports, now);
    case 'decide':
      return decide(state, ports, now);
    case 'remediate':
      return remediate(state, ports, now);
    case 'done':
      return Promise.resolve(state);
  }
};

/** Lambda and Step Functions try again, a few seconds later. */
const retrying = async <T>(world: World, attempts: number, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (attempts <= 1) {
      throw error;
    }
    world.now += 5_000;
    return retrying(world, attempts - 1, work);
  }
};

export interface RunOptions {
  readonly fuse?: Fuse;
  /** Minutes of the window. Default 5. */
  readonly windowMinutes?: number;
  /** Called before every step, for what happens outside meanwhile. */
  readonly meanwhile?: (state: WorkflowState) => void | Promise<void>;
}

const failed = (error: unknown): WorkflowState['error'] => ({ Error: error instanceof Error ? error.name : 'Error', Cause: String(error) });

/** One step with its retries; a Look that fails for good goes to Decide, anything else ends the execution. */
const attempt = async (state: WorkflowState, world: World, ports: Ports): Promise<WorkflowState> => {
  try {
    return await retrying(world, 4, () => step(state, ports, world.now));
  } catch (error) {
    if (state.next === 'look') {
      return { ...state, next: 'decide', error: failed(error)! };
    }
    await retrying(world, 3, () => watch({ validationId: state.validationId, status: 'FAILED', cause: String(error) }, ports, world.now));
    return { ...state, next: 'done' };
  }
};

/** Runs a workflow to its end as the state machine does. Returns the states it went through. */
export const runWorkflow = async (
  world: World,
  start: WorkflowState,
  { fuse = new Fuse(), meanwhile }: RunOptions = {},
): Promise<WorkflowState[]> => {
  const ports = fusedPorts(world, fuse);
  const states = [start];
  let state = start;
  while (state.next !== 'done' && states.length < 300) {
    world.now = Math.max(world.now, Date.parse(state.at));
    await meanwhile?.(state);
    state = await attempt(state, world, ports);
    states.push(state);
  }
  return states;
};

/** One gate from the job to the end of its workflow. */
export const runGate = async (world: World, options: RunOptions = {}): Promise<WorkflowState[]> => {
  const ports = fusedPorts(world, options.fuse ?? new Fuse());
  const given = { ...job, userParameters: userParameters(options.windowMinutes) };
  await retrying(world, 3, () => register(given, ports, world.now));
  const [start] = world.started.values();
  return start === undefined ? [] : runWorkflow(world, start, options);
};
