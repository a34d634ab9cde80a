import { describe, expect, test } from '@jest/globals';
import { frame, whole } from '../../src/understanding/frames/frame.js';
import { read } from '../../src/understanding/normalise.js';
import { concept, pattern } from '../../src/understanding/pattern.js';
import { type Window, windows } from '../../src/understanding/window.js';

const only = (text: string): Window => {
  const [first] = windows(read(text));
  if (first === undefined) throw new Error('no window');
  return first;
};
const places = (source: string, text: string): string[] => {
  const window = only(text);
  const found = pattern(source).find(window);
  return window.words.filter((_, i) => ((found >> i) & 1) === 1);
};

describe('pattern', () => {
  test.each([
    ['stop send', 'stop kirim', ['kirim']],
    ['stop send', 'stop tolong ya kak kirim', ['kirim']],
    ['stop send', 'stop semua kirim', []],
    ['stop ~1 send', 'stop semua kirim', ['kirim']],
    ['stop ~1 send', 'kirim semua stop', []],
    ['stop <1> send', 'kirim semua stop', ['kirim']],
    ['^stop', 'stop kirim', ['stop']],
    ['^stop', 'kirim stop', []],
    ['^stop', 'kirim, stop', ['stop']],
    ['stop$', 'kirim stop', ['stop']],
    ['stop$', 'stop kirim', []],
    ['stop!negated', 'jangan stop', []],
    ['num|list', 'nomor saya', ['nomor']],
  ])('%s finds in %j: %j', (source, text, expected) => {
    expect(places(source, text)).toEqual(expected);
  });

  test('a misspelt concept is found at once', () => {
    expect(() => pattern('stopp send')).toThrow('unknown concept stopp');
    expect(() => concept('nothing')).toThrow('unknown concept nothing');
  });

  test('the words of a sentence beyond thirty are read in overlapping pieces', () => {
    const list = windows(read(`${'kata '.repeat(60)}stop kirim ${'kata '.repeat(60)}`));
    expect(list.length).toBeGreaterThan(4);
    expect(list.some((window) => pattern('stop send').find(window) !== 0)).toBe(true);
  });
});

describe('frame', () => {
  test('a veto and a need decide together with the pattern', () => {
    const asked = frame(0.9, 'stop ~2 send', 'parcel', 'plea');
    expect(asked.matches(only('tolong stop kirim'))).toBe(true);
    expect(asked.matches(only('stop kirim'))).toBe(false);
    expect(asked.matches(only('tolong stop kirim paket'))).toBe(false);
  });

  test('a whole frame fills a clause or a sentence', () => {
    const clause = whole(0.9, 'stop', 'me');
    const sentence = whole(0.9, 'stop', 'me', 'sentence');
    expect(clause.matches(only('saya stop'))).toBe(true);
    expect(clause.matches(only('hujan deras, stop'))).toBe(true);
    expect(sentence.matches(only('hujan deras, stop'))).toBe(false);
    expect(clause.matches(only('hujan stop'))).toBe(false);
  });
});
