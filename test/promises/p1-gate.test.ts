import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BLOCK_KINDS, stands } from '../../src/consent/blocks.js';
import { CONSENT_STATES } from '../../src/consent/machine.js';
import { DEFER_CODES, DENY_CODES } from '../../src/gate/codes.js';
import { type Basis, decide, type GateFacts, type GateRequest } from '../../src/gate/gate.js';

const NOW = Date.UTC(2026, 7, 3, 3);
const near = fc.integer({ min: NOW - 8 * 24 * 3600_000, max: NOW + 3600_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 9 });
// Mostly without obstacles, so that a good part of the situations comes to a yes.
const seldom = fc.integer({ min: 0, max: 29 }).map((n) => n === 0);
const often = seldom.map((value) => !value);
const seldomSome = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 29, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const basis: fc.Arbitrary<Basis> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...(['reply', 'confirmation'] as const)), at: near }),
  fc.constant({ kind: 'ticket', id: 't' } as const),
  fc.record({ kind: fc.constantFrom(...(['asked_for', 'proof'] as const)), reference: fc.string() }),
);
const request: fc.Arbitrary<GateRequest> = fc.record({
  purpose: fc.constantFrom(...(['service', 'utility', 'permission', 'marketing'] as const)),
  topic: fc.constantFrom('info-zakat', null),
  basis: maybe(basis),
  template: often,
  expiresAt: seldomSome(near),
  alreadyAttempted: seldom,
  cancelled: seldom,
  contentBlocked: seldom,
  mediaRightsMissing: seldom,
});
const block = fc.record({ since: near, until: maybe(near) });
const blocks = fc
  .array(fc.tuple(fc.constantFrom(...BLOCK_KINDS), block), { maxLength: 2 })
  .chain((some) => fc.constantFrom(true, false, false).map((set) => new Map(set ? some : [])));
const pause = seldomSome(fc.record({ until: maybe(near) }));
const facts: fc.Arbitrary<GateFacts> = fc.record({
  environment: fc.constantFrom(...(['live', 'sandbox'] as const)),
  topicKnown: often,
  consent: maybe(
    fc.record({
      state: fc.oneof(
        fc.constant('subscribed' as const),
        fc.constant('pending' as const),
        fc.constantFrom(...CONSENT_STATES),
      ),
      since: near,
      asked: seldom.map(Number),
      environment: fc.oneof(
        { weight: 4, arbitrary: fc.constant('live' as const) },
        { weight: 1, arbitrary: fc.constant('sandbox' as const) },
      ),
    }),
  ),
  blocks,
  held: seldom,
  lastInboundAt: maybe(near),
  ticketOpen: fc.boolean(),
  template: maybe(
    fc.record({
      status: fc.oneof(
        { weight: 4, arbitrary: fc.constant('APPROVED') },
        fc.constantFrom('PAUSED', 'PENDING', 'DISABLED'),
      ),
      category: fc.constantFrom('MARKETING', 'UTILITY', 'AUTHENTICATION'),
    }),
  ),
  account: fc.record({ blocked: seldom, paused: pause, marketingPaused: pause, templatesPaused: pause }),
  countryAllowed: often,
  recent: fc.array(near, { maxLength: 3 }).map((times) => times.sort((a, b) => a - b)),
  restUntil: seldomSome(
    fc.record({ at: near, code: fc.constantFrom(...(['marketing_cap', 'experiment'] as const)) }),
  ),
  tierFreeAt: seldomSome(near.filter((at) => at > NOW)),
  quietUntil: seldomSome(near.filter((at) => at > NOW)),
});
const cap = maybe(
  fc.record({ messages: fc.integer({ min: 1, max: 3 }), period: fc.constant(7 * 24 * 3600_000) }),
);
const situations = [request, facts, cap] as const;

/** Marketing is what we call so, and every template that Meta calls so. */
const isMarketing = (asked: GateRequest, known: GateFacts) =>
  asked.purpose === 'marketing' || (asked.template && known.template?.category === 'MARKETING');

describe('P1 whatever the facts are', () => {
  test('marketing leaves only with a proven subscription, and nothing against it', () => {
    let yes = 0;
    fc.assert(
      fc.property(...situations, (asked, known, limit) => {
        if (!isMarketing(asked, known) || decide(asked, known, limit, NOW).verdict !== 'yes') return;
        yes += 1;
        expect(known.consent?.state).toBe('subscribed');
        if (known.environment === 'live') expect(known.consent?.environment).toBe('live');
        expect(BLOCK_KINDS.filter((kind) => stands(known.blocks, kind, NOW))).toEqual([]);
        expect(known.held).toBe(false);
        expect(asked.template && known.template?.status).toBe('APPROVED');
        expect(asked.purpose).toBe('marketing');
        expect(asked.topic !== null && known.topicKnown).toBe(true);
        expect([known.account.blocked, known.account.paused, known.account.marketingPaused]).toEqual([
          false,
          null,
          null,
        ]);
        expect([known.quietUntil, known.tierFreeAt, known.countryAllowed]).toEqual([null, null, true]);
        if (limit)
          expect(known.recent.filter((at) => at > NOW - limit.period).length).toBeLessThan(limit.messages);
      }),
      { numRuns: 20_000 },
    );
    expect(yes).toBeGreaterThan(20);
  });

  test('permission leaves only once, with proof, to those who are pending or lapsed', () => {
    let yes = 0;
    fc.assert(
      fc.property(...situations, (asked, known, limit) => {
        if (asked.purpose !== 'permission' || isMarketing(asked, known)) return;
        if (decide(asked, known, limit, NOW).verdict !== 'yes') return;
        yes += 1;
        expect(asked.basis?.kind).toBe('proof');
        expect(['pending', 'lapsed']).toContain(known.consent?.state);
        expect(known.consent?.asked).toBe(0);
        expect(BLOCK_KINDS.filter((kind) => stands(known.blocks, kind, NOW))).toEqual([]);
        expect(known.held).toBe(false);
      }),
      { numRuns: 40_000 },
    );
    expect(yes).toBeGreaterThan(0);
  });

  test('utility leaves only when they asked for it; a reply only to a message within the window', () => {
    let yes = 0;
    fc.assert(
      fc.property(...situations, (asked, known, limit) => {
        if (isMarketing(asked, known) || decide(asked, known, limit, NOW).verdict !== 'yes') return;
        if (asked.purpose === 'utility') expect(asked.basis?.kind).toBe('asked_for');
        if (asked.purpose === 'service' || !asked.template) expect(known.lastInboundAt).not.toBeNull();
        const stop = known.blocks.get('withdrawn_all');
        if (asked.purpose !== 'service' || !stop) return;
        yes += 1;
        const { basis: why } = asked;
        const answers = why?.kind === 'reply' && why.at > stop.since;
        expect(answers || why?.kind === 'confirmation' || (why?.kind === 'ticket' && known.ticketOpen)).toBe(
          true,
        );
      }),
      { numRuns: 40_000 },
    );
    expect(yes).toBeGreaterThan(0);
  });

  test('the answer is one of its codes, a wait has an end, and asking again gives the same', () => {
    fc.assert(
      fc.property(...situations, (asked, known, limit) => {
        const verdict = decide(asked, known, limit, NOW);
        expect(decide(asked, known, limit, NOW)).toEqual(verdict);
        if (verdict.verdict === 'no') expect(DENY_CODES).toContain(verdict.code);
        if (verdict.verdict !== 'later') return;
        expect(DEFER_CODES).toContain(verdict.code);
        expect(verdict.at).toBeGreaterThan(NOW);
      }),
      { numRuns: 20_000 },
    );
  });

  test('one more obstacle never turns a no into a yes', () => {
    const obstacle = fc.constantFrom<Partial<GateFacts>>(
      { held: true },
      { topicKnown: false },
      { countryAllowed: false },
      { blocks: new Map(BLOCK_KINDS.map((kind) => [kind, { since: NOW + 3600_000, until: null }])) },
      { account: { blocked: true, paused: null, marketingPaused: null, templatesPaused: null } },
      { quietUntil: NOW + 1 },
    );
    fc.assert(
      fc.property(...situations, obstacle, (asked, known, limit, more) => {
        if (decide(asked, known, limit, NOW).verdict === 'yes') return;
        expect(decide(asked, { ...known, ...more }, limit, NOW).verdict).not.toBe('yes');
      }),
      { numRuns: 20_000 },
    );
  });
});
