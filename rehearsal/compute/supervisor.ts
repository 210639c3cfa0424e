/** What systemd does on an instance: finds unit files under the root and runs them as local processes. */
import { existsSync, readFileSync } from 'node:fs';
import type { ProcessKeeper } from './process-keeper';
import { inRoot } from './root';
import { Unit, type UnitState } from './unit';
import type { UnitHost } from './unit-command';
import { parseUnit, type UnitFile } from './unit-file';

/** Where systemd looks for units, the first place first. */
const unitFolders = ['/etc/systemd/system', '/usr/lib/systemd/system'];

export class Supervisor {
  private readonly units = new Map<string, Unit>();
  private readonly enabled = new Set<string>();

  constructor(
    private readonly host: UnitHost,
    private readonly keeper: ProcessKeeper,
    private readonly report: (message: string) => void,
  ) {}

  exists(name: string): boolean {
    return this.path(name) !== undefined;
  }

  /** Throws ComputeError where the unit cannot be started. */
  start(name: string): void {
    this.unit(name).start(this.read(name));
  }

  async restart(name: string): Promise<void> {
    const file = this.read(name);
    await this.unit(name).stop();
    this.unit(name).start(file);
  }

  async stop(name: string): Promise<void> {
    await this.units.get(name)?.stop();
  }

  state(name: string): UnitState {
    return this.units.get(name)?.state ?? 'inactive';
  }

  setEnabled(name: string, enabled: boolean): void {
    if (enabled) this.enabled.add(name);
    else this.enabled.delete(name);
  }

  isEnabled(name: string): boolean {
    return this.enabled.has(name);
  }

  pid(name: string): number | undefined {
    return this.units.get(name)?.pid;
  }

  /** Stops every unit. */
  async shutDown(): Promise<void> {
    await Promise.all([...this.units.values()].map((unit) => unit.stop()));
  }

  private unit(name: string): Unit {
    const known = this.units.get(name) ?? new Unit(name, this.host, this.keeper, this.report);
    this.units.set(name, known);
    return known;
  }

  private path(name: string): string | undefined {
    return unitFolders.map((folder) => inRoot(this.host.root, `${folder}/${name}`)).find(existsSync);
  }

  private read(name: string): UnitFile {
    return parseUnit(name, readFileSync(this.path(name) ?? '', 'utf8'));
  }
}
