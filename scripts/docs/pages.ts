import { architecturePage } from './architecture';
import { configurationPage } from './configuration';
import { costsPage } from './costs/page';
import { permissionsPage } from './permissions';
import type { Synthesize, Synthesized } from './synthesize';

/** Pages of docs/ that are made from code, by file name. @param synthesize makes the templates that are described */
export function generatedPages(synthesize: Synthesize): Readonly<Record<string, string>> {
  const { stacks, wildcards } = synthesize();
  const optional = onlyStack('UnbreakableLogging', synthesize({ logging: { enabled: true } }));
  return {
    'architecture.md': architecturePage(stacks),
    'configuration.md': configurationPage(),
    'costs.md': costsPage(synthesize),
    'permissions.md': permissionsPage({ ...stacks, ...optional.stacks }, [...wildcards, ...optional.wildcards]),
  };
}

/** What a configuration adds to the default in a stack of its own. */
const onlyStack = (name: string, { stacks, wildcards }: Synthesized): Pick<Synthesized, 'stacks' | 'wildcards'> => ({
  stacks: { [name]: stacks[name] ?? {} },
  wildcards: wildcards.filter(({ where }) => where.startsWith(`${name}/`)),
});
