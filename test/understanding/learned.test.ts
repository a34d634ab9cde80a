import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseUtterances } from '../../src/understanding/evaluate.js';
import { features } from '../../src/understanding/learned/features.js';
import { guess, weightsOf } from '../../src/understanding/learned/guess.js';
import { INTENTS } from '../../src/understanding/learned/table.js';
import { WEIGHTS } from '../../src/understanding/learned/weights.js';
import { read } from '../../src/understanding/normalise.js';
import { weigh } from '../../src/understanding/weigh.js';
import { windows } from '../../src/understanding/window.js';

const sentences = [
  'dev',
  'batch-1',
  'batch-2',
  'batch-3',
  'batch-4',
  'batch-5',
  'batch-6',
  'batch-7',
  'batch-8',
  'batch-9',
].flatMap((name) =>
  parseUtterances(readFileSync(new URL(`./data/utterances.${name}.tsv`, import.meta.url), 'utf8')),
);
const learned = new Map(
  WEIGHTS.trim()
    .split('\n')
    .map((line): [string, number[]] => {
      const [kind, first, second, ...values] = line.split(' ');
      return [`${kind} ${first} ${second}`, values.map(Number)];
    }),
);

describe('the learned reader', () => {
  test('adds the weights of the features that learning saw, each once', () => {
    for (const { text } of sentences) {
      for (const window of windows(read(text))) {
        const sums = INTENTS.map((_, k) =>
          features(window).reduce((sum, name) => sum + (learned.get(name)?.[k] ?? 0), 0),
        );
        expect(weightsOf(window)).toEqual(sums);
      }
    }
  });

  test('every weight is one of a feature that sentences have', () => {
    for (const [name, values] of learned) {
      expect(name).toMatch(/^(?:length|word|concept|next|skip) \S+ \S+$/);
      expect(values).toHaveLength(INTENTS.length);
      for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(127);
    }
  });

  test('knows the plainest sentences without the frames', () => {
    const likeliest = (text: string) => {
      const opinion = guess(windows(read(text)));
      return INTENTS.reduce((best, intent) => (opinion[intent].share > opinion[best].share ? intent : best));
    };
    expect(likeliest('tolong jangan kirim pesan lagi')).toBe('opt_out');
    expect(likeliest('saya mau langganan info zakat')).toBe('opt_in');
    expect(likeliest('mau bicara dengan petugas')).toBe('handoff');
    expect(likeliest('hapus data saya')).toBe('data_rights');
    expect(likeliest('pakai bahasa inggris')).toBe('language');
    expect(likeliest('berapa ongkir ke Medan')).toBe('other');
  });
});

describe('two opinions', () => {
  const opinion = (shares: Partial<Record<(typeof INTENTS)[number], number>>) =>
    Object.fromEntries(INTENTS.map((intent) => [intent, { share: shares[intent] ?? 0 }])) as ReturnType<
      typeof guess
    >;

  test('a stop that one reader sees is never silenced', () => {
    const stop = { intent: 'opt_out', confidence: 0.9 } as const;
    expect(weigh(stop, opinion({ other: 1 }), {}).intent).toBe('suspend');
    expect(weigh(stop, opinion({ opt_out: 0.9 }), {}).intent).toBe('opt_out');
    for (const intent of ['other', 'opt_in', 'handoff', 'language', 'data_rights'] as const) {
      expect(weigh({ intent, confidence: 0.9 }, opinion({ opt_out: 0.95 }), {}).intent).toBe('suspend');
    }
  });

  test('a wish needs both readers, or one that is sure', () => {
    const wish = { intent: 'handoff', confidence: 0.9 } as const;
    expect(weigh(wish, opinion({ handoff: 0.4, other: 0.6 }), {}).intent).toBe('handoff');
    expect(weigh(wish, opinion({ other: 1 }), {}).intent).toBe('other');
    expect(weigh({ intent: 'other', confidence: 0.85 }, opinion({ opt_in: 0.9 }), {}).intent).toBe('opt_in');
  });
});
