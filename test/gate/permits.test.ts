import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Grant,
  PERMIT_LIFE,
  type Permit,
  PermitOffice,
  PermitRefusedError,
} from '../../src/gate/permits.js';
import type { Content } from '../../src/whatsapp/content.js';
import type { Identity } from '../../src/whatsapp/identity.js';

const PHONE: Identity = { kind: 'phone', value: '6281234567890' };
const BSUID: Identity = { kind: 'bsuid', value: 'ID.1' };
const TO: readonly Identity[] = [PHONE, BSUID];
const template = (): Content => ({ type: 'template', name: 'info_zakat', language: 'id', body: ['Kak'] });

function office() {
  const clock = { now: 1_000 };
  const permits = new PermitOffice(() => clock.now);
  const grant = (change: Partial<Grant> = {}): Grant => ({
    contactId: 'ct_1',
    identities: TO,
    purpose: 'marketing',
    topic: 'info-zakat',
    content: template(),
    consentVersion: 1,
    reading: permits.reading(),
    ...change,
  });
  const why = (permit: unknown, to: readonly Identity[], content: Content): string => {
    try {
      permits.redeem(permit, to, content);
      return 'sent';
    } catch (error) {
      if (!(error instanceof PermitRefusedError)) throw error;
      return error.why;
    }
  };
  return { clock, permits, grant, why };
}

describe('P1 only what the gate has cleared leaves', () => {
  test('a permit is good for its message, once', () => {
    const { permits, grant, why } = office();
    const given = grant();
    const permit = permits.issue(given);
    expect(why(permit, TO, given.content)).toBe('sent');
    expect(why(permit, TO, given.content)).toBe('used');
  });

  test.each<[string, (real: Permit, other: Permit) => unknown]>([
    ['nothing', () => undefined],
    ['null', () => null],
    ['a word', () => 'permit'],
    ['a symbol', () => Symbol('permit office')],
    ['an empty object', () => ({})],
    ['a structural copy', (real) => ({ ...real })],
    ['a deep copy', (real) => structuredClone(real)],
    ['an object with its prototype', (real) => Object.create(Object.getPrototypeOf(real))],
    ['an object behind it', (real) => Object.create(real)],
    ['a proxy of it', (real) => new Proxy(real, {})],
    [
      'one made by its own constructor',
      (real) => new (Object.getPrototypeOf(real).constructor as new () => unknown)(),
    ],
    ['one of another office', (_real, other) => other],
    ['a function that pretends', (real) => Object.assign(() => real, real)],
  ])('%s is no permit', (_name, forge) => {
    const { permits, grant, why } = office();
    const given = grant();
    const real = permits.issue(given);
    const forged = forge(real, new PermitOffice().issue(given));
    expect(why(forged, TO, given.content)).toBe('forged');
    expect(why(real, TO, given.content)).toBe('sent');
  });

  test.each<[string, readonly Identity[]]>([
    ['nobody', []],
    ['fewer names', [PHONE]],
    ['more names', [...TO, { kind: 'parent_bsuid', value: 'ID.1' }]],
    ['another order, so another address', [BSUID, PHONE]],
    ['another number', [{ kind: 'phone', value: '6281234567891' }, BSUID]],
    ['the same value of another kind', [{ kind: 'bsuid', value: PHONE.value }, BSUID]],
  ])('for %s it is not good, and is not used up', (_name, to) => {
    const { permits, grant, why } = office();
    const given = grant();
    const permit = permits.issue(given);
    expect(why(permit, to, given.content)).toBe('mismatch');
    expect(why(permit, TO, given.content)).toBe('sent');
  });

  test('other content, even alike, is refused, and the content cannot change under it', () => {
    const { permits, grant, why } = office();
    const given = grant();
    const permit = permits.issue(given);
    expect(why(permit, TO, template())).toBe('mismatch');
    expect(() => Object.assign(given.content, { name: 'promo' })).toThrow(TypeError);
    expect(() => (given.content as { body: string[] }).body.push('more')).toThrow(TypeError);
    expect(why(permit, TO, given.content)).toBe('sent');
  });

  test('names that change after the gate has looked do not come along', () => {
    const { permits, grant, why } = office();
    const names = [PHONE];
    const given = grant({ identities: names });
    const permit = permits.issue(given);
    names[0] = { kind: 'phone', value: '6281' };
    expect(why(permit, names, given.content)).toBe('mismatch');
  });

  test.each([
    [PERMIT_LIFE, 'sent'],
    [PERMIT_LIFE + 1, 'stale'],
    [PERMIT_LIFE * 100, 'stale'],
  ])('%d ms after the reading it is %s', (age, expected) => {
    const { permits, grant, why, clock } = office();
    const given = grant();
    clock.now += age - 100;
    const permit = permits.issue(given);
    clock.now += 100;
    expect(why(permit, TO, given.content)).toBe(expected);
    if (expected === 'stale') expect(why(permit, TO, given.content)).toBe('used');
  });
});

describe('P2 an opt-out voids what is in flight', () => {
  test.each<[string, readonly Identity[]]>([
    ['by phone', [PHONE]],
    ['by BSUID, without a number', [BSUID]],
    ['by both', TO],
    ['among others', [{ kind: 'phone', value: '1' }, PHONE]],
  ])('%s', (_name, revoked) => {
    const { permits, grant, why } = office();
    const given = grant();
    const permit = permits.issue(given);
    permits.revoke(revoked);
    expect(why(permit, TO, given.content)).toBe('revoked');
  });

  test('also when it came between the reading and the issuing', () => {
    const { permits, grant, why } = office();
    const given = grant();
    permits.revoke([BSUID]);
    expect(why(permits.issue(given), TO, given.content)).toBe('revoked');
  });

  test.each([
    ['their own', ['ct_0', 'ct_1'], 'revoked'],
    ['somebody else', ['ct_2'], 'sent'],
  ])('by contact, whatever their names: %s', (_name, contacts, expected) => {
    const { permits, grant, why } = office();
    const given = grant();
    const permit = permits.issue(given);
    permits.revokeContacts(contacts);
    expect(why(permit, TO, given.content)).toBe(expected);
  });

  test('not what was read after it: the gate has seen it', () => {
    const { permits, grant, why } = office();
    permits.revoke(TO);
    const given = grant();
    expect(why(permits.issue(given), TO, given.content)).toBe('sent');
  });

  test('nobody else', () => {
    const { permits, grant, why } = office();
    const given = grant();
    const permit = permits.issue(given);
    permits.revoke([
      { kind: 'phone', value: '6281234567891' },
      { kind: 'bsuid', value: PHONE.value },
    ]);
    expect(why(permit, TO, given.content)).toBe('sent');
  });

  test.each<[Grant['purpose'], Content, string]>([
    ['service', { type: 'text', body: 'Baik, Kak.' }, 'sent'],
    ['service', template(), 'revoked'],
    ['utility', template(), 'revoked'],
    ['permission', template(), 'revoked'],
    ['marketing', { type: 'text', body: 'Kabar' }, 'revoked'],
  ])('%s of %j: %s', (purpose, content, expected) => {
    const { permits, grant, why } = office();
    const permit = permits.issue(grant({ purpose, content }));
    permits.revoke(TO);
    expect(why(permit, TO, content)).toBe(expected);
  });

  test('P6 an account that must not send voids what was allowed before, for everybody, and nothing after', () => {
    const { permits, grant, why } = office();
    const before = grant();
    const [permit, reply] = [
      permits.issue(before),
      grant({ purpose: 'service', content: { type: 'text', body: 'a' } }),
    ];
    const answer = permits.issue(reply);
    permits.revokeAll();
    expect(why(permit, TO, before.content)).toBe('revoked');
    expect(why(answer, TO, reply.content)).toBe('sent');
    const after = grant();
    expect(why(permits.issue(after), TO, after.content)).toBe('sent');
  });

  test('the office looks at a clock that only moves forward', () => {
    const { grant } = office();
    const permits = new PermitOffice();
    const reading = permits.reading();
    expect(Math.abs(reading.at - performance.now())).toBeLessThan(5_000);
    const given = grant({ reading: { at: performance.now() - PERMIT_LIFE - 1, seen: 0 } });
    expect(() => permits.redeem(permits.issue(given), TO, given.content)).toThrow(
      new PermitRefusedError('stale'),
    );
  });

  test('a refusal has a name and a reason, and quotes nothing', () => {
    const error = new PermitRefusedError('revoked');
    expect([error.name, error.message, error.why]).toEqual([
      'PermitRefusedError',
      'the permit is revoked',
      'revoked',
    ]);
  });

  test('repeating a stop keeps it young', () => {
    const { permits, grant, why, clock } = office();
    const given = grant({ reading: { at: 1e9, seen: 0 } });
    permits.revoke([PHONE]);
    permits.revoke([{ kind: 'phone', value: 'second' }]);
    clock.now += 9_000;
    permits.revoke([PHONE]);
    clock.now += 9_000;
    permits.revoke([{ kind: 'phone', value: 'third' }]);
    expect(permits.revoked).toBe(2);
    expect(why(permits.issue(given), TO, given.content)).toBe('revoked');
  });

  test('P6 when the account must not send, every permit is void, and those read afterwards are not', () => {
    const { permits, grant, why } = office();
    const [before, reply] = [
      grant(),
      grant({ purpose: 'service', content: { type: 'text', body: 'Baik.' } }),
    ];
    const [voided, answer] = [permits.issue(before), permits.issue(reply)];
    permits.revokeAll();
    expect(why(voided, TO, before.content)).toBe('revoked');
    expect(why(answer, TO, reply.content)).toBe('sent');
    const after = grant();
    expect(why(permits.issue(after), TO, after.content)).toBe('sent');
    permits.revoke([{ kind: 'phone', value: 'somebody else' }]);
    const later = grant();
    expect(why(permits.issue(later), TO, later.content)).toBe('sent');
  });

  test('a stop that is repeated voids again', () => {
    const { permits, grant, why, clock } = office();
    permits.revoke([PHONE]);
    clock.now += 10;
    const given = grant();
    const permit = permits.issue(given);
    permits.revoke([PHONE]);
    expect(why(permit, TO, given.content)).toBe('revoked');
  });

  test('revoked is said before stale: one is asked for anew, the other is not', () => {
    const { permits, grant, why, clock } = office();
    const given = grant();
    const permit = permits.issue(given);
    permits.revoke([PHONE]);
    clock.now += PERMIT_LIFE + 1;
    expect(why(permit, TO, given.content)).toBe('revoked');
  });

  test('in any order of readings, permits and stops, nothing leaves that was read before its stop', () => {
    const step = fc.record({
      do: fc.constantFrom('read', 'stop', 'send', 'wait'),
      who: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = office();
        const open: InFlight[] = [];
        for (const { do: what, who } of steps) play[what](world, open, who);
      }),
      { numRuns: 300 },
    );
  });

  test('a flood of stops is remembered no longer than any permit lives', () => {
    const { permits, grant, why, clock } = office();
    for (let i = 0; i < 50_000; i++) {
      clock.now += 10;
      permits.revoke([{ kind: 'phone', value: `${i}` }]);
    }
    expect(permits.revoked).toBeLessThan(1_500);
    const given = grant({ identities: [{ kind: 'phone', value: '49990' }] });
    const permit = permits.issue({ ...given, reading: { at: clock.now, seen: 0 } });
    expect(why(permit, given.identities, given.content)).toBe('revoked');
  });

  test('a stop is remembered as long as a permit that was read before it may be redeemed', () => {
    const { permits, grant, why, clock } = office();
    const given = grant();
    const permit = permits.issue(given);
    permits.revoke([PHONE]);
    clock.now += PERMIT_LIFE;
    permits.revoke([{ kind: 'phone', value: 'somebody else' }]);
    expect(why(permit, TO, given.content)).toBe('revoked');
  });
});

interface InFlight {
  who: number;
  permit: Permit;
  given: Grant;
  stopped: boolean;
  at: number;
}

type Step = (world: ReturnType<typeof office>, open: InFlight[], who: number) => void;
const person = (who: number): readonly Identity[] => [{ kind: 'phone', value: `${who}` }];

const play: Record<'read' | 'stop' | 'send' | 'wait', Step> = {
  wait: ({ clock }) => {
    clock.now += 180;
  },
  read: ({ permits, grant, clock }, open, who) => {
    const given = grant({ identities: person(who) });
    open.push({ who, permit: permits.issue(given), given, stopped: false, at: clock.now });
  },
  stop: ({ permits }, open, who) => {
    permits.revoke(person(who));
    for (const one of open) if (one.who === who) one.stopped = true;
  },
  send: ({ why, clock }, open) => {
    for (const { permit, given, stopped, at } of open.splice(0)) {
      const stale = clock.now - at > PERMIT_LIFE;
      expect(why(permit, given.identities, given.content)).toBe(
        stopped ? 'revoked' : stale ? 'stale' : 'sent',
      );
    }
  },
};

describe('P1 a second road does not compile', () => {
  // Never called: that the checker refuses each of these is the test.
  const secondRoads = (permits: PermitOffice, given: Grant): Permit[] => [
    permits.issue(given),
    // @ts-expect-error there is only the type: nobody else can make one
    new Permit(),
    // @ts-expect-error an empty object is no permit
    {},
    // @ts-expect-error nor one that looks like it
    { issued: true },
    // @ts-expect-error nor is what it allows
    given,
  ];

  test('and at run time the class is not to be had either', async () => {
    expect(secondRoads).toBeInstanceOf(Function);
    expect(Object.keys(await import('../../src/gate/permits.js'))).not.toContain('Permit');
  });
});
