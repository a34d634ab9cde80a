import { eventInWords, sourceInWords, stateInWords } from '../consent/in-words.js';
import type { PersonalData } from '../consent/rights.js';
import { forms, type Language } from '../flows/index.js';
import type { InboundMedia } from '../media/inbound.js';
import type { Content } from '../whatsapp/content.js';
import { shorten } from '../whatsapp/limits.js';
import { COPY_WORDS, fill } from './data-copy-words.js';

/** Longest text of one bubble. Meta docs: messages/text-messages. */
const BUBBLE = 4000;
const ZONE = 'Asia/Jakarta';

/** The heart of the copy as bubbles of text, for when no file can be sent. */
export function copyAsText(data: PersonalData, language: Language, now: number): Content[] {
  const words = COPY_WORDS[language];
  const { contact, consents, ledger } = data;
  const date = (ms: number) => forms.date(ms, contact.zone ?? ZONE, language);
  const topic = (id: string) => data.topics.get(id)?.[language] ?? id;
  const lines = [
    `*${words.title}* (${date(now)})`,
    `- ${words.name}: ${contact.name ?? words.none}`,
    `- ${words.language}: ${contact.language ?? words.none}`,
    `- ${words.labels}: ${contact.labels.join(', ') || words.none}`,
    ...contact.identities.map(
      ({ kind, value }) => `- ${kind === 'phone' ? words.phone : words.identity}: ${value}`,
    ),
    ...Object.entries(contact.attributes).map(([key, value]) => `- ${key}: ${String(value)}`),
    `*${words.consents}*`,
    ...consents
      .filter(({ since }) => since !== null)
      .map(
        ({ topic: id, state, since }) =>
          `- ${topic(id)}: ${stateInWords(state, language)} (${date(since ?? 0)})`,
      ),
    `*${words.history}*`,
    ...ledger.map(
      ({ event, topic: id, at, source }) =>
        `- ${date(at)}: ${eventInWords(event, language)} ${id === null ? '' : topic(id)} (${sourceInWords(source, language)})`,
    ),
  ];
  return inBubbles(lines).map((body) => ({ type: 'text', body }));
}

function inBubbles(lines: readonly string[]): string[] {
  const bubbles: string[] = [];
  for (const line of lines) {
    const last = bubbles.at(-1);
    if (last !== undefined && last.length + line.length < BUBBLE)
      bubbles[bubbles.length - 1] = `${last}\n${line}`;
    else bubbles.push(shorten(line, BUBBLE));
  }
  return bubbles;
}

/** A file that they sent, in the words of the copy. */
export function fileInWords(
  { filename, kind, type, size, state }: InboundMedia,
  words: (typeof COPY_WORDS)[Language],
): string {
  if (state !== 'fetched' || size === null) return words.fileGone;
  return fill(words.file, { name: filename ?? type ?? kind, size: Math.ceil(size / 1024) });
}
