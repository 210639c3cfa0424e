/**
 * Metric math of alarms, in the part that our own alarms use: + - * / with brackets, numbers, ids of metrics and
 * FILL(id, number). Syntax of
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/** The value of a metric in one period; undefined where there is none. */
export type Lookup = (id: string) => number | undefined;

/** A compiled expression: its value in one period. */
export type Formula = (lookup: Lookup) => number | undefined;

const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|([-+*/(),]))/y;

/** Splits into tokens; undefined where something else stands in between. */
const tokens = (text: string): readonly string[] | undefined => {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    found.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return found;
};

class Syntax extends Error {}

/** A recursive-descent parser, one method per rung. */
class Parser {
  private at = 0;

  constructor(private readonly given: readonly string[]) {}

  all(): Formula {
    const formula = this.sum();
    if (this.at < this.given.length) throw new Syntax();
    return formula;
  }

  private sum(): Formula {
    let left = this.product();
    for (let sign = this.take('+', '-'); sign !== undefined; sign = this.take('+', '-')) left = combine(left, this.product(), sign);
    return left;
  }

  private product(): Formula {
    let left = this.factor();
    for (let sign = this.take('*', '/'); sign !== undefined; sign = this.take('*', '/')) left = combine(left, this.factor(), sign);
    return left;
  }

  private factor(): Formula {
    if (this.take('-') !== undefined) return combine(() => 0, this.factor(), '-');
    if (this.take('(') !== undefined) return this.closed(this.sum());
    const word = this.given[this.at++] ?? '';
    if (/^\d/.test(word)) return () => Number(word);
    if (word === 'FILL') return this.fill();
    if (!/^[a-z]\w*$/.test(word)) throw new Syntax();
    return (lookup) => lookup(word);
  }

  private fill(): Formula {
    if (this.take('(') === undefined) throw new Syntax();
    const filled = this.sum();
    if (this.take(',') === undefined) throw new Syntax();
    const value = this.closed(this.factor());
    return (lookup) => filled(lookup) ?? value(lookup);
  }

  private closed(formula: Formula): Formula {
    if (this.take(')') === undefined) throw new Syntax();
    return formula;
  }

  private take(...wanted: readonly string[]): string | undefined {
    const next = this.given[this.at];
    if (next === undefined || !wanted.includes(next)) return undefined;
    this.at += 1;
    return next;
  }
}

/** Where one side has no value, there is none; nor is there one for a division by zero. */
const combine =
  (left: Formula, right: Formula, sign: string): Formula =>
  (lookup) => {
    const [a, b] = [left(lookup), right(lookup)];
    if (a === undefined || b === undefined) return undefined;
    const value = sign === '+' ? a + b : sign === '-' ? a - b : sign === '*' ? a * b : a / b;
    return Number.isFinite(value) ? value : undefined;
  };

/** Compiles an expression; undefined where it uses anything else of metric math. */
export const compileMath = (expression: string): Formula | undefined => {
  const given = tokens(expression);
  if (given === undefined) return undefined;
  try {
    return new Parser(given).all();
  } catch (error) {
    if (error instanceof Syntax) return undefined;
    throw error;
  }
};
