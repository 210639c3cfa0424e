/** An urgent fix after a rollback: the lock keeps it out until a person unlocks, and its gate still measures it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { lock } from '../../../cli/lock/command';
import { unlock } from '../../../cli/unlock/command';
import { waitsBefore } from '../../../cli/pipeline/transitions';
import { Breaker } from '../../../rehearsal/story/breaker';
import { unbreakable } from './support/command-line';
import { prepareApp } from './support/prepared-app';
import { hasLooked, once, Theatre } from './support/theatre';
import { waitFor } from './support/wait-for';

test('from the command line: rolled back, locked, released, kept out, unlocked, measured, in production', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trouble-'));
  try {
    const app = await prepareApp(folder);
    const run = await unbreakable(['rehearse', '--incident', '--fix', '--no-serve', '--port', '0', '--app', app]);
    const story = run.lines.flatMap((line) => {
      if (line.type === 'decision') return [`build ${line.build} ${line.decision} in ${line.stage} by ${line.by}`];
      return line.type === 'remediation' ? [`${line.fromBuild} → ${line.toBuild} by ${line.by}`] : [];
    });
    expect(story.slice(-3)).toEqual(['5 → 3 by healing', 'build 1 approve in Staging by gate', 'build 1 approve in Production by gate']);
    expect(run.output).toContain('The build waits before Production, which is locked: ');
    expect(run.output).toContain('As a person would: unbreakable unlock unbreakable-pipeline --stage Production');
    expect(run.lines.at(-1)).toMatchObject({ type: 'summary', ok: true, stagingBuild: 1, productionBuild: 1, locked: [] });
    expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 480_000);

describe('while production burns', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await Theatre.open({ unlocks: false });
  }, 120_000);
  afterAll(() => theatre?.close());

  const isLocked = async (): Promise<true | undefined> => {
    const { clients, structure } = theatre.stage;
    const { stageStates = [] } = await clients.codepipeline.send(new GetPipelineStateCommand({ name: structure.name }));
    return stageStates.find(({ stageName }) => stageName === 'Production')?.inboundTransitionState?.enabled === false || undefined;
  };

  test('the rollback by the gate did not help: the fix gets in by unlock, is compared with the bad time, and stays', async () => {
    const breaker = new Breaker(theatre.cloud, theatre.environments);
    // Without a build that has passed there is nothing to go back to.
    const passed = await theatre.release(1);
    expect(passed.execution).toMatchObject({ status: 'Succeeded' });
    // Errors that no build causes: they begin while build 4 is measured, so going back does not end them.
    const rejected = await theatre.release(
      4,
      {},
      once(hasLooked('Production', 1), () => void breaker.toggle('e', 'Production')),
    );
    expect(rejected.decision('Production')).toMatchObject({ decision: 'reject' });
    await waitFor(isLocked);

    let waited = 0;
    const fixed = await theatre.release(1, {}, async (snapshot) => {
      if (!waitsBefore(snapshot, 'Production')) return;
      waited += 1;
      if (waited !== 5) return;
      expect(await isLocked()).toBe(true);
      breaker.toggle('e', 'Production');
      await unlock(theatre.stage.clients, theatre.stage.structure.name, 'Production');
    });
    expect(waited).toBeGreaterThanOrEqual(5);
    expect(fixed.decision('Production')).toMatchObject({ decision: 'approve', by: 'gate' });
    expect(fixed.execution).toMatchObject({ status: 'Succeeded' });
  }, 360_000);

  test('a lock by hand keeps builds out in the same way, and nothing else is stopped', async () => {
    const { clients, structure } = theatre.stage;
    await lock(clients, structure.name, { reason: 'Migration' });
    let seen = false;
    const ending = await theatre.release(
      1,
      {},
      once(
        (snapshot) => waitsBefore(snapshot, 'Production'),
        async () => {
          seen = (await isLocked()) === true;
          await unlock(clients, structure.name, undefined);
        },
      ),
    );
    expect(seen).toBe(true);
    expect(ending.execution).toMatchObject({ status: 'Succeeded' });
  }, 240_000);
});
