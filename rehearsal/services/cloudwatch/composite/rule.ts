/** Rules of composite alarms: ALARM("…"), OK("…"), INSUFFICIENT_DATA("…"), AND, OR, NOT, TRUE, FALSE, brackets. */
import type { AlarmStateName } from '../alarm';

/** The state of an alarm by its name; undefined where there is none. */
export type StateOf = (name: string) => AlarmStateName | undefined;

/** A compiled rule. */
export interface Rule {
  /** Names of the alarms that it is made of. */
  readonly names: readonly string[];
  holds(stateOf: StateOf): boolean;
}

type Test = Rule['holds'];

const token = /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+?)"?\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

interface Token {
  readonly state?: AlarmStateName;
  readonly name: string;
}

/** An alarm's name, given as such or as an ARN. */
const nameOf = (reference: string): string => reference.replace(/^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:/, '');

const tokens = (text: string): readonly Token[] | undefined => {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, state, reference = '', word = '', bracket = ''] = match;
    found.push(state === undefined ? { name: word + bracket } : { state: state as AlarmStateName, name: nameOf(reference) });
  }
  return found;
};

class Syntax extends Error {}

class Parser {
  private at = 0;

  constructor(private readonly given: readonly Token[]) {}

  all(): Test {
    const test = this.either();
    if (this.at < this.given.length) throw new Syntax();
    return test;
  }

  private either(): Test {
    let left = this.both();
    while (this.take('OR')) {
      const [first, second] = [left, this.both()];
      left = (stateOf) => first(stateOf) || second(stateOf);
    }
    return left;
  }

  private both(): Test {
    let left = this.one();
    while (this.take('AND')) {
      const [first, second] = [left, this.one()];
      left = (stateOf) => first(stateOf) && second(stateOf);
    }
    return left;
  }

  private one(): Test {
    if (this.take('NOT')) {
      const test = this.one();
      return (stateOf) => !test(stateOf);
    }
    if (this.take('(')) {
      const test = this.either();
      if (!this.take(')')) throw new Syntax();
      return test;
    }
    const next = this.given[this.at++];
    if (next?.state !== undefined) return (stateOf) => stateOf(next.name) === next.state;
    if (next?.name === 'TRUE' || next?.name === 'FALSE') return () => next.name === 'TRUE';
    throw new Syntax();
  }

  private take(word: string): boolean {
    const next = this.given[this.at];
    if (next === undefined || next.state !== undefined || next.name !== word) return false;
    this.at += 1;
    return true;
  }
}

/** Compiles a rule; undefined where it is none. */
export const compileRule = (text: string): Rule | undefined => {
  const given = tokens(text);
  if (given === undefined) return undefined;
  try {
    return { names: given.flatMap(({ state, name }) => (state === undefined ? [] : [name])), holds: new Parser(given).all() };
  } catch (error) {
    if (error instanceof Syntax) return undefined;
    throw error;
  }
};
