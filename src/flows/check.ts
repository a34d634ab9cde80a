import type { Fault } from './fault.js';
import { placeAt, placeOf } from './parse.js';
import { type FactsKnown, readProject } from './project.js';
import { rules } from './rules/index.js';
import type { Found, Rule } from './rules/rule.js';
import type { Sources } from './sources.js';

export interface CheckOptions extends FactsKnown {
  /** Would this text stop everything? (`classify(text).intent === 'opt_out'`) */
  isOptOut: (text: string) => boolean;
  /** faults that the FAQ's own reader found, to be shown among the others */
  faqFaults?: readonly Fault[];
}

/** All faults and warnings, by file and line. Pure; an empty list means that the release can be published. */
export function check(sources: Sources, { isOptOut, faqFaults = [], ...known }: CheckOptions): Fault[] {
  const project = readProject(sources, isOptOut, known);
  const found = rules.flatMap((rule) => rule.find(project).map((one) => faultOf(rule, one)));
  return [...found, ...faqFaults].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  );
}

function faultOf({ code, level }: Rule, { doc, at, key, message, mend }: Found): Fault {
  const place = typeof at === 'number' ? placeAt(doc, at) : placeOf(doc, at, key ? 'key' : 'value');
  return { code, level, ...place, message, mend };
}

/** One fault as people read it in a terminal. */
export function explain(fault: Fault, language: 'id' | 'en'): string {
  const { file, line, column, code, excerpt, message, mend } = fault;
  return `${file}:${line}:${column} ${code}\n  ${excerpt}\n  ${message[language]}\n  -> ${mend[language]}`;
}
