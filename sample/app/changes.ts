/** The routes that change a running sample. They need the operator's ALLOW_CHANGES=true. */
import { badSleep, parseSleep, type Application } from './application';
import { json, type Reply } from './reply';

/** `/api/sleeptime[?min=milliseconds]`: shows or sets how long `/api/invoke` sleeps. */
export function sleepTime(app: Application, query: URLSearchParams): Reply {
  const asked = query.get('min');
  if (asked === null) return json(200, { sleepMilliseconds: app.sleepMilliseconds });
  if (!app.settings.allowChanges) return refused;
  const sleep = parseSleep(asked);
  if (sleep === undefined) return json(400, badSleep('min', asked));
  app.sleepMilliseconds = sleep;
  app.log.warning('Somebody changed the sleep time', { sleepMilliseconds: sleep });
  return json(200, { sleepMilliseconds: sleep });
}

/** `/api/version[?newBuildNumber=n]`: shows what runs, or makes it behave like another known build. */
export function version(app: Application, query: URLSearchParams): Reply {
  const asked = query.get('newBuildNumber');
  if (asked === null) return shown(app);
  if (!app.settings.allowChanges) return refused;
  const build = app.knownBuilds.find((known) => String(known.build) === asked);
  if (build === undefined) {
    const known = app.knownBuilds.map((definition) => definition.build);
    return json(400, { error: 'unknown build', received: asked.slice(0, 80), known });
  }
  app.log.warning('Somebody changed the build', { from: app.build.build, to: build.build });
  app.build = build;
  return shown(app);
}

function shown(app: Application): Reply {
  return json(200, { build: app.build.build, version: app.settings.version, environment: app.settings.environment });
}

const refused = json(403, {
  error: 'changes are switched off',
  fix: 'Set ALLOW_CHANGES=true in /etc/unbreakable/instance.env and restart the service.',
});
