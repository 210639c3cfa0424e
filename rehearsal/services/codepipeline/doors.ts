/** The doors of one pipeline's stages, and the promises of those who wait before them. */
import { arrive, leave, openDoor, reenter, setEnabled, withdraw, type Door, type Moved } from './door';
import type { ExecutionMode } from './model';

export type Passage = 'entered' | 'superseded' | 'withdrawn';

export class Doors {
  private readonly doors: Door[];
  private readonly waiters = new Map<string, (passage: Passage) => void>();

  constructor(
    private readonly mode: ExecutionMode,
    enabled: readonly boolean[],
  ) {
    this.doors = enabled.map((open) => ({ ...openDoor, enabled: open }));
  }

  /** Resolves once the execution is inside the stage, or will never be. */
  async enter(stage: number, id: string): Promise<Passage> {
    const passage = new Promise<Passage>((resolve) => this.waiters.set(id, resolve));
    this.apply(stage, arrive(this.mode, this.at(stage), id));
    return passage;
  }

  leave(stage: number): void {
    this.apply(stage, leave(this.at(stage)));
  }

  setEnabled(stage: number, enabled: boolean): void {
    this.apply(stage, setEnabled(this.at(stage), enabled));
  }

  /** Takes the execution out of every queue. True where it was waiting. */
  withdraw(id: string): boolean {
    const stage = this.doors.findIndex((door) => door.waiting.includes(id));
    if (stage < 0) return false;
    this.apply(stage, withdraw(this.at(stage), id));
    this.settle(id, 'withdrawn');
    return true;
  }

  /** False where another execution is inside. */
  reenter(stage: number, id: string): boolean {
    const door = reenter(this.at(stage), id);
    if (door !== undefined) this.doors[stage] = door;
    return door !== undefined;
  }

  waiting(stage: number): readonly string[] {
    return this.at(stage).waiting;
  }

  private at(stage: number): Door {
    return this.doors[stage] ?? openDoor;
  }

  private apply(stage: number, moved: Moved): void {
    this.doors[stage] = moved.door;
    for (const id of moved.superseded) this.settle(id, 'superseded');
    if (moved.entered !== undefined) this.settle(moved.entered, 'entered');
  }

  private settle(id: string, passage: Passage): void {
    this.waiters.get(id)?.(passage);
    this.waiters.delete(id);
  }
}
