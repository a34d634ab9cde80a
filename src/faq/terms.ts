import { normalise, stem } from '../understanding/index.js';
import { SAME_KIND, SAME_MEANING } from './concepts.js';
import { LIGHT_WORDS, STOP_WORDS } from './stop-words.js';

/** A search term of a text and how much it counts there. Terms beginning with `~` name a kind of thing. */
export type Terms = Map<string, number>;

const LIGHT = 0.5;
const KIND = 0.4;

const names = new Map<string, string>();
const pairs = new Map<string, string>();
const kinds = new Map<string, string[]>();

for (const [name, ...words] of SAME_MEANING) {
  if (name === undefined) continue;
  for (const word of [name, ...words]) {
    const [first = '', second] = word.split('_');
    if (second !== undefined) pairs.set(`${first} ${second}`, name);
    else {
      names.set(first, name);
      for (const token of normalise(first).tokens.length === 1 ? normalise(first).tokens : []) {
        if (!names.has(stem(token))) names.set(stem(token), name);
      }
    }
  }
}
for (const [name, ...words] of SAME_KIND) {
  for (const word of words) {
    const term = termOf(word);
    kinds.set(term, [...(kinds.get(term) ?? []), `~${name}`]);
  }
}

function termOf(token: string): string {
  const root = stem(token);
  return names.get(token) ?? names.get(root) ?? root;
}

const MONEY = /^(rp)?\d+([.,]\d+)*(k|rb|ribu|jt|juta|mil|million)$/;

/** What a text is about: its content words, each brought to one form, with the kinds of thing they name. */
export function termsOf(text: string): Terms {
  const { tokens } = normalise(text);
  const terms: Terms = new Map();
  const add = (term: string, weight: number) => terms.set(term, Math.max(weight, terms.get(term) ?? 0));
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as string;
    const pair = pairs.get(`${token} ${tokens[i + 1]}`);
    if (pair !== undefined) {
      add(pair, 1);
      for (const kind of kinds.get(pair) ?? []) add(kind, KIND);
      i++;
      continue;
    }
    if (/\d/.test(token)) {
      if (MONEY.test(token)) add('~money', KIND);
      continue;
    }
    const term = termOf(token);
    if (term.length < 2) continue;
    if (STOP_WORDS.has(token) || STOP_WORDS.has(term)) continue;
    add(term, LIGHT_WORDS.has(term) ? LIGHT : 1);
    for (const kind of kinds.get(term) ?? []) add(kind, KIND);
  }
  return terms;
}
