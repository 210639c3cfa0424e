import { parseConfig, type Config } from '../../lib/config/config';
import { ConfigError } from '../../lib/config/config-error';
import { messageOf, UserError } from '../errors';
import type { Check } from './check';

/** The configuration, where it can be used. */
export interface ConfigurationFound {
  readonly config: Config | undefined;
  readonly checks: readonly Check[];
}

/** Where the team's choices are. */
const file = 'unbreakable.config.ts';

/** Reads and parses `unbreakable.config.ts`, or what a test gives instead. @param load reads the file, which is code and may fail */
export async function checkConfiguration(given: unknown, load: () => Promise<unknown> = chosen): Promise<ConfigurationFound> {
  try {
    const config = parseConfig(given ?? (await load()));
    return { config, checks: [{ area: 'configuration', status: 'ok', found: `${file} can be used` }, ...listeners(config)] };
  } catch (error) {
    return { config: undefined, checks: problemsOf(error) };
  }
}

async function chosen(): Promise<unknown> {
  const exported: { readonly config?: unknown } = await import('../../unbreakable.config.js');
  if (exported.config === undefined) throw new UserError('it exports nothing that is called config');
  return exported.config;
}

/** The file itself, not something that it imports. */
const isAbsent = (error: unknown): boolean => /Cannot find module '[^']*unbreakable\.config/.test(messageOf(error));

const problemsOf = (error: unknown): readonly Check[] =>
  error instanceof ConfigError
    ? error.problems.map((problem) => ({
        area: 'configuration',
        status: 'missing',
        found: problem,
        fix: `Mend it in ${file}; docs/configuration.md lists what is allowed.`,
      }))
    : [
        {
          area: 'configuration',
          status: 'missing',
          found: `${file} cannot be loaded: ${isAbsent(error) ? 'it is not there' : messageOf(error).replaceAll(/\s+/g, ' ')}`,
          fix: 'Mend it: npx tsc --noEmit says where. One that chooses nothing is: export const config = {};',
        },
      ];

/** Alarms that nobody hears are no alarms. */
function listeners({ notificationEmails, critical, production }: Config): readonly Check[] {
  if (production.alarms.tell === 'nobody') return [];
  const nobodyReads = notificationEmails.length === 0;
  const nobodyIsCalled = production.alarms.tell === 'critical' && critical.phoneNumbers.length + critical.pagers.length === 0;
  return [
    ...(nobodyReads ? [missing('nobody gets the gate’s decisions and the alarms', `Set notificationEmails in ${file}.`)] : []),
    ...(nobodyIsCalled
      ? [
          missing(
            'nobody is called when production fails',
            `Set critical.phoneNumbers or critical.pagers in ${file}, or production.alarms.tell to email.`,
          ),
        ]
      : []),
  ];
}

const missing = (found: string, fix: string): Check => ({ area: 'configuration', status: 'missing', found, fix });
