import { architecturePage } from './architecture';
import { configurationPage } from './configuration';
import { costsPage } from './costs/page';
import { permissionsPage } from './permissions';
import { synthesizeWithReasons, type Synthesized } from './synthesize';

/** Pages of docs/ that are made from code, by file name. */
export function generatedPages(): Readonly<Record<string, string>> {
  const { stacks, wildcards } = synthesizeWithReasons();
  const optional = onlyStack('UnbreakableLogging', synthesizeWithReasons({ logging: { enabled: true } }));
  return {
    'architecture.md': architecturePage(stacks),
    'configuration.md': configurationPage(),
    'costs.md': costsPage(stacks),
    'permissions.md': permissionsPage({ ...stacks, ...optional.stacks }, [...wildcards, ...optional.wildcards]),
  };
}

/** What a configuration adds to the default in a stack of its own. */
const onlyStack = (name: string, { stacks, wildcards }: Synthesized): Synthesized => ({
  stacks: { [name]: stacks[name] ?? {} },
  wildcards: wildcards.filter(({ where }) => where.startsWith(`${name}/`)),
});
