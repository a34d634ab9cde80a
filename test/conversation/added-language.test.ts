import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addedLanguageAsked } from '../../src/conversation/added-language.js';
import { Izin, person, ROOT } from '../setup/izin.js';

/** Javanese, added by a folder and nothing else. What it lacks is said in Indonesian. */
const JAVANESE = {
  common: { language: 'Basa Jawa', hello: 'Sugeng rawuh' },
  preferences: { 'language-set': 'Inggih, kita lajengaken mawi basa Jawi.' },
  welcome: { first: '{{hello}}, punika WhatsApp resmi {{org}}.' },
  consent: {
    stopped: 'Inggih, sampun mandheg. Boten wonten info malih dhateng nomer punika.',
    'ask.yes': 'Inggih, sarujuk',
  },
  keywords: {
    stop: 'pedhot, pedhot mawon',
    start: 'ndherek',
    agent: 'panyengkuyung',
    'my-data': 'data kula',
    typical: 'kula panjenengan badhe tanglet pripun boten wonten punapa sae',
  },
};

let izin: Izin;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-language-'));
  for (const name of ['flows', 'locales']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'locales/jv'));
  for (const [name, words] of Object.entries(JAVANESE))
    writeFileSync(join(folder, `locales/jv/${name}.json`), JSON.stringify(words));
  izin = await Izin.start({
    env: { IZIN_FLOWS_DIR: join(folder, 'flows'), IZIN_LOCALES_DIR: join(folder, 'locales') },
  });
});
afterAll(async () => {
  await izin.stop();
  rmSync(folder, { recursive: true, force: true });
});

const say = async (who: ReturnType<typeof person>, words: string) => {
  // A question in the second of a stop would be held back with it.
  izin.move(2000);
  const before = izin.graph.to(who.phone).length;
  await izin.from(who, words);
  await izin.hurried();
  await izin.until(() => izin.graph.to(who.phone).length > before);
  return izin.graph.to(who.phone).at(-1)?.text ?? '';
};

describe('a language that staff added as a folder', () => {
  test('is spoken from the words that ask for it; what it lacks is Indonesian; a stop is a stop', async () => {
    const ayu = person(1);
    expect(await say(ayu, 'pakai basa Jawa')).toBe(JAVANESE.preferences['language-set']);
    expect(await say(ayu, 'DAFTAR')).toContain('Boleh kami kirim');
    expect(await say(ayu, 'sarujuk')).not.toBe('');
    expect(await say(ayu, 'BERHENTI')).toBe(JAVANESE.consent.stopped);
    expect(await say(ayu, 'di mana alamat kantornya?')).toMatch(/kantor/i);
    expect(await say(ayu, 'ENGLISH')).toBe('All right, we go on in English.');
  });

  test('stands among the languages to choose', async () => {
    const budi = person(2);
    await say(budi, 'ganti bahasa');
    const question = izin.graph.to(budi.phone).at(-1);
    expect(JSON.stringify(question)).toContain('Basa Jawa');
    expect(await say(budi, 'Basa Jawa')).toBe(JAVANESE.preferences['language-set']);
  });
});

describe('who writes in it', () => {
  const languageOf = async (who: ReturnType<typeof person>) => {
    const { contactId } = await izin.stands(who);
    return (await izin.api<{ language: string | null }>('GET', `/contacts/${contactId}`)).language;
  };

  test.each<[number, string, string | null]>([
    [11, 'kula badhe tanglet zakat', 'jv'],
    [12, 'ndherek', 'jv'],
    [13, 'saya mau tanya zakat', 'id'],
    [14, 'I would like to ask about zakat', 'en'],
    // One word alone may be a name.
    [15, 'Panjenengan', null],
  ])('%i %j is answered in %s', async (number, words, language) => {
    const who = person(number);
    await say(who, words);
    expect(await languageOf(who)).toBe(language);
  });

  test('P2 stops with its own word, and the words of ours stop too', async () => {
    const [ayu] = (await izin.subscribers(1, 21)) as [Required<ReturnType<typeof person>>];
    // Her first words: its own.
    expect(await say(ayu, 'Pedhot, pak')).toBe(JAVANESE.consent.stopped);
    expect((await izin.stands(ayu)).topics).toMatchObject({ 'info-zakat': 'unsubscribed' });
    const budi = person(22);
    await say(budi, 'kula badhe tanglet');
    expect(await say(budi, 'PEDHOT mawon')).toBe(JAVANESE.consent.stopped);
  });

  test('reaches a person and their data by its own words', async () => {
    expect(await say(person(23), 'data kula')).toMatch(/Data Anda|menyimpan data/);
    expect(await say(person(24), 'panyengkuyung')).toMatch(/petugas/i);
  });

  test('staff may say that somebody reads it, and nothing that has no folder', async () => {
    const ayu = person(25);
    await say(ayu, 'halo');
    const { contactId } = await izin.stands(ayu);
    const set = async (language: string) =>
      (await izin.request('PATCH', `/api/v1/contacts/${contactId}`, { language })).status;
    expect(await set('jv')).toBe(200);
    expect(await say(ayu, 'BERHENTI')).toBe(JAVANESE.consent.stopped);
    expect(await set('su')).toBe(422);
    expect(await set('Jawa')).toBe(422);
  });
});

describe('asking for it', () => {
  const asked = (text: string) =>
    addedLanguageAsked(text, ['jv', 'min'], (code) => ({ jv: 'Basa Jawa' })[code] ?? '');

  test.each([
    ['bahasa jawa', 'jv'],
    ['tolong pakai boso jawa ya', 'jv'],
    ['BASA JAWA', 'jv'],
    ['Javanese', 'jv'],
    ['speak javanese', 'jv'],
    ['bahasa Minangkabau', 'min'],
    ['jangan pakai bahasa jawa', undefined],
    ['saya tidak bisa bahasa jawa', undefined],
    ['cabang di jawa timur', undefined],
    ['min', undefined],
    ['bahasa inggris', undefined],
    ['apakah ada program belajar bahasa jawa untuk anak yatim di kota saya', undefined],
  ])('%p: %p', (text, language) => {
    expect(asked(text)).toBe(language);
  });
});
