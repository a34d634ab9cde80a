import { basename } from 'node:path';
import { z } from 'zod';
import { type FactFault, readFacts } from '../facts/read.js';
import { createRegistry, type Registry } from '../facts/registry.js';
import { type KnownMedia, knownFrom } from '../media/known.js';
import { type RegisterFault, readRegister } from '../media/register-file.js';
import { type Graph, graphOf } from './graph.js';
import { type Issue, issuesOf } from './issues.js';
import { type ParsedFile, parseFile } from './parse.js';
import { type FlowFile, flowSchema } from './schema.js';
import type { SourceFile, Sources } from './sources.js';
import { readTemplates, type TemplatesRead } from './template-file.js';
import type { Bilingual, Spoken } from './types.js';
import { REQUIRED_FLOWS } from './vocabulary.js';
import type { WordTables } from './words.js';

/** Everything that the rules look at. */
export interface Project {
  flows: FlowDoc[];
  words: WordDoc[];
  tables: WordTables;
  faq?: ParsedFile;
  facts: FactsDoc;
  media: MediaDoc;
  /** undefined: there is no list of templates, or it is not looked at */
  templates?: TemplatesDoc;
  /** ms since epoch */
  now: number;
  /** Would this text stop everything? (`classify(text).intent === 'opt_out'`) */
  isOptOut: (text: string) => boolean;
}
/** What is known of the facts besides their file. */
export interface FactsKnown {
  /** ms since epoch, for the facts that end; without it none does */
  now?: number | undefined;
  /** where the organisation is */
  timezone?: string | undefined;
  /** the facts in force, where no file is looked at */
  registry?: Registry | undefined;
  /** the media that may be sent, where no list of them is looked at */
  media?: KnownMedia | undefined;
  /** what else is wrong with the list of media: files that are not there, or not what they are called */
  mediaFaults?: readonly RegisterFault[] | undefined;
}
/** The list of what flows and FAQ show. */
export interface MediaDoc {
  file?: ParsedFile;
  faults: readonly RegisterFault[];
  /** undefined: nobody said which there are, so nothing can be held to them */
  known?: KnownMedia;
}
export interface FactsDoc {
  file?: ParsedFile;
  faults: FactFault[];
  /** undefined: nobody said which facts there are, so nothing can be held to them */
  registry?: Registry;
}
export type TemplatesDoc = TemplatesRead & { file: ParsedFile };
export interface FlowDoc extends ParsedFile {
  /** the name of the file without .yaml */
  name: string;
  /** what the schema says against it */
  issues: (Omit<Issue, 'message'> & { message: Bilingual })[];
  /** only when the schema says nothing */
  flow?: FlowFile;
  graph?: Graph;
}
export interface WordDoc extends ParsedFile {
  language: Spoken;
  namespace: string;
  /** undefined when the file is not an object of texts */
  table?: Record<string, string>;
}

/** A flow that the schema accepts. */
export type SoundFlow = FlowDoc & { flow: FlowFile; graph: Graph };

/** Ours first, then what staff added. */
export function languagesOf({ words }: Pick<Project, 'words'>): Spoken[] {
  return [...new Set(['id', 'en', ...words.map(({ language }) => language)])];
}

export function readProject(
  sources: Sources,
  isOptOut: Project['isOptOut'],
  { now = 0, timezone = 'Asia/Jakarta', registry, media, mediaFaults = [] }: FactsKnown = {},
): Project {
  const words = sources.words.map((file): WordDoc => {
    const parsed = parseFile(file);
    const { language, namespace } = file;
    return { ...parsed, language, namespace, ...(isTable(parsed.data) && { table: parsed.data }) };
  });
  const tableOf = (language: Spoken) =>
    Object.fromEntries(
      words.flatMap((doc) => (doc.language === language && doc.table ? [[doc.namespace, doc.table]] : [])),
    );
  return {
    flows: sources.flows.map((file) => flowDoc(parseFile(file))),
    words,
    tables: {
      ...Object.fromEntries(languagesOf({ words }).map((language) => [language, tableOf(language)])),
      id: tableOf('id'),
      en: tableOf('en'),
    },
    ...(sources.faq && { faq: parseFile(sources.faq) }),
    media: sources.media
      ? mediaDoc(sources.media, timezone, mediaFaults)
      : { faults: [], ...(media && { known: media }) },
    facts: sources.facts ? factsDoc(sources.facts, timezone) : { faults: [], ...(registry && { registry }) },
    ...(sources.templates && { templates: templatesDoc(sources.templates) }),
    now,
    isOptOut,
  };
}

function templatesDoc(source: SourceFile): TemplatesDoc {
  const file = parseFile(source);
  return { file, ...readTemplates(file.data) };
}

function factsDoc(source: SourceFile, timezone: string): FactsDoc {
  const file = parseFile(source);
  const { facts, faults } = readFacts(file.data);
  return { file, faults, registry: createRegistry(facts, { timezone }) };
}

function mediaDoc(source: SourceFile, timezone: string, more: readonly RegisterFault[]): MediaDoc {
  const file = parseFile(source);
  const { entries, faults } = readRegister(file.data);
  return { file, faults: [...faults, ...more], known: knownFrom(entries, timezone) };
}

export function soundFlows({ flows }: Project): SoundFlow[] {
  return flows.filter((doc): doc is SoundFlow => doc.flow !== undefined && doc.graph !== undefined);
}

/** Are all flows there, and can all be read? Otherwise nobody can say which words are in use. */
export function allSound(project: Project): boolean {
  return (
    soundFlows(project).length === project.flows.length &&
    REQUIRED_FLOWS.every((name) => project.flows.some((doc) => doc.name === name))
  );
}

function flowDoc(parsed: ParsedFile): FlowDoc {
  const name = basename(parsed.file).replace(/\.yaml$/, '');
  if (parsed.data === undefined) return { ...parsed, name, issues: [] };
  const result = flowSchema.safeParse(parsed.data);
  if (!result.success) return { ...parsed, name, issues: bilingualIssues(parsed.data) };
  return { ...parsed, name, issues: [], flow: result.data, graph: graphOf(result.data) };
}

/** Zod speaks both languages, one parse each; the issues come in the same order. */
function bilingualIssues(data: unknown): FlowDoc['issues'] {
  const [id = [], en = []] = [z.locales.id(), z.locales.en()].map(({ localeError }) => {
    const { error } = flowSchema.safeParse(data, { error: localeError });
    return error ? issuesOf(error.issues, data) : [];
  });
  return en.map((issue, index) => ({
    ...issue,
    message: { id: id[index]?.message ?? issue.message, en: issue.message },
  }));
}

function isTable(data: unknown): data is Record<string, string> {
  return (
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    Object.values(data).every((text) => typeof text === 'string')
  );
}
