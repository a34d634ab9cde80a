import type { Language } from '../flows/index.js';
import { HandoffError } from './handoff-error.js';

/** What `{{…}}` in a reply may stand for, beside the facts: the reader, who replies, who we are, which ticket, when. */
export const REPLY_VARIABLES = ['name', 'agent', 'org', 'ticket', 'hours'] as const;
export type ReplyValues = Record<(typeof REPLY_VARIABLES)[number], string | null>;

/** `{{name}}`, `{{name|Kak}}`; facts are written `{{fact.…}}` and filled in elsewhere. */
const VARIABLE = /\{\{\s*(?!fact\.)([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g;

/** What stands there when nothing is known and the writer names nothing: no reply has a hole. */
const FALLBACK: Record<Language, ReplyValues> = {
  id: { name: 'Bapak/Ibu', agent: 'petugas', org: 'kami', ticket: '-', hours: 'pada jam kantor' },
  en: { name: 'Sir/Madam', agent: 'our agent', org: 'us', ticket: '-', hours: 'during office hours' },
};

/** Only such a name is quoted: an error holds nothing of a person. */
const PLAIN = /^[a-z][a-z_.]{0,29}$/i;

const isKnown = (name: string): name is keyof ReplyValues =>
  (REPLY_VARIABLES as readonly string[]).includes(name);

/** @throws HandoffError invalid_text for a name that stands for nothing */
export function checkVariables(text: string): void {
  for (const [, name = ''] of text.matchAll(VARIABLE)) {
    if (isKnown(name)) continue;
    const known = [...REPLY_VARIABLES, 'fact.…'].map((one) => `{{${one}}}`).join(', ');
    const shown = PLAIN.test(name) ? name : '…';
    throw new HandoffError('invalid_text', {
      id: `{{${shown}}} tidak dikenal. Yang bisa dipakai: ${known}.`,
      en: `{{${shown}}} stands for nothing. You can use ${known}.`,
    });
  }
}

/** The text with its variables filled in, in one pass: a value is never read as a variable. Pure. */
export function fillVariables(text: string, values: ReplyValues, language: Language): string {
  return text.replace(VARIABLE, (whole, name: string, fallback?: string) => {
    if (!isKnown(name)) return whole;
    const value = values[name]?.replace(/\s+/g, ' ').trim();
    return value || fallback?.trim() || (FALLBACK[language][name] ?? '');
  });
}
