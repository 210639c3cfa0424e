import { deployBefore, type BundlesBefore } from './before';
import type { Stage } from './stage';

/** How long the service runs before the first release, so that its metrics have begun, in virtual minutes. */
const minutesBefore = 3;

/** Deploys the build before and lets it serve load for a while: the first release meets a running service. */
export async function letItRun(stage: Stage, bundles: BundlesBefore, build: number): Promise<void> {
  const objects = await deployBefore(stage, bundles);
  const application = objects.get('Application');
  if (application !== undefined) await stage.ledger.note(build, application);
  for (let minute = 0; minute < minutesBefore; minute += 1) {
    stage.checkAlive();
    await stage.clock.sleep(60_000);
  }
}
