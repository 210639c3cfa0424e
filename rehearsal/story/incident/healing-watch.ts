import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { readHealing } from '../../../cli/pipeline/healing';
import { UserError } from '../../../cli/errors';
import type { HealingDescription } from '../../../lambda/contract/healing-description';
import type { CloudHost } from '../../cloud/host';
import type { Line } from '../lines';
import type { Stage } from '../stage';
import { listen, type Heard, type RemediationHeard } from './healing-events';
import { followedLine, healingLine, problemLine } from './remediation-line';

/** How often the story looks whether healing has ended, in milliseconds of the machine. */
const lookEvery = 400;

/** How far the story of a rollback is. `over`: it did not help, and people are called until one of them acts. */
export type Ending = 'settling' | 'over';

/** What healing did, in contrast to what alarms say. */
type Acted = Exclude<Heard, { readonly kind: 'alarm' }>;

/** Hears what healing does and tells it. */
export class HealingWatch {
  readonly #queue: Acted[] = [];
  /** What the newest alarm of each name said. */
  readonly #alarms = new Map<string, string>();
  readonly #unlisten: () => void;

  private constructor(
    private readonly stage: Stage,
    cloud: CloudHost,
    private readonly healing: HealingDescription | undefined,
    private readonly tellsRefusals: boolean,
  ) {
    this.#unlisten = listen(cloud, (heard) => {
      if (heard.kind === 'alarm') this.#alarms.set(heard.name, heard.reason);
      else this.#queue.push(heard);
    });
  }

  /** @param tellsRefusals whether problems that lead to no rollback are told, too */
  static async begin(stage: Stage, cloud: CloudHost, tellsRefusals: boolean): Promise<HealingWatch> {
    return new HealingWatch(stage, cloud, await findHealing(stage), tellsRefusals);
  }

  /** Tells what has happened since the last time. @returns how far the newest rollback is, where one has ended since. */
  async tellNews(): Promise<Ending | undefined> {
    let end: Ending | undefined;
    for (const heard of this.#queue.splice(0)) end = (await this.#tell(heard)) ?? end;
    return end;
  }

  /**
   * Waits until healing is at work on nothing, and tells what happens meanwhile.
   * @param hours virtual; then it is left alone. @returns whether it has come to rest.
   */
  async untilQuiet(hours: number): Promise<boolean> {
    const deadline = this.stage.clock.now() + hours * 3_600_000;
    for (;;) {
      const busy = await this.#isBusy();
      if ((await this.tellNews()) === 'over' || !busy) return true;
      this.stage.checkAlive();
      if (this.stage.clock.now() > deadline) return false;
      await pause();
    }
  }

  /** Waits until a rollback has ended. @param hours virtual @throws UserError when none has by then. */
  async untilRolledBack(hours: number): Promise<void> {
    const deadline = this.stage.clock.now() + hours * 3_600_000;
    while ((await this.tellNews()) === undefined) {
      this.stage.checkAlive();
      if (this.stage.clock.now() > deadline) throw new UserError(`Nothing was rolled back within ${hours} virtual hours.`, 1);
      await pause();
    }
  }

  stop(): void {
    this.#unlisten();
  }

  async #tell(heard: Acted): Promise<Ending | undefined> {
    const { stage } = this;
    switch (heard.kind) {
      case 'started':
        this.#noteStart(heard.detail);
        return undefined;
      case 'refused':
        if (this.tellsRefusals) stage.tell({ kind: 'line', line: problemLine(heard.detail) });
        return undefined;
      case 'ended':
        stage.tell({ kind: 'line', line: await endLine(stage, heard.detail) });
        stage.tell({ kind: 'note', text: `The page of the problem: ${heard.detail.link}`, whileServed: true });
        return heard.detail.outcome === 'succeeded' ? 'settling' : 'over';
    }
  }

  #noteStart({ by, problemId, environment, fromRelease, toRelease, reason }: RemediationHeard): void {
    if (by === 'gate')
      return this.#note(
        `Healing follows the gate’s rollback of ${environment}: no build enters until it is unlocked, and whether it helped is measured.`,
      );
    this.#note(this.#alarmBehind(problemId));
    this.#note(`${environment} goes back from ${fromRelease} to ${toRelease}. ${reason}`);
  }

  /** The alarm that a problem is, for people; nothing for other reporters' problems. */
  #alarmBehind(problemId: string): string | undefined {
    const found = [...this.#alarms].find(([name]) => problemId.startsWith(`cloudwatch:${name}.`));
    return found && `Alarm ${found[0]}: ${found[1]}`;
  }

  #note(text: string | undefined): void {
    if (text !== undefined) this.stage.tell({ kind: 'note', text });
  }

  async #isBusy(): Promise<boolean> {
    if (this.healing === undefined) return false;
    const { stateMachineArn } = this.healing;
    const { executions = [] } = await this.stage.clients.sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
    return executions.length > 0;
  }
}

/** A rollback of healing's own has its line; so has the verification of one of the gate. */
const endLine = (stage: Stage, detail: RemediationHeard): Promise<Line> =>
  detail.by === 'gate' ? followedLine(detail) : healingLine(stage, detail);

/** What the stacks say of healing; nothing where they have none. */
async function findHealing({ clients }: Stage): Promise<HealingDescription | undefined> {
  try {
    return await readHealing(clients);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, lookEvery));
