import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readFacts } from '../../src/facts/read.js';
import { createRegistry } from '../../src/facts/registry.js';
import { readSources } from '../../src/flows/files.js';
import { createRelease, type Facts } from '../../src/flows/index.js';
import type { FaqText } from '../../src/flows/types.js';
import { classify } from '../../src/understanding/index.js';

/** The flows and words of the repository, and a small world for them to live in. */

const ROOT = join(import.meta.dirname, '..', '..');
export const sources = await readSources(join(ROOT, 'flows'), join(ROOT, 'locales'));
export const schemaFile = () => JSON.parse(readFileSync(join(ROOT, 'flows/flow.schema.json'), 'utf8'));

export const faqTexts: FaqText[] = [
  {
    id: 'fitrah',
    question: { id: 'Berapa besar zakat fitrah per orang?', en: 'How much is zakat fitrah per person?' },
    answer: { id: 'Zakat fitrah 2,5 kg beras.', en: 'Zakat fitrah is 2.5 kg of rice.' },
  },
  {
    id: 'nisab',
    question: { id: 'Berapa nisab zakat maal tahun ini?', en: 'What is the nisab this year?' },
    answer: { id: 'Nisab setara 85 gram emas.', en: 'The nisab equals 85 grams of gold.' },
  },
];

export const release = createRelease('r1', sources, faqTexts);

const registry = createRegistry(readFacts(parse(sources.facts?.source ?? '')).facts, {
  timezone: 'Asia/Jakarta',
});

/** Sunday, 3 May 2026, 10.00 WIB. */
const NOW = Date.UTC(2026, 4, 3, 3, 0);

export function facts(changes: Partial<Facts> = {}): Facts {
  return {
    now: NOW,
    timezone: 'Asia/Jakarta',
    language: 'id',
    org: {
      name: 'Yayasan Amanah Contoh',
      privacyUrl: 'amanah.example/privasi',
      hours: { id: 'Senin-Jumat 08.00-17.00 WIB', en: 'Monday-Friday 8 am-5 pm WIB' },
    },
    topics: [
      {
        id: 'info-zakat',
        name: { id: 'Info Zakat', en: 'Zakat News' },
        description: { id: 'jadwal dan nisab zakat', en: 'zakat dates and nisab' },
      },
      {
        id: 'laporan-penyaluran',
        name: { id: 'Laporan Penyaluran', en: 'Distribution Reports' },
        description: { id: 'ke mana zakat Anda pergi', en: 'where your zakat goes' },
      },
    ],
    consents: {},
    withdrawnAll: false,
    windowOpen: true,
    office: { open: true },
    queue: { position: 3, minutes: 10 },
    policy: {
      cap: { messages: 2, days: 7 },
      updates: { from: '08:00', to: '19:00' },
      declineDays: 90,
      backupDays: 30,
    },
    person: {},
    fact: (reference, language) => registry.value(reference, language, NOW),
    faq: (text) => {
      if (text.includes('fitrah')) return { decision: 'answer', answers: [{ id: 'fitrah', score: 0.9 }] };
      if (text.includes('zakat')) {
        return { decision: 'suggest', answers: faqTexts.map(({ id }) => ({ id, score: 0.4 })) };
      }
      return { decision: 'none', answers: [] };
    },
    ...changes,
  };
}

/** As `izin check` asks. */
export const isOptOut = (text: string) => classify(text).intent === 'opt_out';
