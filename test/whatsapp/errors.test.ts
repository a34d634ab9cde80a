import { describe, expect, test } from '@jest/globals';
import { type Action, ERRORS, type Outcome, outcomeOf, waitBeforeRetry } from '../../src/whatsapp/errors.js';

/** The table of the reference, sections 11.3 to 11.6: every code and what the program does about it. */
const TABLE: [Action, (number | [number, number])[]][] = [
  ['stop_all', [0, 3, 10, 33, 190, [200, 299], 368, 131005, 131031, 131037, 131042, 131045, 133010]],
  ['retry', [1, 2, 131000, 131016, 131036, 131057, 133004, 134101, 139102, 139103, 2494100]],
  ['slow', [4, 17, 32, 613, 80007, 130429, 132069]],
  ['pair_wait', [131056]],
  ['defer_day', [131049]],
  ['opt_out', [131050]],
  ['marketing_stop', [131048, 131064]],
  ['template_stop', [132001, 132007, 132015, 132016]],
  ['campaign_pause', [131053, 131063, 132000, 132012, 134102, 134103, 139000]],
  ['undeliverable', [130403, 130472, 130497, 131021, 131026, 131047, 131052, 131060, 131061, 132005, 137000]],
  [
    'fix',
    [
      100,
      104,
      131008,
      131009,
      131020,
      131030,
      131035,
      131041,
      131044,
      131051,
      131055,
      131059,
      131062,
      [131200, 131299],
      132008,
      132018,
      132068,
      133000,
      133005,
      133006,
      133008,
      133009,
      133015,
      133016,
      134011,
      134100,
      135000,
      [138000, 138018],
      [139001, 139004],
      139100,
      139101,
      139200,
      141000,
      141002,
      [147001, 147005],
      200005,
      200006,
      200007,
      1752041,
      2388012,
      2388019,
      2388039,
      2388040,
      2388047,
      2388072,
      2388073,
      2388091,
      2388093,
      2388103,
      2388293,
      2388299,
      [2494164, 2494179],
      2593107,
      2593108,
    ],
  ],
];

const CODES = TABLE.flatMap(([action, codes]) =>
  codes.flatMap((code) =>
    typeof code === 'number'
      ? [{ code, action }]
      : Array.from({ length: code[1] - code[0] + 1 }, (_, at) => ({ code: code[0] + at, action })),
  ),
);

describe('the table', () => {
  test.each(CODES)('$code: $action', ({ code, action }) => {
    expect(outcomeOf(code)).toMatchObject({ code, known: true, action });
  });

  test('holds no code that the reference does not', () => {
    const listed = new Set(CODES.map(({ code }) => code));
    listed.add(141001);
    const codes = ERRORS.flatMap(({ codes }) => (typeof codes === 'number' ? [codes] : [...codes]));
    expect(codes.filter((code) => !listed.has(code))).toEqual([]);
  });

  test('holds each code once', () => {
    const spans = ERRORS.map(({ codes }) => (typeof codes === 'number' ? [codes, codes] : codes)).sort(
      ([a], [b]) => (a ?? 0) - (b ?? 0),
    );
    for (let at = 1; at < spans.length; at += 1) expect(spans[at]![0]).toBeGreaterThan(spans[at - 1]![1]!);
  });

  test.each(ERRORS.map((row) => [String(row.codes), row] as const))(
    '%s speaks to staff',
    (_codes, { id, en }) => {
      for (const { what, todo } of [id, en]) {
        for (const words of [what, todo]) {
          expect(words).toMatch(/^[A-Z].*\.$/s);
          expect(words.length).toBeLessThan(170);
        }
      }
      expect(id.what).not.toBe(en.what);
    },
  );

  test.each<[string, (outcome: Outcome) => boolean, number[]]>([
    ['stop everything', (outcome) => outcome.stopsEverything && outcome.code < 200, [0, 3, 10, 33, 190]],
    ['are the stop of the person', (outcome) => outcome.isPlatformStop, [131050]],
    ['count towards a bad number', (outcome) => outcome.badNumber, [131026]],
    [
      'stop all marketing but not everything',
      (outcome) => outcome.stopsAllMarketing && !outcome.stopsEverything,
      [131048, 131064],
    ],
    ['concern a paused template', (outcome) => outcome.template === 'paused', [132015]],
    ['concern a disabled template', (outcome) => outcome.template === 'disabled', [132016]],
    ['concern a missing template', (outcome) => outcome.template === 'missing', [132001]],
    [
      'stop the broadcast, of 132xxx',
      (outcome) => outcome.stopsCampaign && Math.floor(outcome.code / 1000) === 132,
      [132000, 132001, 132007, 132012, 132015, 132016, 132018],
    ],
    [
      'concern the number only',
      (outcome) => outcome.stopsEverything && outcome.scope === 'number',
      [33, 131037, 131045, 133010],
    ],
    ['concern a country', (outcome) => outcome.scope === 'country', [130497]],
  ])('codes that %s', (_name, holds, expected) => {
    expect(
      CODES.map(({ code }) => outcomeOf(code))
        .filter(holds)
        .map(({ code }) => code)
        .sort((a, b) => a - b),
    ).toEqual(expected);
  });

  test.each([368, 131031, 131042, 190, 0, 10])('%d stops everything of the account', (code) => {
    expect(outcomeOf(code)).toMatchObject({ stopsEverything: true, scope: 'account', alert: true });
  });
});

describe('codes that are new', () => {
  test.each<[number, number | undefined, Action]>([
    [130999, undefined, 'undeliverable'],
    [131999, 400, 'undeliverable'],
    [-1, undefined, 'undeliverable'],
    [999999, 500, 'retry'],
    [999999, 503, 'retry'],
    [999999, 429, 'slow'],
    [999999, 401, 'stop_all'],
    [999999, 403, 'undeliverable'],
  ])('%d with HTTP %s: %s', (code, status, action) => {
    expect(outcomeOf(code, status)).toMatchObject({ code, known: false, action, alert: true });
  });

  test('a known code decides, not the HTTP status', () => {
    expect(outcomeOf(131049, 500)).toEqual(outcomeOf(131049, 400));
  });
});

describe('waits', () => {
  const waits = (code: number) =>
    [1, 2, 3, 4, 5, 6]
      .map((tried) => waitBeforeRetry(outcomeOf(code), tried))
      .filter((ms) => ms !== undefined);
  const MINUTE = 60_000;

  test.each<[string, number, number[]]>([
    ['the pair limit grows by four', 131056, [1_000, 4_000, 16_000, 64_000, 256_000]],
    ['maintenance takes a minute', 131057, Array(5).fill(MINUTE)],
    ['a template syncs in ten minutes', 134101, Array(3).fill(10 * MINUTE)],
    ['passing trouble within an hour', 131016, [10_000, 40_000, 160_000, 640_000, 2_560_000]],
    ['something unexplained three times', 131000, [10_000, 40_000, 160_000]],
    ['an invalid request twice', 1, [10_000, 40_000]],
    ['the cap on marketing is never retried by itself', 131049, []],
    ['blocked for spam is never retried by itself', 131048, []],
    ['a stop is never retried', 131050, []],
    ['undeliverable is never retried', 131026, []],
  ])('%s', (_name, code, expected) => {
    expect(waits(code)).toEqual(expected);
  });

  test('the cap on marketing asks for 24 hours', () => {
    expect(outcomeOf(131049).wait).toEqual({ firstMs: 24 * 60 * MINUTE, factor: 1, tries: 0 });
  });

  test('chance only adds, at most a fifth', () => {
    const outcome = outcomeOf(131057);
    expect(waitBeforeRetry(outcome, 1, 0.999)).toBeLessThanOrEqual(72_000);
    expect(waitBeforeRetry(outcome, 1, 0.5)).toBe(66_000);
  });
});
