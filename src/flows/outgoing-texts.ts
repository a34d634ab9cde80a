import { isOwn, type Language } from './language.js';
import type { ParsedFile, Path } from './parse.js';
import { placeOf } from './parse.js';
import { type Project, soundFlows, type TemplatesDoc } from './project.js';
import { draftsOf } from './template-file.js';

/** A text of a file that people may be sent. */
export interface OutgoingText {
  doc: ParsedFile;
  path: Path;
  text: string;
  /** `other`: a language that staff added; unknown where a flow file holds a sentence */
  language?: Language | 'other';
}

/** Names and addresses of the program itself, which nobody is shown. */
const UNSEEN = new Set(['$schema', 'description', 'link', 'id', 'target', 'catalog', 'products', 'keywords']);

/** Looked for once: many rules read them. */
const known = new WeakMap<Project, OutgoingText[]>();

export function outgoingTexts(project: Project): OutgoingText[] {
  const texts = known.get(project) ?? findTexts(project);
  known.set(project, texts);
  return texts;
}

function findTexts(project: Project): OutgoingText[] {
  return [
    ...project.words.flatMap((doc) =>
      Object.entries(doc.table ?? {}).map(
        ([key, text]): OutgoingText => ({
          doc,
          path: [key],
          text,
          language: isOwn(doc.language) ? doc.language : 'other',
        }),
      ),
    ),
    ...(project.faq ? faqTexts(project.faq) : []),
    ...(project.templates ? templateTexts(project.templates) : []),
    ...soundFlows(project).flatMap((doc) => sentencesIn(doc, doc.data)),
  ];
}

/** Where a piece of a text stands in its file: at the piece itself when it can be found, else where the text begins. */
export function placeOfPiece({ doc, path }: OutgoingText, piece: string): Path | number {
  const { line } = placeOf(doc, path);
  const from = doc.lines.lineStarts[line - 1] ?? 0;
  const at = doc.source.indexOf(piece, from);
  return at < 0 ? path : at;
}

function faqTexts(doc: ParsedFile): OutgoingText[] {
  if (!Array.isArray(doc.data)) return [];
  return doc.data.flatMap((entry: unknown, number) =>
    ['question', 'answer'].flatMap((part) =>
      (['id', 'en'] as const).flatMap((language) => {
        const text = doc.doc.getIn([number, part, language]);
        return typeof entry === 'object' && typeof text === 'string'
          ? [{ doc, path: [number, part, language], text, language }]
          : [];
      }),
    ),
  );
}

/** What a template says: its labels too, but no samples, which only Meta's reviewers read. */
function templateTexts({ file, entries }: TemplatesDoc): OutgoingText[] {
  return draftsOf(entries).flatMap(({ draft: { header, body, footer, buttons = [], language }, path }) => {
    const own = language.split('_')[0] ?? '';
    const parts: [Path, string | undefined][] = [
      [['header'], header],
      [['body'], body],
      [['footer'], footer],
      ...buttons.flatMap((button, at) =>
        Object.entries<string | undefined>(button)
          .filter(([key]) => key !== 'sample')
          .map(([key, text]): [Path, string | undefined] => [['buttons', at, key], text]),
      ),
    ];
    return parts.flatMap(([rest, text]) =>
      text === undefined
        ? []
        : [{ doc: file, path: [...path, ...rest], text, language: isOwn(own) ? own : ('other' as const) }],
    );
  });
}

/** Strings of a flow that read like sentences: keys of words and names of states do not. */
function sentencesIn(doc: ParsedFile, data: unknown, path: Path = []): OutgoingText[] {
  if (typeof data === 'string') return /\s|:\/\/|@|\d{6}/.test(data) ? [{ doc, path, text: data }] : [];
  if (typeof data !== 'object' || data === null || isSum(data)) return [];
  return Object.entries(data)
    .filter(([key]) => !UNSEEN.has(key))
    .flatMap(([key, value]) => sentencesIn(doc, value, [...path, Array.isArray(data) ? Number(key) : key]));
}

/** What a flow works out is no sentence; its results are. */
const isSum = (data: object) => 'type' in data && (data.type === 'calculate' || data.type === 'atLeast');
