import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command of the SDK that some handler sends. */
export interface UsedCommand {
  /** For instance `@aws-sdk/client-s3`. */
  readonly client: string;
  /** For instance `GetObjectCommand`. */
  readonly command: string;
}

const imports = /import \{([^}]*)\} from '(@aws-sdk\/client-[a-z0-9-]+)'/g;

/** `GetObjectCommand` is itself; `paginateQuery` sends `QueryCommand`. */
function commandOf(imported: string): string | undefined {
  const name = imported.trim();
  if (/^[A-Z]\w*Command$/.test(name)) return name;
  return /^paginate(\w+)$/.exec(name)?.[1]?.concat('Command');
}

/** Commands that files below lambda/ import, those behind paginators included. */
export function usedCommands(project: string): readonly UsedCommand[] {
  const folder = join(project, 'lambda');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const used = new Map<string, UsedCommand>();
  for (const file of files)
    for (const [, names = '', client = ''] of readFileSync(join(folder, file), 'utf8').matchAll(imports))
      for (const command of names.split(',').flatMap((name) => commandOf(name) ?? []))
        used.set(`${client} ${command}`, { client, command });
  return [...used.values()];
}
