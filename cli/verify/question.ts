/** A question to the simulator of IAM: some actions on one resource. */
export interface Question {
  readonly actions: readonly string[];
  readonly resource: string;
  /** Values of condition keys, where the permission has conditions. */
  readonly context?: Readonly<Record<string, string>>;
  /** Why the role may; `undefined`: it must not. */
  readonly reason: string | undefined;
}

/** A role about which the simulator is asked. */
export interface AskedRole {
  /** As people know it, for example `Gate Register`. */
  readonly name: string;
  /** Absent where the stack has no such role. */
  readonly arn: string | undefined;
  readonly questions: readonly Question[];
  /** Permissions that cannot be asked for, and why. */
  readonly unclear: readonly { readonly what: string; readonly why: string }[];
}

const keyOf = ({ resource, context = {}, reason }: Question): string => JSON.stringify([resource, context, reason]);

/** The same questions in fewer calls: one per resource, conditions and reason; each action once. Pure. */
export function merged(questions: readonly Question[]): readonly Question[] {
  const byKey = new Map<string, Question>();
  for (const question of questions) {
    const before = byKey.get(keyOf(question));
    byKey.set(keyOf(question), { ...question, actions: [...new Set([...(before?.actions ?? []), ...question.actions])] });
  }
  return [...byKey.values()];
}

/** Questions of a list that another does not ask. Pure. */
export const beyond = (questions: readonly Question[], asked: readonly Question[]): readonly Question[] =>
  questions.flatMap((question) => {
    const known = new Set(asked.filter(({ resource }) => resource === question.resource).flatMap(({ actions }) => actions));
    const actions = question.actions.filter((action) => !known.has(action));
    return actions.length === 0 ? [] : [{ ...question, actions }];
  });
