import { DateTime } from 'luxon';
import type { Language } from '../flows/index.js';
import type { Tx } from '../store/index.js';

/** Longest text of one bubble. Meta docs: messages/text-messages. */
const BUBBLE = 4000;

const WORDS = {
  id: {
    title: 'Salinan data Anda',
    name: 'Nama',
    language: 'Bahasa',
    labels: 'Label',
    identities: 'Nomor dan tanda pengenal',
    attributes: 'Keterangan',
    consents: 'Topik',
    history: 'Riwayat persetujuan',
    none: 'tidak ada',
  },
  en: {
    title: 'A copy of your data',
    name: 'Name',
    language: 'Language',
    labels: 'Labels',
    identities: 'Numbers and identifiers',
    attributes: 'Details',
    consents: 'Topics',
    history: 'Consent history',
    none: 'none',
  },
} as const;

/** All that is held about a contact, as bubbles of text to themselves (UU PDP Pasal 7: access). */
export async function copyOfData(
  tx: Tx,
  contactId: string,
  language: Language,
  now: number,
): Promise<string[]> {
  const words = WORDS[language];
  const contact = await tx
    .selectFrom('contact')
    .selectAll()
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const identities = await tx
    .selectFrom('identity')
    .select('value')
    .where('contact_id', '=', contactId)
    .execute();
  const consents = await tx
    .selectFrom('consent')
    .select(['topic', 'state', 'since'])
    .where('contact_id', '=', contactId)
    .execute();
  const ledger = await tx
    .selectFrom('ledger')
    .select(['topic', 'event', 'at', 'source'])
    .where('contact_id', '=', contactId)
    .orderBy('seq')
    .execute();
  const date = (ms: number) =>
    DateTime.fromMillis(ms).setLocale(language).toLocaleString(DateTime.DATETIME_MED);
  const lines = [
    `*${words.title}* (${date(now)})`,
    `- ${words.name}: ${contact.name ?? words.none}`,
    `- ${words.language}: ${contact.language ?? words.none}`,
    `- ${words.labels}: ${(JSON.parse(contact.labels) as string[]).join(', ') || words.none}`,
    `- ${words.identities}: ${identities.map(({ value }) => value).join(', ')}`,
    ...Object.entries(JSON.parse(contact.attributes) as object).map(
      ([key, value]) => `- ${key}: ${String(value)}`,
    ),
    `*${words.consents}*`,
    ...consents.map(({ topic, state, since }) => `- ${topic}: ${state} (${date(since)})`),
    `*${words.history}*`,
    ...ledger.map(({ event, topic, at, source }) => `- ${date(at)}: ${event} ${topic ?? ''} (${source})`),
  ];
  return inBubbles(lines);
}

function inBubbles(lines: readonly string[]): string[] {
  const bubbles: string[] = [];
  for (const line of lines) {
    const last = bubbles.at(-1);
    if (last !== undefined && last.length + line.length < BUBBLE)
      bubbles[bubbles.length - 1] = `${last}\n${line}`;
    else bubbles.push(line.slice(0, BUBBLE));
  }
  return bubbles;
}
