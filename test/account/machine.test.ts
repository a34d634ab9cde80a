import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AccountEvent,
  type AccountHealth,
  HEALTHY,
  nextHealth,
  standing,
} from '../../src/account/machine.js';

const NOW = Date.UTC(2026, 7, 3, 3);
const HOUR = 3600_000;
const FOR_GOOD: number | null = null;

const having = (...events: AccountEvent[]): AccountHealth => events.reduce(nextHealth, HEALTHY);
/** What stands, `scope: reason until`. */
const stops = (health: AccountHealth, now = NOW) =>
  (['blocked', 'paused', 'templatesPaused', 'marketingPaused'] as const).flatMap((scope) => {
    const stop = standing(health[scope], now);
    return stop
      ? [`${scope}: ${stop.reason}${stop.until === null ? '' : ` +${(stop.until - NOW) / HOUR}h`}`]
      : [];
  });

const violation: AccountEvent = { type: 'VIOLATION', at: NOW, reason: 'scam' };
const quality = (value: string, at = NOW): AccountEvent => ({ type: 'QUALITY', at, quality: value });
const ban = (state: string, at = NOW): AccountEvent => ({ type: 'BAN', at, state });
const error = (code: number, what: 'everything' | 'marketing', at = NOW): AccountEvent => ({
  type: 'ERROR',
  at,
  code,
  stops: what,
});
const restriction = (name: string, until: number | null = NOW + 72 * HOUR, at = NOW): AccountEvent => ({
  type: 'RESTRICTION',
  at,
  restriction: name,
  until,
});
const silent: AccountEvent = { type: 'WEBHOOKS_SILENT', at: NOW };
const back: AccountEvent = { type: 'WEBHOOKS_BACK', at: NOW };
const resume: AccountEvent = { type: 'RESUME', at: NOW };
const gone = (reason: string): AccountEvent => ({ type: 'GONE', at: NOW, reason });
const reconnected: AccountEvent = { type: 'RECONNECTED', at: NOW };

describe('P6 what each event of the account stops', () => {
  test.each<[string, AccountEvent, string[]]>([
    ['a violation', violation, ['marketingPaused: violation_scam']],
    [
      'no replies',
      restriction('RESTRICTED_CUSTOMER_INITIATED_MESSAGING'),
      ['paused: restricted_customer_initiated_messaging +72h'],
    ],
    [
      'no templates',
      restriction('RESTRICTED_BIZ_INITIATED_MESSAGING'),
      ['templatesPaused: restricted_biz_initiated_messaging +72h'],
    ],
    [
      'no utility templates',
      restriction('RESTRICTED_UTILITY_TEMPLATES'),
      ['templatesPaused: restricted_utility_templates +72h'],
    ],
    ['no more numbers', restriction('RESTRICTED_ADD_PHONE_NUMBER_ACTION'), []],
    ['no calls', restriction('RESTRICTED_BUSINESS_INITIATED_CALLING'), []],
    [
      'something new',
      restriction('RESTRICTED_EVERYTHING_ELSE'),
      ['marketingPaused: restricted_everything_else +72h'],
    ],
    [
      'for an unknown time',
      restriction('RESTRICTED_BIZ_INITIATED_MESSAGING', FOR_GOOD),
      ['templatesPaused: restricted_biz_initiated_messaging'],
    ],
    ['banned', ban('DISABLE'), ['blocked: disabled']],
    ['some other ban', ban('SOMETHING_NEW'), ['blocked: disabled']],
    ['a ban to come', ban('SCHEDULE_FOR_DISABLE'), ['marketingPaused: ban_scheduled']],
    ['deleted', gone('account_deleted'), ['blocked: account_deleted']],
    ['an error that stops everything', error(190, 'everything'), ['paused: meta_190']],
    [
      'an error that stops marketing rests six hours',
      error(131048, 'marketing'),
      ['marketingPaused: meta_131048 +6h'],
    ],
    ['red', quality('RED'), ['marketingPaused: quality_red']],
    ['yellow', quality('YELLOW'), []],
    ['a tier', { type: 'TIER', at: NOW, limit: 250 }, []],
    ['silence', silent, ['marketingPaused: webhook_silent']],
    ['nothing to lift', resume, []],
    ['nothing to reinstate', ban('REINSTATE'), []],
  ])('%s', (_name, event, expected) => {
    expect(stops(having(event))).toEqual(expected);
  });

  test('quality and tier are remembered', () => {
    expect(having(quality('YELLOW'), { type: 'TIER', at: NOW, limit: 2000 })).toMatchObject({
      quality: 'YELLOW',
      tier: 2000,
    });
    expect(
      having({ type: 'TIER', at: NOW, limit: 250 }, { type: 'TIER', at: NOW, limit: null }),
    ).toMatchObject({ tier: null });
  });

  test('a stop says since when', () => {
    expect(having(violation).marketingPaused).toEqual({ reason: 'violation_scam', since: NOW, until: null });
  });
});

describe('P6 what ends a stop, and what does not', () => {
  const templates = 'RESTRICTED_BIZ_INITIATED_MESSAGING';
  test.each<[string, AccountEvent[], string[]]>([
    ['reinstated', [ban('DISABLE'), ban('REINSTATE')], []],
    ['reinstated before the ban came', [ban('SCHEDULE_FOR_DISABLE'), ban('REINSTATE')], []],
    ['reconnected', [gone('account_offboarded'), reconnected], []],
    ['reconnecting does not lift a ban', [ban('DISABLE'), reconnected], ['blocked: disabled']],
    ['nor undelete', [gone('account_deleted'), reconnected], ['blocked: account_deleted']],
    [
      'reinstating does not reconnect',
      [gone('account_offboarded'), ban('REINSTATE')],
      ['blocked: account_offboarded'],
    ],
    [
      'of two blocks one ends',
      [gone('account_offboarded'), ban('DISABLE'), ban('REINSTATE')],
      ['blocked: account_offboarded'],
    ],
    ['green again', [quality('RED'), quality('GREEN')], []],
    ['red, and still red', [quality('RED'), quality('RED')], ['marketingPaused: quality_red']],
    [
      'green does not forgive a violation',
      [quality('RED'), violation, quality('GREEN')],
      ['marketingPaused: violation_scam'],
    ],
    [
      'in whichever order',
      [violation, quality('RED'), quality('GREEN')],
      ['marketingPaused: violation_scam'],
    ],
    [
      'webhooks that are back do not make red green',
      [silent, quality('RED'), back],
      ['marketingPaused: quality_red'],
    ],
    ['nor shorten a rest', [error(131048, 'marketing'), silent, back], ['marketingPaused: meta_131048 +6h']],
    ['webhooks that are back', [silent, back], []],
    [
      'a person says go on',
      [violation, quality('RED'), error(190, 'everything'), restriction(templates), resume],
      [],
    ],
    ['but not to a ban', [ban('DISABLE'), violation, resume], ['blocked: disabled']],
    [
      'a shorter restriction after a longer one',
      [restriction(templates, NOW + 72 * HOUR), restriction(templates, NOW + HOUR, NOW + 1)],
      ['templatesPaused: restricted_biz_initiated_messaging +72h'],
    ],
    [
      'a longer one after a shorter one',
      [restriction(templates, NOW + HOUR), restriction(templates, NOW + 72 * HOUR)],
      ['templatesPaused: restricted_biz_initiated_messaging +72h'],
    ],
    [
      'one with an end after one without',
      [restriction(templates, FOR_GOOD), restriction(templates, NOW + HOUR)],
      ['templatesPaused: restricted_biz_initiated_messaging'],
    ],
    [
      'one without an end after one with',
      [restriction(templates, NOW + HOUR), restriction(templates, FOR_GOOD)],
      ['templatesPaused: restricted_biz_initiated_messaging'],
    ],
    [
      'a new one after one that has ended',
      [restriction(templates, NOW - HOUR, NOW - 2 * HOUR), restriction(templates, NOW + HOUR)],
      ['templatesPaused: restricted_biz_initiated_messaging +1h'],
    ],
    [
      'a rest that is repeated starts anew',
      [error(131048, 'marketing', NOW - HOUR), error(131048, 'marketing')],
      ['marketingPaused: meta_131048 +6h'],
    ],
    ['the longest is shown', [error(131048, 'marketing'), violation], ['marketingPaused: violation_scam']],
  ])('%s', (_name, events, expected) => {
    expect(stops(having(...events))).toEqual(expected);
  });

  test('a rest ends by itself, at its very moment', () => {
    const health = having(error(131048, 'marketing'));
    expect(stops(health, NOW + 6 * HOUR - 1)).toHaveLength(1);
    expect(stops(health, NOW + 6 * HOUR)).toEqual([]);
  });

  test('what has ended is forgotten, so that the list does not grow', () => {
    const events = Array.from({ length: 50 }, (_, i) => error(130000 + i, 'marketing', NOW + i * 7 * HOUR));
    expect(having(...events).stops).toHaveLength(1);
  });
});

describe('P6 whatever happens', () => {
  const at = fc.integer({ min: 0, max: 40 }).map((n) => NOW + n * HOUR);
  const until = fc.option(
    fc.integer({ min: 1, max: 80 }).map((n) => NOW + n * HOUR),
    { nil: null },
  );
  const event: fc.Arbitrary<AccountEvent> = fc.oneof(
    fc.record({ type: fc.constant('VIOLATION' as const), at, reason: fc.constantFrom('scam', 'spam') }),
    fc.record({
      type: fc.constant('RESTRICTION' as const),
      at,
      until,
      restriction: fc.constantFrom(
        'RESTRICTED_BIZ_INITIATED_MESSAGING',
        'RESTRICTED_CUSTOMER_INITIATED_MESSAGING',
        'NEW',
      ),
    }),
    fc.record({
      type: fc.constant('ERROR' as const),
      at,
      code: fc.constantFrom(190, 131048),
      stops: fc.constantFrom(...(['everything', 'marketing'] as const)),
    }),
    fc.record({ type: fc.constant('QUALITY' as const), at, quality: fc.constantFrom('RED', 'GREEN') }),
    fc.record({ type: fc.constantFrom(...(['WEBHOOKS_SILENT', 'WEBHOOKS_BACK'] as const)), at }),
  );

  test('while a stop of its own stands, no other event lifts its scope', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const sorted = events.toSorted((a, b) => a.at - b.at);
        const health = having(violation, ...sorted);
        expect(health.marketingPaused).not.toBeNull();
        for (const scope of ['blocked', 'paused', 'templatesPaused', 'marketingPaused'] as const) {
          const ends = health.stops
            .filter((stop) => stop.scope === scope)
            .map((stop) => stop.until ?? Number.MAX_VALUE);
          const shown = health[scope];
          expect(shown === null ? -1 : (shown.until ?? Number.MAX_VALUE)).toBe(Math.max(-1, ...ends));
        }
      }),
    );
  });

  test('red stops marketing, whatever else ended meanwhile', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const health = having(...events.toSorted((a, b) => a.at - b.at));
        if (health.quality === 'RED') expect(health.marketingPaused).not.toBeNull();
      }),
    );
  });
});
