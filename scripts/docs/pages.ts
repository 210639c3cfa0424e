import { architecturePage } from './architecture';
import { configurationPage } from './configuration';
import { costsPage } from './costs/page';
import { permissionsPage } from './permissions';
import { synthesizeWithReasons } from './synthesize';

/** Pages of docs/ that are made from code, by file name. */
export function generatedPages(): Readonly<Record<string, string>> {
  const { stacks, wildcards } = synthesizeWithReasons();
  return {
    'architecture.md': architecturePage(stacks),
    'configuration.md': configurationPage(),
    'costs.md': costsPage(stacks),
    'permissions.md': permissionsPage(stacks, wildcards),
  };
}
