import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BLOCK_KINDS,
  type Block,
  type BlockKind,
  blockChange,
  type ContactEvent,
  stands,
} from '../../src/consent/blocks.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const NOW = Date.UTC(2026, 7, 3, 3);

/** The blocks after these events, one after the other. */
function having(events: readonly ContactEvent[], from: [BlockKind, Block][] = []): Map<BlockKind, Block> {
  const blocks = new Map(from);
  for (const event of events) {
    const change = blockChange(blocks, event);
    if (change?.set) blocks.set(change.set.kind, change.set.block);
    for (const kind of change?.lift ?? []) blocks.delete(kind);
  }
  return blocks;
}

const standing = (blocks: Map<BlockKind, Block>, now = NOW + 24 * HOUR) =>
  BLOCK_KINDS.filter((kind) => stands(blocks, kind, now));
const stop = (at: number): ContactEvent => ({ type: 'PLATFORM_STOP', at });
const resume = (at: number): ContactEvent => ({ type: 'PLATFORM_RESUME', at });

describe('P2 WhatsApp’s own stop goes by time stamp', () => {
  test.each<[string, ContactEvent[], boolean]>([
    ['a stop stands', [stop(NOW)], true],
    ['a newer resume lifts it', [stop(NOW), resume(NOW + SECOND)], false],
    ['on a tie the stop wins', [stop(NOW), resume(NOW + 999)], true],
    ['also when it comes second', [resume(NOW + 999), stop(NOW)], true],
    ['a resume that comes first, and is newer, wins', [resume(NOW + SECOND), stop(NOW)], false],
    ['a resume that is older than the stop does nothing', [stop(NOW), resume(NOW - SECOND)], true],
    ['a new stop after a resume', [stop(NOW), resume(NOW + SECOND), stop(NOW + 2 * SECOND)], true],
    [
      'a late stop from before the resume',
      [stop(NOW), resume(NOW + 5 * SECOND), stop(NOW + 2 * SECOND)],
      false,
    ],
    [
      'a resume between two stops, coming last',
      [stop(NOW), stop(NOW + 9 * SECOND), resume(NOW + 5 * SECOND)],
      true,
    ],
    [
      'a late, older resume does not make room for a late stop',
      [stop(NOW), resume(NOW + 9 * SECOND), resume(NOW + 2 * SECOND), stop(NOW + 5 * SECOND)],
      false,
    ],
    ['a resume of what was never stopped', [resume(NOW)], false],
  ])('%s', (_name, events, stopped) => {
    expect(standing(having(events))).toEqual(stopped ? ['platform_stop'] : []);
  });

  test('in whatever order they arrive, the newest counts, and on a tie the stop', () => {
    const event = fc.record({
      type: fc.constantFrom(...(['PLATFORM_STOP', 'PLATFORM_RESUME'] as const)),
      at: fc.integer({ min: 0, max: 20 }).map((n) => NOW + n * 400),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), (events) => {
        const second = ({ at }: ContactEvent) => Math.floor(at / SECOND);
        const newest = Math.max(...events.map(second));
        const stopped = events.some((one) => one.type === 'PLATFORM_STOP' && second(one) === newest);
        expect(standing(having(events))).toEqual(stopped ? ['platform_stop'] : []);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no yes to us, and nothing else, lifts it', () => {
    const others: ContactEvent[] = (['CONFIRM', 'CLEAR', 'UNPAUSE', 'REACHABLE', 'SUSPEND'] as const).map(
      (type) => ({ type, at: NOW + HOUR }),
    );
    expect(standing(having([stop(NOW), ...others]))).toContain('platform_stop');
  });
});

describe('P2 what a newer yes of their own answers', () => {
  const all = (
    ['withdrawn_all', 'platform_stop', 'suspended', 'paused_until', 'undeliverable', 'erased'] as const
  ).map((kind): [BlockKind, Block] => [
    kind,
    { since: NOW, until: kind === 'paused_until' ? NOW + 99 * HOUR : null },
  ]);

  test('the withdrawal, the doubt and the pause', () => {
    expect(standing(having([{ type: 'CONFIRM', at: NOW + SECOND }], all))).toEqual([
      'platform_stop',
      'undeliverable',
      'erased',
    ]);
  });

  test.each([0, 999, -HOUR])('not what was said %d ms around it or after it', (later) => {
    expect(blockChange(new Map(all), { type: 'CONFIRM', at: NOW + later })).toBeNull();
  });

  test('nothing where nothing stands', () => {
    expect(blockChange(new Map(), { type: 'CONFIRM', at: NOW })).toBeNull();
  });
});

describe('the other blocks', () => {
  const pause = (at: number, until: number): ContactEvent => ({ type: 'PAUSE', at, until });
  test.each<[string, ContactEvent[], BlockKind[]]>([
    ['a withdrawal of everything', [{ type: 'WITHDRAW', at: NOW }], ['withdrawn_all']],
    ['a doubt', [{ type: 'SUSPEND', at: NOW }], ['suspended']],
    [
      'answered',
      [
        { type: 'SUSPEND', at: NOW },
        { type: 'CLEAR', at: NOW },
      ],
      [],
    ],
    [
      'an answer older than the doubt',
      [
        { type: 'SUSPEND', at: NOW },
        { type: 'CLEAR', at: NOW - SECOND },
      ],
      ['suspended'],
    ],
    [
      'an answer to the first of two doubts',
      [
        { type: 'SUSPEND', at: NOW },
        { type: 'SUSPEND', at: NOW + HOUR },
        { type: 'CLEAR', at: NOW + SECOND },
      ],
      ['suspended'],
    ],
    [
      'doubts in the wrong order',
      [
        { type: 'SUSPEND', at: NOW + HOUR },
        { type: 'SUSPEND', at: NOW },
        { type: 'CLEAR', at: NOW + SECOND },
      ],
      ['suspended'],
    ],
    ['an answer to nothing', [{ type: 'CLEAR', at: NOW }], []],
    ['a pause', [pause(NOW, NOW + 48 * HOUR)], ['paused_until']],
    ['a pause that has ended', [pause(NOW, NOW + 24 * HOUR)], []],
    [
      'an older, shorter pause that comes late',
      [pause(NOW + SECOND, NOW + 48 * HOUR), pause(NOW, NOW + HOUR)],
      ['paused_until'],
    ],
    [
      'a newer pause replaces a longer one',
      [pause(NOW, NOW + 48 * HOUR), pause(NOW + SECOND, NOW + 2 * HOUR)],
      [],
    ],
    ['a pause taken back', [pause(NOW, NOW + 48 * HOUR), { type: 'UNPAUSE', at: NOW + SECOND }], []],
    [
      'an older taking back',
      [pause(NOW, NOW + 48 * HOUR), { type: 'UNPAUSE', at: NOW - SECOND }],
      ['paused_until'],
    ],
    ['no WhatsApp', [{ type: 'UNDELIVERABLE', at: NOW }], ['undeliverable']],
    [
      'until they write',
      [
        { type: 'UNDELIVERABLE', at: NOW },
        { type: 'REACHABLE', at: NOW + SECOND },
      ],
      [],
    ],
    [
      'what they wrote before does not count',
      [
        { type: 'UNDELIVERABLE', at: NOW },
        { type: 'REACHABLE', at: NOW - SECOND },
      ],
      ['undeliverable'],
    ],
    [
      'erased for good',
      [
        { type: 'ERASE', at: NOW },
        { type: 'REACHABLE', at: NOW + HOUR },
        { type: 'CONFIRM', at: NOW + HOUR },
      ],
      ['erased'],
    ],
  ])('%s', (_name, events, expected) => {
    expect(standing(having(events))).toEqual(expected);
  });

  test.each<[ContactEvent, number]>([
    [{ type: 'WITHDRAW', at: NOW - HOUR }, NOW],
    [{ type: 'WITHDRAW', at: NOW + HOUR }, NOW + HOUR],
  ])('of two withdrawals the newer is remembered: %j', (event, since) => {
    expect(having([{ type: 'WITHDRAW', at: NOW }, event]).get('withdrawn_all')).toEqual({
      since,
      until: null,
    });
  });

  test('unreachable counts from the first time', () => {
    expect(
      having([
        { type: 'UNDELIVERABLE', at: NOW },
        { type: 'UNDELIVERABLE', at: NOW + HOUR },
      ]).get('undeliverable'),
    ).toEqual({ since: NOW, until: null });
  });

  test('stands up to its end, not at it', () => {
    const blocks = having([pause(NOW, NOW + HOUR)]);
    expect([
      stands(blocks, 'paused_until', NOW + HOUR - 1),
      stands(blocks, 'paused_until', NOW + HOUR),
    ]).toEqual([true, false]);
    expect(stands(new Map(), 'erased', NOW)).toBe(false);
  });
});
