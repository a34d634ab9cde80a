import { readAmount } from '../understanding/index.js';

/** A sum that a flow file declares: `({{savings}} + {{gold}} - {{debts}}) * 2.5%`. */
export type Calculation =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'binary'; operator: Operator; left: Calculation; right: Calculation };

type Operator = '+' | '-' | '*' | '/';

export const LONGEST_CALCULATION = 300;
const DEEPEST = 10;
/** Beyond this whole rupiah are no longer exact enough. */
const LARGEST = 1e15;

const TOKEN =
  /\s*(?:\{\{\s*([A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)\s*\}\}|(\d+(?:\.\d+)?%?)|([-+*/()]))/y;

type Token = { name: string } | { number: string } | { sign: string };

/** Reads a calculation: `{{names}}`, numbers (`2.5%` too), `+ - * /` and parentheses. Undefined when it is none. */
export function readCalculation(text: string): Calculation | undefined {
  const tokens = text.length > LONGEST_CALCULATION ? undefined : tokensOf(text.trim());
  if (!tokens) return undefined;
  let at = 0;
  const sign = (signs: string): string | undefined => {
    const token = tokens[at];
    if (!token || !('sign' in token) || !signs.includes(token.sign)) return undefined;
    at += 1;
    return token.sign;
  };
  const row = (signs: string, next: (depth: number) => Calculation | undefined) => (depth: number) => {
    let left = next(depth);
    for (let operator = sign(signs); left && operator; operator = sign(signs)) {
      const right = next(depth);
      left = right && { kind: 'binary', operator: operator as Operator, left, right };
    }
    return left;
  };
  const value = (depth: number): Calculation | undefined => {
    if (sign('(')) {
      const inner = depth < DEEPEST ? sum(depth + 1) : undefined;
      return sign(')') ? inner : undefined;
    }
    const token = tokens[at];
    if (!token || 'sign' in token) return undefined;
    at += 1;
    return 'name' in token
      ? { kind: 'name', name: token.name }
      : { kind: 'number', value: numberOf(token.number) };
  };
  const sum = row('+-', row('*/', value));
  const whole = sum(0);
  return at === tokens.length ? whole : undefined;
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) return undefined;
    const [, name, number, sign = ''] = found;
    tokens.push(name !== undefined ? { name } : number !== undefined ? { number } : { sign });
  }
  return tokens;
}

const numberOf = (text: string) => (text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text));

/** What it comes to, in whole units; undefined when a name is not known, is no number, or it grows beyond bounds. */
export function calculate(text: string, known: (name: string) => unknown): number | undefined {
  const calculation = readCalculation(text);
  const result = calculation && worthOf(calculation, known);
  if (result === undefined || !Number.isFinite(result) || Math.abs(result) > LARGEST) return undefined;
  // Decimal fractions do not add up exactly in binary: 0.1 + 0.2.
  return Math.round(Number(result.toPrecision(15)));
}

function worthOf(calculation: Calculation, known: (name: string) => unknown): number | undefined {
  if (calculation.kind === 'number') return calculation.value;
  if (calculation.kind === 'name') return asNumber(known(calculation.name));
  const left = worthOf(calculation.left, known);
  const right = worthOf(calculation.right, known);
  if (left === undefined || right === undefined) return undefined;
  switch (calculation.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

/** A fact comes as people read it: "Rp85.685.972". */
function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? readAmount(value) : undefined;
}
