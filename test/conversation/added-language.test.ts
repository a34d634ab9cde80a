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
