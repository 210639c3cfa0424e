/** The load-balancer process: does what the rehearsal tells it, and reports twice a second. */
import { clockVariable, type ClockSettings } from '../../../clock/clock';
import { virtualNow } from '../../../clock/virtual-clock';
import type { Fault, FromBalancer, HealthCheck, ToBalancer } from '../messages';
import { Entrance } from './entrance';
import { checkHealth } from './health-checker';
import { Meter } from './meter';
import { TargetGroup } from './target-group';
import { Visit } from './visit';

/** Real milliseconds. */
const reportEvery = 500;

const settings = JSON.parse(process.env[clockVariable] ?? '{}') as ClockSettings;
const now = () => virtualNow(settings, Date.now());
const meter = new Meter();
const groups = new Map<string, TargetGroup>();
const checks = new Map<string, { readonly settings: string; readonly stop: () => void }>();
const entrances = new Map<string, Entrance>();
const written = new Map<string, string[]>();
let faults: readonly Fault[] = [];

const tell = (message: FromBalancer): void => {
  process.send?.(message);
};

const listen = async (balancer: string, accessLog: string | undefined): Promise<void> => {
  const entrance = new Entrance({
    groups,
    faults: () => faults,
    random: Math.random,
    record: (outcome) => meter.record(balancer, outcome, now()),
    ...(accessLog !== undefined && {
      log: (incoming, reply) => new Visit(accessLog, incoming, reply, now, (line) => write(balancer, line)),
    }),
  });
  entrances.set(balancer, entrance);
  tell({ kind: 'listening', balancer, port: await entrance.listen() });
};

const write = (balancer: string, line: string): void => {
  const lines = written.get(balancer) ?? [];
  written.set(balancer, lines);
  lines.push(line);
};

/** Health checks go on undisturbed where only the targets have changed. */
const updateGroup = ({ group: arn, health, targets }: Extract<ToBalancer, { kind: 'group' }>): void => {
  const group = groups.get(arn) ?? new TargetGroup(arn, health);
  groups.set(arn, group);
  group.update(targets, health);
  restartCheck(group, health);
};

const restartCheck = (group: TargetGroup, health: HealthCheck): void => {
  const settings = JSON.stringify(health);
  const running = checks.get(group.arn);
  if (running?.settings === settings) return;
  running?.stop();
  checks.set(group.arn, { settings, stop: checkHealth(group, health) });
};

const receive = (message: ToBalancer): void => {
  switch (message.kind) {
    case 'listen':
      void listen(message.balancer, message.accessLog);
      return;
    case 'routes': {
      const entrance = entrances.get(message.balancer);
      if (entrance !== undefined) entrance.routes = message.routes;
      return;
    }
    case 'group':
      return updateGroup(message);
    case 'faults':
      faults = message.faults;
  }
};

process.on('message', receive);
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; this process ends when the rehearsal has finished with it.
process.on('SIGINT', () => undefined);
setInterval(() => {
  const measures = meter.take();
  if (measures.length > 0) tell({ kind: 'measures', measures });
  for (const [balancer, lines] of written) tell({ kind: 'lines', balancer, lines });
  written.clear();
  tell({ kind: 'health', groups: [...groups.values()].map((group) => group.health) });
}, reportEvery);
tell({ kind: 'ready' });
