import { z } from 'zod';
import type { Fault } from '../flows/fault.js';
import { issuesOf } from '../flows/issues.js';
import { parseFile, placeAt, placeOf } from '../flows/parse.js';
import { fold } from '../understanding/fold.js';

/** The path that staff know the file by. */
const FILE = 'locales/to-a-person.yaml';

export type Distress = 'angry' | 'vulnerable';
/** Says whether these words lead straight to a person, and why. */
export type ToAPerson = (text: string) => Distress | undefined;

const expressions = z.array(z.string().trim().min(3).max(80)).default([]);
const schema = z.strictObject({ vulnerable: expressions, angry: expressions });

/** Reads the list from its text; with a fault nobody is led anywhere. Never throws. */
export function loadToAPerson(source: string): { toAPerson: ToAPerson | null; faults: Fault[] } {
  const file = parseFile({ file: FILE, source });
  const [broken] = file.doc.errors;
  const parsed = broken ? undefined : schema.safeParse(file.data);
  if (parsed?.success) return { toAPerson: finder(parsed.data), faults: [] };
  const places = broken
    ? [placeAt(file, broken.pos[0])]
    : issuesOf(parsed?.error?.issues ?? [], file.data).map(({ path, keys }) =>
        placeOf(file, [...path, ...(keys?.slice(0, 1) ?? [])], keys ? 'key' : 'value'),
      );
  return { toAPerson: null, faults: places.map((place) => ({ ...WORDS, ...place })) };
}

const WORDS = {
  code: 'to-a-person',
  level: 'fault',
  message: {
    id: 'Baris ini tidak sesuai bentuknya.',
    en: 'This line does not have the right form.',
  },
  mend: {
    id: 'Di bawah `angry:` dan `vulnerable:` tulis satu ungkapan per baris, 3 sampai 80 huruf, diawali "- ".',
    en: 'Below `angry:` and `vulnerable:` write one expression a line, of 3 to 80 letters, beginning with "- ".',
  },
} as const;

/** Need comes before anger: who is angry because they are hungry is hungry. */
function finder(lists: Record<Distress, string[]>): ToAPerson {
  const find = (kind: Distress) => lists[kind].map((one) => ` ${plain(one)} `);
  const known = { vulnerable: find('vulnerable'), angry: find('angry') };
  return (text) => {
    const written = ` ${plain(text)} `;
    const has = (kind: Distress) => known[kind].some((one) => written.includes(one));
    return has('vulnerable') ? 'vulnerable' : has('angry') ? 'angry' : undefined;
  };
}

const plain = (text: string) =>
  fold(text)
    .text.replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
