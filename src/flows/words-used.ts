import { type Act, allActs } from './graph.js';
import { nestedIn, withNested } from './nested.js';
import type { ParsedFile, Path } from './parse.js';
import { languagesOf, type Project, type SoundFlow, soundFlows, type WordDoc } from './project.js';
import { LIMITS } from './question.js';
import type { AskParams, SayParams } from './schema.js';
import { namesIn } from './template.js';
import type { Spoken } from './types.js';
import { longestValue } from './variables.js';
import { isFormOf } from './words.js';

/** How a flow uses a word: each use has its own limit. */
export type Use =
  | 'text'
  | 'buttons'
  | 'request'
  | 'list'
  | 'buttonTitle'
  | 'rowTitle'
  | 'rowDescription'
  | 'listLabel'
  | 'caption'
  | 'catalog'
  | 'header'
  | 'section'
  | 'footer'
  | 'formLabel';

export interface UsedWord {
  doc: SoundFlow;
  key: string;
  use: Use;
  path: Path;
  with: Readonly<Record<string, unknown>>;
}

/** In code points. Meta docs: length limits of messages. */
export const LIMIT_OF: Record<Use, number> = {
  text: LIMITS.text,
  buttons: LIMITS.buttonsBody,
  request: LIMITS.buttonsBody,
  list: LIMITS.listBody,
  buttonTitle: LIMITS.buttonTitle,
  rowTitle: LIMITS.rowTitle,
  rowDescription: LIMITS.rowDescription,
  listLabel: LIMITS.listLabel,
  caption: 1024,
  catalog: 1024,
  header: 60,
  section: 24,
  footer: 60,
  formLabel: 20,
};

export interface Asked {
  ask: Omit<AskParams, 'state'>;
  path: Path;
}

export function usedWords(project: Project): UsedWord[] {
  return soundFlows(project).flatMap((doc) => allActs(doc.graph).flatMap((act) => wordsOf(doc, act)));
}

/** All questions of a flow that have more than words. */
export function questionsOf({ graph }: SoundFlow): Asked[] {
  return allActs(graph).flatMap(questionOf);
}

export function questionOf({ action, path }: Act): Asked[] {
  if (typeof action === 'string') return [];
  if ('ask' in action) {
    const ask = typeof action.ask === 'string' ? { words: action.ask } : action.ask;
    return [{ ask, path: [...path, 'ask'] }];
  }
  return 'type' in action && action.type === 'ask' ? [{ ask: action.params, path: [...path, 'params'] }] : [];
}

/** Rows from data make a list; otherwise three choices fit on buttons. */
function isListQuestion({ choices = [] }: Asked['ask']): boolean {
  return choices.length > LIMITS.buttons || choices.some((choice) => 'each' in choice);
}

/** Up to three of the choices may be left when guards hide the others, so both forms must fit. */
function titleUse(ask: Asked['ask']): Use {
  const { choices = [] } = ask;
  const always = choices.filter((choice) => 'each' in choice || !choice.guard).length;
  const dynamic = choices.some((choice) => 'each' in choice && choice.each !== 'addedLanguages');
  return dynamic || always > LIMITS.buttons ? 'rowTitle' : 'buttonTitle';
}

function wordsOf(doc: SoundFlow, act: Act): UsedWord[] {
  const { action, path } = act;
  if (typeof action === 'string') return [];
  if ('say' in action) return [said(doc, action.say, [...path, 'say'])];
  if ('type' in action && action.type === 'say') return [said(doc, action.params, [...path, 'params'])];
  if ('type' in action && action.type === 'sendMedia' && action.params.caption) {
    return [used(doc, action.params.caption, 'caption', [...path, 'params', 'caption'])];
  }
  if ('type' in action && action.type === 'sendCatalog') {
    const { words, footer } = action.params;
    return [
      used(doc, words, 'catalog', [...path, 'params', 'words']),
      ...(footer ? [used(doc, footer, 'footer', [...path, 'params', 'footer'])] : []),
    ];
  }
  if ('type' in action && action.type === 'sendProducts') {
    const { words, header, footer, sections } = action.params;
    const own = [...path, 'params'];
    return [
      used(doc, words, 'catalog', [...own, 'words']),
      used(doc, header, 'header', [...own, 'header']),
      ...(footer ? [used(doc, footer, 'footer', [...own, 'footer'])] : []),
      ...sections.map(({ title }, i) => used(doc, title, 'section', [...own, 'sections', i, 'title'])),
    ];
  }
  if ('type' in action && action.type === 'sendForm') {
    const { words, label } = action.params;
    return [
      used(doc, words, 'text', [...path, 'params', 'words']),
      used(doc, label, 'formLabel', [...path, 'params', 'label']),
    ];
  }
  return questionOf(act).flatMap((asked) => askedWords(doc, asked));
}

function said(doc: SoundFlow, say: string | SayParams, path: Path): UsedWord {
  return typeof say === 'string'
    ? used(doc, say, 'text', path)
    : used(doc, say.words, 'text', [...path, 'words'], say.with);
}

function askedWords(doc: SoundFlow, { ask, path }: Asked): UsedWord[] {
  const list = isListQuestion(ask);
  const body = ask.choices ? (list ? 'list' : 'buttons') : ask.wants ? 'request' : 'text';
  const choices = (ask.choices ?? []).flatMap((choice, index) => {
    if ('each' in choice) return [];
    const own = [...path, 'choices', index];
    return [
      used(doc, choice.title, titleUse(ask), [...own, 'title']),
      ...(choice.description
        ? [used(doc, choice.description, 'rowDescription', [...own, 'description'])]
        : []),
    ];
  });
  return [
    used(doc, ask.words, body, [...path, 'words'], ask.with),
    ...choices,
    ...(list ? [used(doc, ask.list ?? 'common:see-list', 'listLabel', [...path, 'list'])] : []),
  ];
}

function used(doc: SoundFlow, key: string, use: Use, path: Path, values: UsedWord['with'] = {}): UsedWord {
  return { doc, key, use, path, with: values };
}

const TITLES: ReadonlySet<Use> = new Set<Use>([
  'buttonTitle',
  'rowTitle',
  'rowDescription',
  'listLabel',
  'formLabel',
]);
const titles = new WeakMap<Project, ReadonlySet<string>>();

/** Whether a text of a file of words stands on a button or in a row. */
export function isTitle(project: Project, { doc, path }: { doc: ParsedFile; path: Path }): boolean {
  const namespace = /([^/]+)\.json$/.exec(doc.file)?.[1];
  if (namespace === undefined) return false;
  let known = titles.get(project);
  if (!known) {
    known = new Set(usedWords(project).flatMap(({ key, use }) => (TITLES.has(use) ? [key] : [])));
    titles.set(project, known);
  }
  return known.has(`${namespace}:${String(path[0])}`);
}

export interface Form {
  language: Spoken;
  /** with variant and plural: `consent:stopped_topic` */
  key: string;
  text: string;
}

/** All texts that a key may turn into: every language, variant and plural. */
export function formsOf(project: Project, key: string): Form[] {
  const [namespace = '', name = ''] = key.split(':');
  return languagesOf(project).flatMap((language) =>
    Object.entries(project.tables[language]?.[namespace] ?? {})
      .filter(([own]) => isFormOf(own, name))
      .map(([own, text]) => ({
        language,
        key: `${namespace}:${own}`,
        text: withNested(text, (nested) => longestForm(project, nested.key, language)),
      })),
  );
}

function longestForm({ tables }: Project, key: string, language: Spoken): string {
  const [namespace = '', name = ''] = key.split(':');
  const forms = Object.entries(tables[language]?.[namespace] ?? tables.id[namespace] ?? {}).flatMap(
    ([own, text]) => (isFormOf(own, name) ? [text] : []),
  );
  return forms.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

/** Words that stand inside other words, by `$t(…)`. */
export function nestedWords(project: Project): { doc: WordDoc; at: string; key: string }[] {
  return project.words.flatMap((doc) =>
    Object.entries(doc.table ?? {}).flatMap(([at, text]) =>
      nestedIn(text).map(({ key }) => ({ doc, at, key })),
    ),
  );
}

/** The text with every `{{...}}` as long as it can be expected to become. */
export function longestText({ text, language }: Form, values: UsedWord['with']): string {
  return namesIn(text).reduce((filled, name) => {
    const given = values[name];
    const [inner] = typeof given === 'string' ? namesIn(given) : [];
    const value =
      given === undefined
        ? longestValue(name, language)
        : inner === undefined
          ? String(given)
          : longestValue(inner, language);
    return filled.replace(new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, 'g'), value);
  }, text);
}

/** The plain text of a key in a language. */
export function textOf({ tables }: Project, key: string, language: Spoken): string | undefined {
  const [namespace = '', name = ''] = key.split(':');
  return tables[language]?.[namespace]?.[name];
}
