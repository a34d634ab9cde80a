import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DEFER_CODES, DENY_CODES } from '../../src/gate/codes.js';
import { marketingArrives } from '../../src/gate/country.js';
import { RECHECK, WINDOW } from '../../src/gate/gate.js';
import {
  blocks,
  type Change,
  CONSENT,
  DAY,
  decided,
  HOUR,
  joined,
  MINUTE,
  NOW,
  PERMISSION,
  REPLY,
  type Situation,
  situation,
  UTILITY,
  verdict,
} from './situation.js';

type Row = [code: string, name: string, situation: Change, neighbour: Change];

const consent = (change: object) => ({ facts: { consent: { ...CONSENT, ...change } } });
const account = (change: object) => ({
  facts: {
    account: { blocked: false, paused: null, marketingPaused: null, templatesPaused: null, ...change },
  },
});
const until = { until: NOW + HOUR };
const CAP = { messages: 2, period: 7 * DAY };

/** Every reason, and beside it the same situation but for one fact, where it is not given. */
const ROWS: Row[] = [
  [
    'already_attempted',
    'tried before',
    { request: { alreadyAttempted: true } },
    { request: { alreadyAttempted: false } },
  ],
  [
    'already_attempted',
    'asked for consent once',
    joined(PERMISSION, consent({ state: 'pending', asked: 1 })),
    consent({ state: 'pending', asked: 0 }),
  ],
  ['cancelled', 'broadcast cancelled', { request: { cancelled: true } }, { request: { cancelled: false } }],
  ['expired', 'at its very moment', { request: { expiresAt: NOW } }, { request: { expiresAt: NOW + 1 } }],
  ['expired', 'long gone', { request: { expiresAt: NOW - DAY } }, { request: { expiresAt: null } }],
  [
    'content_blocked',
    'forbidden words',
    { request: { contentBlocked: true } },
    { request: { contentBlocked: false } },
  ],
  [
    'media_rights_missing',
    'no right to the picture',
    { request: { mediaRightsMissing: true } },
    { request: { mediaRightsMissing: false } },
  ],

  ['erased', 'marketing', { facts: { blocks: blocks('erased') } }, { facts: { blocks: blocks() } }],
  [
    'erased',
    'utility',
    joined(UTILITY, { facts: { blocks: blocks('erased') } }),
    { facts: { blocks: blocks() } },
  ],
  [
    'erased',
    'a reply to what they wrote before',
    joined(
      REPLY,
      { facts: { blocks: blocks('erased') } },
      { request: { basis: { kind: 'reply', at: NOW - HOUR } } },
    ),
    { request: { basis: { kind: 'reply', at: NOW - HOUR + 1 } } },
  ],
  [
    'undeliverable',
    'marketing',
    { facts: { blocks: blocks('undeliverable') } },
    { facts: { blocks: blocks() } },
  ],
  [
    'undeliverable',
    'an open ticket does not reach them',
    joined(REPLY, {
      request: { basis: { kind: 'ticket', id: 't' } },
      facts: { ticketOpen: true, blocks: blocks('undeliverable') },
    }),
    { facts: { blocks: blocks() } },
  ],
  ['unknown_topic', 'archived', { facts: { topicKnown: false } }, { facts: { topicKnown: true } }],
  ['unknown_topic', 'none named', { request: { topic: null } }, { request: { topic: 'info-zakat' } }],
  [
    'unknown_topic',
    'permission',
    joined(PERMISSION, { facts: { topicKnown: false } }),
    { facts: { topicKnown: true } },
  ],

  ['no_consent', 'nobody knows them', { facts: { consent: null } }, { facts: { consent: CONSENT } }],
  ['no_consent', 'never asked', consent({ state: 'unknown' }), consent({})],
  ['pending', 'has not answered', consent({ state: 'pending' }), consent({})],
  ['declined', 'said no', consent({ state: 'declined' }), consent({})],
  ['lapsed', 'too long ago', consent({ state: 'lapsed' }), consent({})],
  ['opted_out', 'of the topic', consent({ state: 'unsubscribed' }), consent({})],
  [
    'opted_out',
    'of everything',
    { facts: { blocks: blocks('withdrawn_all') } },
    { facts: { blocks: blocks() } },
  ],
  [
    'opted_out',
    'a reply to an older message',
    joined(
      REPLY,
      { facts: { blocks: blocks('withdrawn_all') } },
      { request: { basis: { kind: 'reply', at: NOW - HOUR } } },
    ),
    { request: { basis: { kind: 'reply', at: NOW - HOUR + 1 } } },
  ],
  [
    'opted_out',
    'a ticket that is closed',
    joined(
      REPLY,
      { facts: { blocks: blocks('withdrawn_all') } },
      { request: { basis: { kind: 'ticket', id: 't' } } },
    ),
    { facts: { ticketOpen: true } },
  ],
  [
    'platform_stopped',
    'in WhatsApp',
    { facts: { blocks: blocks('platform_stop') } },
    { facts: { blocks: new Map([['platform_stop', { since: NOW - DAY, until: NOW }]]) } },
  ],
  [
    'suspended',
    'perhaps a stop',
    { facts: { blocks: blocks('suspended') } },
    { facts: { blocks: blocks() } },
  ],
  [
    'paused_by_customer',
    'for a while',
    { facts: { blocks: new Map([['paused_until', { since: NOW - DAY, until: NOW + 1 }]]) } },
    { facts: { blocks: new Map([['paused_until', { since: NOW - DAY, until: NOW }]]) } },
  ],
  ['sandbox_evidence', 'marketing', consent({ environment: 'sandbox' }), consent({ environment: 'live' })],
  [
    'sandbox_evidence',
    'live only',
    consent({ environment: 'sandbox' }),
    { facts: { environment: 'sandbox' } },
  ],
  [
    'sandbox_evidence',
    'permission',
    joined(PERMISSION, consent({ state: 'pending', environment: 'sandbox' })),
    consent({ state: 'pending' }),
  ],
  [
    'opted_out',
    'a promised answer after a stop that followed the yes',
    joined(UTILITY, {
      request: { basis: { kind: 'asked_for', reference: 'tk_1', at: NOW - HOUR } },
      facts: { blocks: blocks('withdrawn_all') },
    }),
    { request: { basis: { kind: 'asked_for', reference: 'tk_1', at: NOW - HOUR + 1 } } },
  ],
  [
    'no_basis',
    'utility nobody asked for',
    joined(UTILITY, { request: { basis: null } }),
    { request: { basis: { kind: 'asked_for', reference: 'A-1' } } },
  ],
  [
    'no_basis',
    'utility on a reply',
    joined(UTILITY, { request: { basis: { kind: 'reply', at: NOW - 1 } } }),
    { request: { basis: { kind: 'asked_for', reference: 'A-1' } } },
  ],
  [
    'no_basis',
    'permission without proof',
    joined(PERMISSION, { request: { basis: null } }),
    { request: { basis: { kind: 'proof', reference: 'form' } } },
  ],
  ['no_basis', 'permission of a subscriber', joined(PERMISSION, consent({})), consent({ state: 'pending' })],
  [
    'window_closed',
    'a reply too late',
    joined(REPLY, { facts: { lastInboundAt: NOW - WINDOW } }),
    { facts: { lastInboundAt: NOW - WINDOW + 1 } },
  ],
  [
    'window_closed',
    'they never wrote',
    joined(REPLY, { facts: { lastInboundAt: null } }),
    { facts: { lastInboundAt: NOW } },
  ],
  [
    'window_closed',
    'free-form utility',
    joined(UTILITY, { request: { template: false } }),
    { facts: { lastInboundAt: NOW - 1 } },
  ],

  [
    'template_not_approved',
    'in review',
    { facts: { template: { status: 'PENDING', category: 'MARKETING' } } },
    { facts: { template: { status: 'APPROVED', category: 'MARKETING' } } },
  ],
  [
    'template_not_approved',
    'not known',
    { facts: { template: null } },
    { facts: { template: { status: 'APPROVED', category: 'MARKETING' } } },
  ],
  [
    'template_not_approved',
    'free-form marketing inside the window',
    { request: { template: false }, facts: { lastInboundAt: NOW - 1 } },
    { request: { template: true } },
  ],
  [
    'template_not_approved',
    'free-form question for consent',
    joined(PERMISSION, { request: { template: false }, facts: { lastInboundAt: NOW - 1 } }),
    { request: { template: true } },
  ],
  [
    'template_paused',
    'by Meta',
    { facts: { template: { status: 'PAUSED', category: 'MARKETING' } } },
    { facts: { template: { status: 'APPROVED', category: 'MARKETING' } } },
  ],
  ['account_blocked', 'banned', account({ blocked: true }), account({})],
  ['account_blocked', 'replies too', joined(REPLY, account({ blocked: true })), account({})],
  [
    'country_not_allowed',
    'a US number',
    { facts: { countryAllowed: false } },
    { facts: { countryAllowed: true } },
  ],

  ['account_paused', 'everything', account({ paused: until }), account({})],
  ['account_paused', 'replies too', joined(REPLY, account({ paused: until })), account({})],
  ['account_paused', 'templates', joined(UTILITY, account({ templatesPaused: until })), account({})],
  [
    'account_paused',
    'templates, but not free-form',
    joined(UTILITY, account({ templatesPaused: until }), { facts: { lastInboundAt: NOW } }),
    { request: { template: false } },
  ],
  ['account_paused', 'marketing', account({ marketingPaused: until }), account({})],
  ['account_paused', 'permission', joined(PERMISSION, account({ marketingPaused: until })), account({})],
  [
    'account_paused',
    'marketing, not utility',
    joined(UTILITY, account({ marketingPaused: until }), {
      facts: { consent: CONSENT },
      request: { purpose: 'marketing', topic: 'info-zakat' },
    }),
    { request: { purpose: 'utility' } },
  ],
  [
    'marketing_cap',
    'Meta asks for a rest',
    { facts: { restUntil: { at: NOW + 1, code: 'marketing_cap' } } },
    { facts: { restUntil: { at: NOW, code: 'marketing_cap' } } },
  ],
  [
    'experiment',
    'in the group without marketing',
    { facts: { restUntil: { at: NOW + 1, code: 'experiment' } } },
    { facts: { restUntil: null } },
  ],
  ['quiet_hours', 'at night', { facts: { quietUntil: NOW + HOUR } }, { facts: { quietUntil: null } }],
  [
    'quiet_hours',
    'permission',
    joined(PERMISSION, { facts: { quietUntil: NOW + HOUR } }),
    { facts: { quietUntil: null } },
  ],
  [
    'quiet_hours',
    'a reminder that they asked for',
    joined(UTILITY, {
      request: { basis: { kind: 'asked_for', reference: 'reminder:x', at: NOW - DAY, reminder: true } },
      facts: { quietUntil: NOW + HOUR },
    }),
    { request: { basis: { kind: 'asked_for', reference: 'donasi-1', at: NOW - DAY } } },
  ],
  [
    'frequency_cap',
    'two this week',
    { facts: { recent: [NOW - 2 * DAY, NOW - DAY] } },
    { facts: { recent: [NOW - DAY] } },
  ],
  [
    'frequency_cap',
    'until the very moment',
    { facts: { recent: [NOW - CAP.period + 1, NOW - 1] } },
    { facts: { recent: [NOW - CAP.period, NOW - 1] } },
  ],
  [
    'frequency_cap',
    'as often as this topic promised',
    { facts: { promised: { cap: { messages: 1, period: 30 * DAY }, recent: [NOW - 29 * DAY] } } },
    { facts: { promised: { cap: { messages: 1, period: 30 * DAY }, recent: [NOW - 30 * DAY] } } },
  ],
  ['frequency_cap', 'no cap configured', { facts: { recent: [NOW - 2, NOW - 1] } }, { cap: null }],
  ['tier_limit', 'full for today', { facts: { tierFreeAt: NOW + HOUR } }, { facts: { tierFreeAt: null } }],
  [
    'tier_limit',
    'utility counts too',
    joined(UTILITY, { facts: { tierFreeAt: NOW + HOUR } }),
    { facts: { tierFreeAt: null } },
  ],
];

/** Codes that something else gives, and what. Null: nothing yet. */
const ELSEWHERE: Record<string, string | null> = {
  pair_rate: 'judge.ts',
  throughput: 'settle.ts',
  budget_exhausted: null,
};

describe('P1 the gate gives every reason of design §5, and gives it for that reason only', () => {
  test.each(ROWS)('%s: %s', (code, _name, change, neighbour) => {
    const given = situation(change);
    const other = situation(neighbour, given);
    expect(verdict(given)).toBe(code);
    expect(verdict(other)).not.toBe(code);
    expect(differences(given, other)).toHaveLength(1);
  });

  test.each(ROWS)('%s: %s: leaves when that is mended', (_code, _name, change, neighbour) => {
    expect(verdict(situation(neighbour, situation(change)))).toBe('yes');
  });

  test.each([...DENY_CODES, ...DEFER_CODES])('%s has its rows, or somebody else who gives it', (code) => {
    const here = ROWS.some(([given]) => given === code);
    expect([code, here]).toEqual([code, !Object.hasOwn(ELSEWHERE, code)]);
  });

  test.each(Object.entries(ELSEWHERE))('%s is given by outbox/%s', (code, file) => {
    const folder = 'src/outbox';
    const givers = readdirSync(folder).filter((name) =>
      readFileSync(`${folder}/${name}`, 'utf8').includes(`'${code}'`),
    );
    expect(givers.includes(file ?? '')).toBe(file !== null);
    if (file === null) expect(givers).toEqual([]);
  });
});

function differences(one: Situation, other: Situation): string[] {
  const flat = ({ request, facts, cap, now }: Situation) => [
    ...Object.entries(request),
    ...Object.entries(facts),
    ['cap', cap] as const,
    ['now', now] as const,
  ];
  const others = flat(other);
  return flat(one).flatMap(([name, value], i) => (sameValue(value, others[i]?.[1]) ? [] : [name]));
}

const sameValue = (one: unknown, other: unknown) =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other));
const plain = (value: unknown) => (value instanceof Map ? [...value] : value);

const MATRIX_COLUMNS: [name: string, change: Change][] = [
  ['marketing', {}],
  ['permission', joined(PERMISSION, { facts: {} })],
  ['unproven', joined(PERMISSION, { request: { basis: null } })],
  ['utility', UTILITY],
  ['unasked', joined(UTILITY, { request: { basis: null } })],
  ['reply', REPLY],
  ['late', joined(REPLY, { request: { basis: { kind: 'reply', at: NOW - 2 * HOUR } } })],
  ['plain', joined(REPLY, { request: { basis: null } })],
  ['ticket', joined(REPLY, { request: { basis: { kind: 'ticket', id: 't' } }, facts: { ticketOpen: true } })],
  ['closed', joined(REPLY, { request: { basis: { kind: 'ticket', id: 't' } } })],
  ['goodbye', joined(REPLY, { request: { basis: { kind: 'confirmation', at: NOW - HOUR } } })],
];

const Y = 'yes';
const OUT = 'opted_out';
/** The table of design §5, a column for each way to write: states first, then blocks above a subscription. */
const MATRIX: Record<string, string[]> = {
  //             marketing           permission          unproven            utility  unasked     reply   late    plain   ticket  closed  goodbye
  subscribed: [Y, 'no_basis', 'no_basis', Y, 'no_basis', Y, Y, Y, Y, Y, Y],
  unknown: ['no_consent', 'no_consent', 'no_consent', Y, 'no_basis', Y, Y, Y, Y, Y, Y],
  pending: ['pending', Y, 'no_basis', Y, 'no_basis', Y, Y, Y, Y, Y, Y],
  lapsed: ['lapsed', Y, 'no_basis', Y, 'no_basis', Y, Y, Y, Y, Y, Y],
  declined: ['declined', 'declined', 'declined', Y, 'no_basis', Y, Y, Y, Y, Y, Y],
  unsubscribed: [OUT, OUT, OUT, Y, 'no_basis', Y, OUT, OUT, Y, OUT, Y],
  withdrawn_all: [OUT, OUT, OUT, Y, 'no_basis', Y, OUT, OUT, Y, OUT, Y],
  platform_stop: [
    'platform_stopped',
    'platform_stopped',
    'platform_stopped',
    Y,
    'no_basis',
    Y,
    Y,
    Y,
    Y,
    Y,
    Y,
  ],
  suspended: ['suspended', 'suspended', 'suspended', Y, 'no_basis', Y, Y, Y, Y, Y, Y],
  paused_until: [
    'paused_by_customer',
    'paused_by_customer',
    'paused_by_customer',
    Y,
    'no_basis',
    Y,
    Y,
    Y,
    Y,
    Y,
    Y,
  ],
  undeliverable: blockedRow('undeliverable'),
  erased: blockedRow('erased'),
};

function blockedRow(code: string): string[] {
  return [code, code, code, code, code, Y, code, code, code, code, Y];
}

describe('P1 the matrix of states and purposes', () => {
  const isBlock = (state: string): state is 'erased' =>
    !['subscribed', 'unknown', 'pending', 'lapsed', 'declined', 'unsubscribed'].includes(state);
  const cells = Object.entries(MATRIX).flatMap(([state, row]) =>
    MATRIX_COLUMNS.map(([column, change], i) => [state, column, row[i] ?? '', change] as const),
  );

  test.each(cells)('%s, %s: %s', (state, _column, expected, change) => {
    const standing = isBlock(state)
      ? { consent: CONSENT, blocks: blocks(state) }
      : { consent: { ...CONSENT, state: state as 'pending', since: NOW - HOUR }, blocks: blocks() };
    expect(verdict(situation(joined(change, { facts: standing })))).toBe(expected);
  });

  test('has a cell for everything', () => {
    expect(Object.values(MATRIX).map((row) => row.length)).toEqual(
      Object.keys(MATRIX).map(() => MATRIX_COLUMNS.length),
    );
  });
});

describe('P1 what a message is called does not change what it is', () => {
  const promo = { template: { status: 'APPROVED', category: 'MARKETING' } };

  test.each(['utility', 'service'] as const)(
    'a marketing template as %s needs a subscription, and is marketing even then',
    (purpose) => {
      const change: Change = {
        request: {
          purpose,
          basis: purpose === 'utility' ? { kind: 'asked_for', reference: 'A-1' } : { kind: 'reply', at: NOW },
        },
        facts: { ...promo, consent: null, lastInboundAt: NOW },
      };
      const subscribed = joined(change, { facts: { consent: CONSENT } });
      expect(verdict(situation(change))).toBe('no_consent');
      expect(verdict(situation(joined(change, { facts: { blocks: blocks('withdrawn_all') } })))).toBe(
        'opted_out',
      );
      expect(verdict(situation(subscribed))).toBe('template_not_approved');
      // The same words, called what they are, may leave.
      expect(verdict(situation(joined(subscribed, { request: { purpose: 'marketing' } })))).toBe('yes');
    },
  );

  test.each([
    ['MARKETING', 'template_not_approved'],
    ['AUTHENTICATION', 'template_not_approved'],
    ['UTILITY', 'yes'],
  ])('the question for consent in a template of category %s: %s', (category, expected) => {
    const change = joined(PERMISSION, { facts: { template: { status: 'APPROVED', category } } });
    expect(verdict(situation(change))).toBe(expected);
    expect(verdict(situation(joined(change, { facts: { blocks: blocks('withdrawn_all') } })))).toBe(
      'opted_out',
    );
  });

  test.each([
    ['marketing', 'template_not_approved', {}],
    ['utility', 'yes', UTILITY],
    ['service', 'yes', joined(REPLY, { request: { template: true } })],
  ] as const)('a template for authentication as %s: %s', (_purpose, expected, change: Change) => {
    const template = { status: 'APPROVED', category: 'AUTHENTICATION' };
    expect(verdict(situation(joined(change, { facts: { template } })))).toBe(expected);
  });

  test('a utility template as marketing needs a subscription too', () => {
    expect(
      verdict(situation({ facts: { template: { status: 'APPROVED', category: 'UTILITY' }, consent: null } })),
    ).toBe('no_consent');
  });
});

describe('P2 a possible stop that is not understood yet', () => {
  test.each<[string, Change, string]>([
    ['marketing', {}, 'wait'],
    ['permission', PERMISSION, 'wait'],
    ['utility', UTILITY, 'yes'],
    [
      'a promised answer',
      joined(UTILITY, { request: { basis: { kind: 'asked_for', reference: 'tk_1', at: NOW - HOUR } } }),
      'wait',
    ],
    ['service', REPLY, 'yes'],
  ])('%s: %s', (_name, change, expected) => {
    expect(verdict(situation(joined(change, { facts: { held: true } })))).toBe(expected);
    expect(verdict(situation(change))).toBe('yes');
  });

  test('is no reason to wait for what is refused anyway', () => {
    expect(verdict(situation({ facts: { held: true, consent: null } }))).toBe('no_consent');
  });

  test('comes before whatever only takes time', () => {
    expect(verdict(situation({ facts: { held: true, quietUntil: NOW + 1, tierFreeAt: NOW + 1 } }))).toBe(
      'wait',
    );
  });
});

describe('the reason that is told is the first in this order', () => {
  const walk = (first: Change, steps: [code: string, mend: Change][]) => {
    let at = situation(first);
    for (const [code, mend] of steps) {
      expect(verdict(at)).toBe(code);
      at = situation(mend, at);
    }
    expect(verdict(at)).toBe('yes');
  };
  const allBlocks = blocks(
    'erased',
    'undeliverable',
    'withdrawn_all',
    'platform_stop',
    'suspended',
    'paused_until',
  );
  const without = (...kinds: string[]) => ({
    facts: { blocks: new Map([...allBlocks].filter(([kind]) => !kinds.includes(kind))) },
  });
  const paused = { until: NOW + HOUR };

  test('marketing', () => {
    walk(
      {
        request: {
          alreadyAttempted: true,
          cancelled: true,
          expiresAt: NOW,
          contentBlocked: true,
          mediaRightsMissing: true,
        },
        facts: {
          topicKnown: false,
          consent: { ...CONSENT, environment: 'sandbox' },
          blocks: allBlocks,
          held: true,
          template: { status: 'PAUSED', category: 'MARKETING' },
          account: { blocked: true, paused, marketingPaused: paused, templatesPaused: paused },
          countryAllowed: false,
          recent: [NOW - 2, NOW - 1],
          restUntil: { at: NOW + 1, code: 'marketing_cap' },
          tierFreeAt: NOW + 1,
          quietUntil: NOW + 1,
        },
      },
      [
        ['already_attempted', { request: { alreadyAttempted: false } }],
        ['cancelled', { request: { cancelled: false } }],
        ['expired', { request: { expiresAt: null } }],
        ['content_blocked', { request: { contentBlocked: false } }],
        ['media_rights_missing', { request: { mediaRightsMissing: false } }],
        ['erased', without('erased')],
        ['undeliverable', without('erased', 'undeliverable')],
        ['unknown_topic', { facts: { topicKnown: true } }],
        ['opted_out', without('erased', 'undeliverable', 'withdrawn_all')],
        ['platform_stopped', without('erased', 'undeliverable', 'withdrawn_all', 'platform_stop')],
        ['suspended', { facts: { blocks: blocks('paused_until') } }],
        ['paused_by_customer', { facts: { blocks: blocks() } }],
        ['sandbox_evidence', { facts: { consent: CONSENT } }],
        ['template_paused', { facts: { template: { status: 'APPROVED', category: 'MARKETING' } } }],
        [
          'account_blocked',
          {
            facts: { account: { blocked: false, paused, marketingPaused: paused, templatesPaused: paused } },
          },
        ],
        ['country_not_allowed', { facts: { countryAllowed: true } }],
        ['wait', { facts: { held: false } }],
        [
          'account_paused',
          {
            facts: {
              account: { blocked: false, paused: null, marketingPaused: paused, templatesPaused: paused },
            },
          },
        ],
        [
          'account_paused',
          {
            facts: {
              account: { blocked: false, paused: null, marketingPaused: paused, templatesPaused: null },
            },
          },
        ],
        [
          'account_paused',
          {
            facts: {
              account: { blocked: false, paused: null, marketingPaused: null, templatesPaused: null },
            },
          },
        ],
        ['marketing_cap', { facts: { restUntil: null } }],
        ['quiet_hours', { facts: { quietUntil: null } }],
        ['frequency_cap', { facts: { recent: [] } }],
        ['tier_limit', { facts: { tierFreeAt: null } }],
      ],
    );
  });

  test('permission', () => {
    walk(
      joined(PERMISSION, {
        request: { basis: null },
        facts: {
          topicKnown: false,
          consent: { ...CONSENT, state: 'pending', environment: 'sandbox', asked: 2 },
          blocks: allBlocks,
        },
      }),
      [
        ['erased', without('erased')],
        ['undeliverable', without('erased', 'undeliverable')],
        ['unknown_topic', { facts: { topicKnown: true } }],
        ['opted_out', { facts: { blocks: blocks() } }],
        ['no_basis', { request: { basis: { kind: 'proof', reference: 'form' } } }],
        ['sandbox_evidence', { facts: { consent: { ...CONSENT, state: 'pending', asked: 2 } } }],
        ['already_attempted', { facts: { consent: { ...CONSENT, state: 'pending' } } }],
      ],
    );
  });

  test('utility', () => {
    walk(
      joined(UTILITY, {
        request: { basis: null, template: false },
        facts: {
          blocks: allBlocks,
          account: { blocked: true, paused: null, marketingPaused: null, templatesPaused: null },
        },
      }),
      [
        ['erased', without('erased')],
        ['undeliverable', without('erased', 'undeliverable')],
        ['no_basis', { request: { basis: { kind: 'asked_for', reference: 'A-1' } } }],
        ['window_closed', { facts: { lastInboundAt: NOW } }],
        ['account_blocked', account({})],
      ],
    );
  });

  test('service', () => {
    walk(joined(REPLY, { request: { basis: null }, facts: { blocks: allBlocks, lastInboundAt: null } }), [
      ['erased', without('erased')],
      ['undeliverable', without('erased', 'undeliverable')],
      ['opted_out', { facts: { blocks: blocks('platform_stop', 'suspended', 'paused_until') } }],
      ['window_closed', { facts: { lastInboundAt: NOW } }],
    ]);
  });
});

describe('what a message waits for, and until when', () => {
  const { cap } = situation();

  test.each<[string, Change, number]>([
    ['a pause with an end', account({ paused: { until: NOW + HOUR } }), NOW + HOUR],
    ['a pause without one is looked at again', account({ marketingPaused: { until: null } }), NOW + RECHECK],
    ['a pause that ends this moment', account({ paused: { until: NOW } }), NOW + 1],
    [
      'of several pauses the widest',
      account({ paused: { until: NOW + 5 }, marketingPaused: { until: NOW + HOUR } }),
      NOW + 5,
    ],
    ['quiet hours', { facts: { quietUntil: NOW + 7 } }, NOW + 7],
    ['rest', { facts: { restUntil: { at: NOW + DAY, code: 'experiment' } } }, NOW + DAY],
    [
      'the oldest of the last two counts',
      { facts: { recent: [NOW - 6 * DAY, NOW - 2 * DAY, NOW - DAY] } },
      NOW - 2 * DAY + 7 * DAY,
    ],
    [
      'of cap and promise the later one',
      {
        facts: {
          recent: [NOW - 2, NOW - 1],
          promised: { cap: { messages: 1, period: 90 * DAY }, recent: [NOW - DAY] },
        },
      },
      NOW + 89 * DAY,
    ],
    ['a cap of nothing never frees', { cap: { messages: 0, period: DAY } }, NOW + DAY],
    ['tier', { facts: { tierFreeAt: NOW + 3 } }, NOW + 3],
  ])('%s', (_name, change, at) => {
    expect(decided(situation(change))).toMatchObject({ verdict: 'later', at });
  });

  test('quiet hours, caps, rests and the tier do not bind replies; the tier binds utility', () => {
    const busy = {
      quietUntil: NOW + 1,
      recent: [NOW - 2, NOW - 1],
      restUntil: { at: NOW + 1, code: 'experiment' },
    } as const;
    expect(verdict(situation(joined(REPLY, { facts: { ...busy, tierFreeAt: NOW + 1 } })))).toBe('yes');
    expect(verdict(situation(joined(UTILITY, { facts: busy })))).toBe('yes');
    expect(verdict(situation({ facts: busy }))).toBe('experiment');
    expect(cap).toEqual(CAP);
  });

  test('a no says so, and a yes says nothing else', () => {
    expect(decided(situation({ request: { cancelled: true } }))).toEqual({
      verdict: 'no',
      code: 'cancelled',
    });
    expect(decided(situation())).toEqual({ verdict: 'yes' });
  });

  test.each<[string, Change, string]>([
    ['permission without a topic', joined(PERMISSION, { request: { topic: null } }), 'unknown_topic'],
    ['permission of somebody unknown', joined(PERMISSION, { facts: { consent: null } }), 'no_consent'],
    [
      'permission to a country without marketing',
      joined(PERMISSION, { facts: { countryAllowed: false } }),
      'yes',
    ],
    [
      'an open ticket lets only its own answers through',
      joined(REPLY, {
        request: { basis: { kind: 'reply', at: NOW - DAY } },
        facts: { ticketOpen: true, blocks: blocks('withdrawn_all') },
      }),
      'opted_out',
    ],
    [
      'a reply in 1970, to nobody',
      joined(REPLY, { now: MINUTE, facts: { lastInboundAt: null } }),
      'window_closed',
    ],
  ])('%s: %s', (_name, change, expected) => {
    expect(verdict(situation(change))).toBe(expected);
  });

  test('what nobody knows the end of is looked at again in ten minutes', () => {
    expect(RECHECK).toBe(10 * MINUTE);
  });

  test('the window leaves two minutes for the way to Meta', () => {
    expect(WINDOW).toBe(DAY - 2 * MINUTE);
  });
});

describe('whether marketing arrives in their country', () => {
  test.each<[string, { kind: 'phone' | 'bsuid'; value: string }[], boolean]>([
    ['Indonesia', [{ kind: 'phone', value: '6281234567890' }], true],
    ['the United States', [{ kind: 'phone', value: '12015550123' }], false],
    [
      'the United States, named after a BSUID',
      [
        { kind: 'bsuid', value: 'US.1' },
        { kind: 'phone', value: '12015550123' },
      ],
      false,
    ],
    ['Canada, which shares the code', [{ kind: 'phone', value: '14165550123' }], true],
    ['no country at all', [{ kind: 'phone', value: '1' }], true],
    ['a BSUID only', [{ kind: 'bsuid', value: '12015550123' }], true],
    ['nobody', [], true],
  ])('%s', (_name, identities, arrives) => {
    expect(marketingArrives(identities)).toBe(arrives);
  });
});
