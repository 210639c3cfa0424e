import { parseConfig, type Config } from '../../lib/config/config';
import { ConfigError } from '../../lib/config/config-error';
import { config as chosen } from '../../unbreakable.config';
import type { Check } from './check';

/** The configuration, where it can be used. */
export interface ConfigurationFound {
  readonly config: Config | undefined;
  readonly checks: readonly Check[];
}

/** Where the team's choices are. */
const file = 'unbreakable.config.ts';

/** Reads and parses `unbreakable.config.ts`, or what a test gives instead. */
export function checkConfiguration(given: unknown = chosen): ConfigurationFound {
  try {
    const config = parseConfig(given);
    return { config, checks: [{ area: 'configuration', status: 'ok', found: `${file} can be used` }, ...listeners(config)] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      config: undefined,
      checks: error.problems.map((problem) => ({
        area: 'configuration',
        status: 'missing',
        found: problem,
        fix: `Mend it in ${file}; docs/configuration.md lists what is allowed.`,
      })),
    };
  }
}

/** Alarms that nobody hears are no alarms. */
function listeners({ notificationEmails, critical, production }: Config): readonly Check[] {
  if (production.alarms.tell === 'nobody') return [];
  const nobodyReads = notificationEmails.length === 0;
  const nobodyIsCalled = production.alarms.tell === 'critical' && critical.phoneNumbers.length + critical.pagers.length === 0;
  return [
    ...(nobodyReads ? [missing('nobody gets the gate’s decisions and the alarms', 'Set notificationEmails.')] : []),
    ...(nobodyIsCalled
      ? [
          missing(
            'nobody is called when production fails',
            'Set critical.phoneNumbers or critical.pagers, or production.alarms.tell to email.',
          ),
        ]
      : []),
  ];
}

const missing = (found: string, fix: string): Check => ({ area: 'configuration', status: 'missing', found, fix: `${fix} In ${file}.` });
