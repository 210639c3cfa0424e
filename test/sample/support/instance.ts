/** A folder that stands for an instance, and CodeDeploy's work on it. */
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { unzipTo } from './bundle';

/** How a hook ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** A folder that stands for an instance: its settings, an unpacked revision, and systemctl. */
export class Instance {
  private readonly root: string;
  private readonly archive: string;
  private readonly calls: string;

  /**
   * @param home an empty folder
   * @param settings content of instance.env
   * @param systemctl what the stand-in does after it noted its arguments
   */
  constructor(
    private readonly home: string,
    settings: string,
    systemctl = 'exit 0',
  ) {
    this.root = join(home, 'root');
    this.archive = join(home, 'archive');
    this.calls = join(home, 'systemctl.log');
    mkdirSync(join(this.root, 'etc/unbreakable'), { recursive: true });
    mkdirSync(join(this.home, 'bin'));
    writeFileSync(join(this.root, 'etc/unbreakable/instance.env'), settings);
    writeFileSync(join(this.home, 'bin/systemctl'), `#!/bin/sh\necho "$@" >>"${this.calls}"\n${systemctl}\n`);
    chmodSync(join(this.home, 'bin/systemctl'), 0o755);
  }

  /** Unpacks and runs every hook of the revision in CodeDeploy's order, up to the first that fails. */
  async deploy(file: string, environment: Record<string, string> = {}): Promise<Record<string, Outcome>> {
    await unzipTo(file, this.archive);
    const appspec = parse(readFileSync(join(this.archive, 'appspec.yml'), 'utf8')) as {
      files: { source: string; destination: string }[];
      hooks: Record<string, { location: string }[]>;
    };
    const outcomes: Record<string, Outcome> = {};
    for (const event of ['ApplicationStop', 'BeforeInstall', 'Install', 'AfterInstall', 'ApplicationStart', 'ValidateService']) {
      if (event === 'Install') this.install(appspec.files);
      const hook = appspec.hooks[event]?.[0];
      if (hook === undefined) continue;
      const outcome = await this.run(join(this.archive, hook.location), environment);
      outcomes[event] = outcome;
      if (outcome.code !== 0) break;
    }
    return outcomes;
  }

  get systemctlCalls(): string[] {
    return existsSync(this.calls) ? readFileSync(this.calls, 'utf8').trimEnd().split('\n') : [];
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  mode(path: string): string {
    return (statSync(join(this.root, path)).mode & 0o777).toString(8);
  }

  private install(files: readonly { source: string; destination: string }[]): void {
    for (const { source, destination } of files) {
      const target = join(this.root, destination);
      mkdirSync(target, { recursive: true });
      cpSync(join(this.archive, source), join(target, source.slice(source.lastIndexOf('/') + 1)));
    }
  }

  private run(script: string, environment: Record<string, string>): Promise<Outcome> {
    const env = {
      PATH: `${join(this.home, 'bin')}:${process.env['PATH'] ?? ''}`,
      INSTANCE_ROOT: this.root,
      APPLICATION_NAME: 'app',
      DEPLOYMENT_GROUP_NAME: 'group',
      DEPLOYMENT_GROUP_ID: 'id',
      DEPLOYMENT_ID: 'd1',
      // Bash counts the seconds that the clock shows, so that 1 may be over at once.
      HEALTH_LIMIT_SECONDS: '2',
      LOAD_START_LIMIT_SECONDS: '2',
      ...environment,
    };
    return new Promise((resolve) => {
      execFile(script, { env, cwd: '/' }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
      );
    });
  }
}
