import { describe, expect, test } from '@jest/globals';
import { HEALTHY } from '../../src/account/machine.js';
import { composer } from '../../src/broadcast/compose.js';
import { BROADCAST_STATES, type BroadcastState, move } from '../../src/broadcast/machine.js';
import { batchSize, breaker, type Forgiven, forgive, type Tally } from '../../src/broadcast/pacing.js';
import { fillParameter, readParameter } from '../../src/broadcast/parameters.js';
import { type PreflightFacts, preflight } from '../../src/broadcast/preflight.js';
import { stopWords } from '../../src/broadcast/stop-words.js';
import { DEFER_CODES, DENY_CODES } from '../../src/gate/codes.js';
import { when } from '../../src/gate/when.js';
import { reasonWords } from '../../src/gate/words.js';
import type { Medium } from '../../src/media/register.js';
import { footerSaysStop, unsubscribeButton } from '../../src/whatsapp/template-unsubscribe.js';
import { MEDIUM } from '../media/medium.js';
import { DRAFT, MONDAY, TOPIC, template } from './rig.js';

describe('the machine', () => {
  const ways: Record<BroadcastState, Record<string, BroadcastState>> = {
    draft: { SCHEDULE: 'scheduled', START: 'running', CANCEL: 'cancelled' },
    scheduled: { START: 'running', PAUSE: 'paused', CANCEL: 'cancelled' },
    running: { PAUSE: 'paused', COMPLETE: 'completed', CANCEL: 'cancelled' },
    paused: { RESUME: 'running', CANCEL: 'cancelled' },
    completed: {},
    cancelled: {},
  };
  const events = ['SCHEDULE', 'START', 'PAUSE', 'RESUME', 'CANCEL', 'COMPLETE'] as const;
  test.each(BROADCAST_STATES.flatMap((state) => events.map((event) => [state, event] as const)))(
    '%s %s',
    (state, event) => {
      expect(move(state, event)).toBe(ways[state][event] ?? null);
    },
  );
  test('paused before its time, it resumes into waiting', () => {
    expect(move('paused', 'RESUME', { early: true })).toBe('scheduled');
  });
});

describe('parameters', () => {
  const siti = { name: 'Siti', attributes: '{"kota":"Bogor","anak":3,"kosong":"  ","alamat":{"jalan":"x"}}' };
  const nobody = { name: null, attributes: 'not json' };
  test.each([
    ['April 2026', siti, 'April 2026'],
    ['{{nama|Kak}}', siti, 'Siti'],
    ['{{ name | Kak }}', siti, 'Siti'],
    ['{{nama|Kak}}', nobody, 'Kak'],
    ['di {{kota|kota Anda}}, {{anak|0}} anak', siti, 'di Bogor, 3 anak'],
    ['di {{kota|kota Anda}}', nobody, 'di kota Anda'],
    ['{{kosong|isi}}', siti, 'isi'],
    ['{{alamat|rumah}}', siti, 'rumah'],
    ['{{toString|x}}', siti, 'x'],
    ['{{kota}}', nobody, '-'],
  ])('%s', (parameter, contact, value) => {
    expect(fillParameter(readParameter(parameter), contact)).toBe(value);
  });
});

describe('composing', () => {
  test('the body in order, and the topic behind the unsubscribe button', () => {
    const compose = composer(template(), DRAFT.template, TOPIC);
    expect(compose({ name: 'Siti', attributes: '{}' })).toEqual({
      type: 'template',
      name: 'info_zakat',
      language: 'id',
      body: ['Siti'],
      buttons: [{ index: 1, kind: 'quick_reply', payload: 'optout:info-zakat' }],
    });
  });
  test('named placeholders get the values in the order in which they stand', () => {
    const named = template({
      parameter_format: 'NAMED',
      components: [{ type: 'BODY', text: '{{nama}} di {{kota}}' }],
    });
    const compose = composer(named, { ...DRAFT.template, parameters: ['{{nama|Kak}}', 'Bogor'] }, TOPIC);
    expect(compose({ name: null, attributes: '{}' })).toEqual({
      type: 'template',
      name: 'info_zakat',
      language: 'id',
      body: { nama: 'Kak', kota: 'Bogor' },
    });
  });
});

describe('the way out', () => {
  const button = (text: string, type = 'QUICK_REPLY') =>
    template({
      components: [
        { type: 'BODY', text: 'x' },
        { type: 'BUTTONS', buttons: [{ type, text }] },
      ],
    });
  test.each([
    ['Berhenti', 0],
    ['Stop', 0],
    ['Stop promotions', 0],
    ['Berhenti langganan', 0],
    ['Unsubscribe', 0],
    ['Dukung stop stunting', undefined],
    ['Stop stunting', undefined],
    ['Baca', undefined],
  ])('a button "%s"', (text, index) => {
    expect(unsubscribeButton(button(text))).toBe(index);
  });
  test('a link is no quick reply', () => {
    expect(unsubscribeButton(button('Berhenti', 'URL'))).toBeUndefined();
  });
  test.each([
    ['Balas BERHENTI untuk berhenti', true],
    ['Reply STOP to unsubscribe', true],
    ['Yayasan Amanah', false],
    ['Nonstop bekerja', false],
  ])('a footer "%s"', (text, says) => {
    expect(footerSaysStop(template({ components: [{ type: 'FOOTER', text }] }))).toBe(says);
  });
});

const FACTS: PreflightFacts = {
  now: MONDAY,
  timezone: 'Asia/Jakarta',
  topic: { archived: false },
  choice: DRAFT.template,
  template: template(),
  languages: ['id'],
  audience: 1200,
  health: HEALTHY,
  tierRoom: null,
  quietUntil: null,
  scheduleAt: null,
  cap: { messages: 2, period: 7 * 86_400_000 },
  objection: null,
  medium: undefined,
};
/** A template with a picture in its header, and what is chosen for it. */
const pictured = (media: string | undefined, medium: Partial<Medium> | undefined, format = 'IMAGE') => ({
  ...components({ type: 'HEADER', format }, FOOTER, BUTTONS),
  choice: { ...DRAFT.template, media },
  medium: medium && { ...MEDIUM, ...medium },
});
const choice = (...parameters: string[]) => ({ choice: { ...DRAFT.template, parameters } });
const components = (...more: unknown[]) => ({
  template: template({ components: [{ type: 'BODY', text: 'Halo {{1}}.' }, ...more] }),
});
const BUTTONS = { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Berhenti' }] };
const FOOTER = { type: 'FOOTER', text: 'Balas BERHENTI' };
const stop = (reason: string, until: number | null = null) => ({ reason, since: 0, until });

describe('preflight', () => {
  test('all is well', () => {
    const { ok, checks } = preflight(FACTS);
    expect(ok).toBe(true);
    expect(checks.map(({ id, level }) => `${id} ${level}`)).toEqual(
      [
        'topic',
        'template',
        'category',
        'parameters',
        'fallbacks',
        'content',
        'unsubscribe',
        'audience',
        'account',
        'tier',
        'quiet_hours',
        'schedule',
        'frequency_cap',
      ].map((id) => `${id} ok`),
    );
  });
  test.each<[string, string, 'error' | 'warning', Partial<PreflightFacts>]>([
    ['an unknown topic', 'topic', 'error', { topic: null }],
    ['an archived topic', 'topic', 'error', { topic: { archived: true } }],
    ['words that may not leave', 'content', 'error', { objection: 'unknown_account' }],
    ['no template', 'template', 'error', { template: null, languages: [] }],
    ['not in that language', 'template', 'error', { template: null, languages: ['en'] }],
    ['a paused template', 'template', 'error', { template: template({ status: 'PAUSED' }) }],
    [
      'a disliked template',
      'template',
      'warning',
      { template: template({ quality_score: { score: 'YELLOW' } }) },
    ],
    ['a utility template', 'category', 'warning', { template: template({ category: 'UTILITY' }) }],
    [
      'an authentication template',
      'category',
      'error',
      { template: template({ category: 'AUTHENTICATION' }) },
    ],
    ['too few values', 'parameters', 'error', choice()],
    ['too many values', 'parameters', 'error', choice('a', 'b')],
    ['an empty value', 'parameters', 'error', choice('  ')],
    ['too long a body', 'parameters', 'error', choice('a'.repeat(1000))],
    [
      'a value in the header',
      'parameters',
      'error',
      components({ type: 'HEADER', format: 'TEXT', text: '{{1}}' }, BUTTONS, FOOTER),
    ],
    [
      'a value in a link',
      'parameters',
      'error',
      components(
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Berhenti' },
            { type: 'URL', text: 'Buka', url: 'https://x.id/{{1}}' },
          ],
        },
        FOOTER,
      ),
    ],
    ['no picture for its header', 'media', 'error', pictured(undefined, undefined)],
    ['a picture that nobody knows', 'media', 'error', pictured('poster', undefined)],
    ['a picture without a proof', 'media', 'error', pictured('poster', { proof: null })],
    ['a picture that was withdrawn', 'media', 'error', pictured('poster', { withdrawnAt: MONDAY - 1 })],
    ['a picture whose rights end now', 'media', 'error', pictured('poster', { expiresAt: MONDAY })],
    ['a film for a picture', 'media', 'error', pictured('poster', { mime: 'video/mp4' })],
    ['a picture where none goes', 'media', 'error', { choice: { ...DRAFT.template, media: 'poster' } }],
    ['a place in its header', 'parameters', 'error', pictured(undefined, undefined, 'LOCATION')],
    ['no fallback', 'fallbacks', 'error', choice('{{kota}}')],
    ['an empty fallback', 'fallbacks', 'error', choice('{{kota| }}')],
    ['no button to stop', 'unsubscribe', 'error', components(FOOTER)],
    ['no word to stop', 'unsubscribe', 'error', components(BUTTONS)],
    ['nobody', 'audience', 'error', { audience: 0 }],
    ['a blocked account', 'account', 'error', { health: { ...HEALTHY, blocked: stop('disabled') } }],
    [
      'silent webhooks',
      'account',
      'error',
      { health: { ...HEALTHY, marketingPaused: stop('webhook_silent') } },
    ],
    [
      'a stop that ends by itself',
      'account',
      'warning',
      { health: { ...HEALTHY, marketingPaused: stop('meta_131048', MONDAY + 1000) } },
    ],
    ['yellow quality', 'account', 'warning', { health: { ...HEALTHY, quality: 'YELLOW' } }],
    ['a small tier', 'tier', 'warning', { tierRoom: { room: 1199, freeAt: MONDAY } }],
    ['quiet hours now', 'quiet_hours', 'warning', { quietUntil: MONDAY + 1000 }],
    ['a time that has passed', 'schedule', 'warning', { scheduleAt: MONDAY - 1 }],
    ['no cap', 'frequency_cap', 'warning', { cap: null }],
  ])('%s', (_, id, level, change) => {
    const { ok, checks } = preflight({ ...FACTS, ...change });
    expect(checks.filter((check) => check.level !== 'ok').map((check) => [check.id, check.level])).toEqual([
      [id, level],
    ]);
    expect(ok).toBe(level !== 'error');
  });
  test('a picture with whole rights goes, until they end', () => {
    const facts = { ...FACTS, ...pictured('poster', { expiresAt: MONDAY + 1000 }) };
    expect(preflight(facts).ok).toBe(true);
    expect(preflight({ ...facts, scheduleAt: MONDAY + 1000 }).ok).toBe(false);
  });
  test('quiet hours do not matter to what goes out later', () => {
    const { checks } = preflight({ ...FACTS, quietUntil: MONDAY + 1000, scheduleAt: MONDAY + 5000 });
    expect(checks.find(({ id }) => id === 'quiet_hours')?.level).toBe('ok');
  });
});

describe('pacing', () => {
  test.each([
    [0, null, 50],
    [1, null, 256],
    [0, { room: 10, freeAt: 0 }, 10],
    [5, { room: 9999, freeAt: 0 }, 256],
  ])('P6 after %d batches with %j: %d', (released, room, size) => {
    expect(batchSize(released, room)).toBe(size);
  });

  const failed = (reason: string, n: number, accepted: number): Tally => [
    { state: 'failed', reason, n },
    { state: 'accepted', reason: '', n: accepted },
  ];
  const none: Forgiven = { attempted: 0, failed: {} };
  test.each([
    ['5 percent unreachable is borne', failed('meta_131026', 5, 95), null],
    ['more is not', failed('meta_131026', 6, 94), 'undelivered_rate'],
    ['two alone say nothing', failed('meta_131026', 2, 0), null],
    ['three of the same unknown code', failed('meta_987654', 3, 5000), 'unknown_error_987654'],
    ['two of them', failed('meta_987654', 2, 5000), null],
    ['known codes have their own consequence', failed('meta_131000', 50, 50), null],
    ['many who stop', failed('platform_stopped', 3, 97), 'opt_out_rate'],
    ['few who stop', failed('platform_stopped', 2, 98), null],
  ])('%s', (_, tally, reason) => {
    expect(breaker(tally, none, 10_000)).toBe(reason);
  });
  test('the first answers are measured against a first batch', () => {
    expect(breaker(failed('meta_131026', 3, 0), none, 100_000)).toBe('undelivered_rate');
    expect(breaker(failed('meta_131026', 3, 60), none, 100_000)).toBeNull();
  });
  test('what staff knew of when they resumed does not count again', () => {
    const known = failed('meta_131026', 30, 70);
    expect(breaker(known, forgive(known), 10_000)).toBeNull();
    expect(breaker(failed('meta_131026', 33, 72), forgive(known), 10_000)).toBe('undelivered_rate');
  });
});

describe('words', () => {
  test.each([...DENY_CODES, ...DEFER_CODES])('%s is a sentence in both languages', (code) => {
    const { id, en } = reasonWords(code);
    for (const words of [id, en]) {
      expect(words).toMatch(/^[A-Z].*\.$/);
      expect(words).not.toMatch(/[a-z]_[a-z]/);
    }
    expect(id).not.toBe(en);
  });
  test('an error of Meta is told in words', () => {
    expect(reasonWords('meta_131026').en).not.toContain('131026');
    expect(reasonWords('something_new').en).toBe('Reason: something_new.');
  });
  test.each([
    'disabled',
    'ban_scheduled',
    'quality_red',
    'webhook_silent',
    'violation_SPAM',
    'restricted_biz_initiated_messaging',
    'meta_131048',
    'new',
  ])('an account that stands still for %s says so', (reason) =>
    expect(stopWords(reason).id).toMatch(/^[A-Z].*\.$/),
  );
  test.each([
    ['2026-08-03T14:30', 'pukul 14.30 WIB', 'at 2.30 pm WIB'],
    ['2026-08-04T08:00', 'besok pukul 08.00 WIB', 'tomorrow at 8 am WIB'],
    ['2026-08-09T08:00', '9 Agustus 2026 pukul 08.00 WIB', 'on 9 August 2026 at 8 am WIB'],
  ])('%s', (at, id, en) => {
    expect(when(Date.parse(`${at}:00+07:00`), MONDAY, 'Asia/Jakarta')).toEqual({ id, en });
  });
});
