import { expect, test } from '@jest/globals';
import { previewWords } from '../../src/flows/words-preview.js';
import { sources } from './shipped.js';

const shown = previewWords(sources);

test('every text is shown at its longest, filled in, within its limit', () => {
  expect(shown.filter(({ text }) => /\{\{/.test(text))).toEqual([]);
  expect(shown.filter(({ length, limit }) => length > limit)).toEqual([]);
  expect(shown.find(({ key, language }) => key === 'consent:stopped_topic' && language === 'en')).toEqual({
    key: 'consent:stopped_topic',
    language: 'en',
    use: 'text',
    flow: expect.any(String),
    text: expect.stringMatching(/^Done, \*m{60}\* is off\.\nYou still receive: m{140}\. /),
    length: expect.any(Number),
    limit: 4096,
  });
});

test('a length is counted with the values, in each language, for each use', () => {
  const titles = shown.filter(({ key }) => key === 'consent:ask.no');
  expect(titles.map(({ language, use, length, limit }) => [language, use, length, limit])).toEqual([
    ['id', 'buttonTitle', 19, 20],
    ['en', 'buttonTitle', 13, 20],
  ]);
});

test('an added language is shown with the words that it has', () => {
  const source = JSON.stringify({ intro: 'Punika katalog {{org}}. Mangga dipun pilih.' });
  const words = [
    ...sources.words,
    { file: 'locales/jv/catalogue.json', source, language: 'jv', namespace: 'catalogue' },
  ];
  const added = previewWords({ ...sources, words }).filter(({ language }) => language === 'jv');
  expect(added.map(({ text }) => text)).toEqual([`Punika katalog ${'m'.repeat(60)}. Mangga dipun pilih.`]);
});
