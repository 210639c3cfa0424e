/** Takes permissions out of an assembly, as a person might who thinks that nobody needs them. */
import { editTemplate } from './prepared-app';

interface Statement {
  readonly Action: string | readonly string[];
}
interface Document {
  Statement: Statement[];
}

/** Where a permission is. */
export interface Place {
  readonly stack: string;
  /** Beginning of the logical id of a role with policies of its own, or of a policy. */
  readonly resource: string;
  /** Must be there. */
  readonly action: string;
}

/** Takes one action out of every statement of a role or policy. Throws where nothing had it: the case would prove nothing. */
export const takeAway = (app: string, { stack, resource, action }: Place): void => {
  let found = false;
  editTemplate(app, stack, ({ Resources }) => {
    for (const [id, { Type, Properties }] of Object.entries(Resources)) {
      if (!id.startsWith(resource) || !(Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::Role')) continue;
      for (const document of documentsOf(Properties)) {
        const before = JSON.stringify(document);
        document.Statement = document.Statement.flatMap((statement) => without(statement, action));
        found ||= JSON.stringify(document) !== before;
      }
    }
  });
  if (!found) throw new Error(`${stack}/${resource} has no ${action}.`);
};

/** Takes a whole resource out, for example a permission of a function or the policy of a queue. */
export const takeOut = (app: string, stack: string, resource: string): void => {
  let found = false;
  editTemplate(app, stack, ({ Resources }) => {
    for (const id of Object.keys(Resources).filter((each) => each.startsWith(resource))) {
      delete Resources[id];
      found = true;
    }
  });
  if (!found) throw new Error(`${stack} has no ${resource}.`);
};

const documentsOf = (properties: Record<string, unknown>): readonly Document[] => [
  ...('PolicyDocument' in properties ? [properties['PolicyDocument'] as Document] : []),
  ...((properties['Policies'] ?? []) as { PolicyDocument: Document }[]).map(({ PolicyDocument }) => PolicyDocument),
];

const without = (statement: Statement, action: string): Statement[] => {
  const rest = [statement.Action].flat().filter((each) => each !== action);
  return rest.length === 0 ? [] : [{ ...statement, Action: rest }];
};
