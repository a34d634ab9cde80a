import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Account } from '../../src/account/account.js';
import { HEALTHY } from '../../src/account/machine.js';
import { listAccountEvents } from '../../src/account/reading.js';
import { accountHandler, errorEvent } from '../../src/account/webhooks.js';
import { readWebhook } from '../../src/whatsapp/webhook.js';
import { openRig } from '../store/rig.js';
import { body, change, EVENTS, NOW } from '../whatsapp/payloads.js';

let rig: Awaited<ReturnType<typeof openRig>>;
let account: Account;
let told: string[];
let templates: string[];
beforeEach(async () => {
  rig = await openRig();
  told = [];
  templates = [];
  account = new Account((event) => told.push(event.type));
});
afterEach(() => rig.close());

const onTemplate = async (_tx: unknown, name: string, language: string, status: string) => {
  templates.push(`${name} ${language} ${status}`);
};

/** What Meta says, through our own reader, to the handler. */
function hear(...changes: [field: string, value: unknown][]) {
  const handler = accountHandler({ account, now: () => NOW, onTemplate });
  const { items } = readWebhook(body(changes.map(([field, value]) => change(field, value))), NOW);
  return rig.store.write((tx) => handler(tx, items));
}

const pauses = () => {
  const { blocked, paused, templatesPaused, marketingPaused } = account.health;
  return {
    blocked: blocked?.reason,
    paused: paused?.reason,
    templatesPaused: templatesPaused?.reason,
    marketingPaused: marketingPaused?.reason,
  };
};
const NONE = {
  blocked: undefined,
  paused: undefined,
  templatesPaused: undefined,
  marketingPaused: undefined,
};
const update = (value: object): [string, object] => ['account_update', value];
const ban = (state: string) =>
  update({
    event: 'DISABLED_UPDATE',
    ban_info: { waba_ban_state: state, waba_ban_date: 'December 1, 2026' },
  });
const quality = (value: object): [string, object] => [
  'phone_number_quality_update',
  { display_phone_number: '15550100000', ...value },
];

describe('P6 what Meta says of the account', () => {
  test.each<[string, [string, object], Partial<typeof NONE> | Record<string, string>]>([
    [
      'a violation',
      update({ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }),
      { marketingPaused: 'violation_scam' },
    ],
    [
      'a violation of an unknown kind',
      update({ event: 'ACCOUNT_VIOLATION' }),
      { marketingPaused: 'violation_unknown' },
    ],
    [
      'a restriction',
      update({
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [
          { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1795259200 },
          { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' },
        ],
      }),
      {
        templatesPaused: 'restricted_biz_initiated_messaging',
        paused: 'restricted_customer_initiated_messaging',
      },
    ],
    ['a ban', ban('DISABLE'), { blocked: 'disabled' }],
    ['a ban to come', ban('SCHEDULE_FOR_DISABLE'), { marketingPaused: 'ban_scheduled' }],
    ['deletion', update({ event: 'ACCOUNT_DELETED' }), { blocked: 'account_deleted' }],
    [
      'offboarding',
      update({ event: 'ACCOUNT_OFFBOARDED', disconnection_info: { reason: 'PRIMARY_INACTIVITY' } }),
      { blocked: 'account_offboarded' },
    ],
    ['a flag', quality({ event: 'FLAGGED' }), { marketingPaused: 'quality_red' }],
    ['a partner that went', update({ event: 'PARTNER_REMOVED' }), {}],
    ['an event that is new', update({ event: 'SOMETHING_NEW' }), {}],
    ['a name', ['phone_number_name_update', { decision: 'REJECTED' }], {}],
  ])('%s', async (_name, event, expected) => {
    await hear(event);
    expect(pauses()).toEqual({ ...NONE, ...expected });
  });

  test('the end of a restriction is in seconds, as a number or a text', async () => {
    await hear(
      update({
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [
          { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: '1795259200' },
        ],
      }),
    );
    expect(account.health.templatesPaused?.until).toBe(1795259200_000);
  });

  test.each<[string, [string, object][]]>([
    ['reinstated', [ban('DISABLE'), ban('REINSTATE')]],
    ['reconnected', [update({ event: 'ACCOUNT_OFFBOARDED' }), update({ event: 'ACCOUNT_RECONNECTED' })]],
    ['unflagged', [quality({ event: 'FLAGGED' }), quality({ event: 'UNFLAGGED' })]],
  ])('%s', async (_name, events) => {
    for (const event of events) await hear(event);
    expect(pauses()).toEqual(NONE);
  });

  test.each<[string, [string, object], number | null]>([
    [
      'of the business',
      ['business_capability_update', { max_daily_conversations_per_business: 'TIER_2K' }],
      2000,
    ],
    ['as a number', ['business_capability_update', { max_daily_conversations_per_business: 250 }], 250],
    [
      'without end',
      ['business_capability_update', { max_daily_conversations_per_business: 'TIER_UNLIMITED' }],
      null,
    ],
    [
      'of the number',
      quality({ event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 'TIER_10K' }),
      10_000,
    ],
    ['with a flag', quality({ event: 'FLAGGED', max_daily_conversations_per_business: 'TIER_250' }), 250],
    ['not told', quality({ event: 'ONBOARDING' }), 1],
  ])('the tier %s', async (_name, event, tier) => {
    await rig.store.write((tx) => account.record(tx, { type: 'TIER', at: NOW, limit: 1 }, NOW));
    await hear(event);
    expect(account.health.tier).toBe(tier);
  });

  test('an error of the whole webhook', async () => {
    await hear([
      'messages',
      { metadata: { phone_number_id: '1' }, errors: [{ code: 131031, title: 'locked' }] },
    ]);
    expect(account.health.paused?.reason).toBe('meta_131031');
  });

  test.each<[number, string[]]>([
    [131031, ['everything']],
    [190, ['everything']],
    [131048, ['marketing']],
    [131026, []],
    [99999999, []],
  ])('error %d stops %j', (code, stopped) => {
    expect(errorEvent(code, NOW)).toEqual(
      stopped.map((what) => ({ type: 'ERROR', at: NOW, code, stops: what })),
    );
  });

  test('every event of the reference is taken without an error', async () => {
    await expect(hear(...EVENTS.map(([field, value]): [string, object] => [field, value]))).resolves.toEqual(
      {},
    );
  });
});

describe('templates that change under our feet', () => {
  const template = {
    message_template_id: 8,
    message_template_name: 'spring_news',
    message_template_language: 'en',
  };
  const row = () =>
    rig.store.read
      .selectFrom('template')
      .select(['status', 'category', 'quality', 'synced_at'])
      .where('language', '=', 'en')
      .executeTakeFirst();
  beforeEach(async () => {
    const values = {
      name: 'spring_news',
      category: 'UTILITY',
      status: 'APPROVED',
      quality: null,
      components: '[]',
      parameter_format: null,
      synced_at: 1,
    };
    await rig.store.write((tx) =>
      tx
        .insertInto('template')
        .values([
          { ...values, language: 'en' },
          { ...values, language: 'id' },
        ])
        .execute(),
    );
  });

  test.each<[string, object, string]>([
    ['PAUSED', { other_info: { title: 'FIRST_PAUSE' } }, 'PAUSED'],
    ['PAUSED', { other_info: { title: 'UNPAUSE' } }, 'APPROVED'],
    ['FLAGGED', {}, 'APPROVED'],
    ['REINSTATED', {}, 'APPROVED'],
    ['DISABLED', { disable_info: { disable_date: '1' } }, 'DISABLED'],
    ['REJECTED', { reason: 'SCAM' }, 'REJECTED'],
    ['SOMETHING_NEW', {}, 'SOMETHING_NEW'],
  ])('%s %j: %s, and broadcasts hear of it', async (event, more, status) => {
    await hear(['message_template_status_update', { ...template, event, ...more }]);
    expect(await row()).toMatchObject({ status, synced_at: NOW, category: 'UTILITY' });
    expect(templates).toEqual([`spring_news en ${status}`]);
  });

  test.each<[string, [string, object]]>([
    [
      'when Meta has made it so',
      ['template_category_update', { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' }],
    ],
    [
      'when Meta says that it will',
      [
        'template_category_update',
        {
          ...template,
          new_category: 'UTILITY',
          correct_category: 'MARKETING',
          category_update_timestamp: 1795086400,
        },
      ],
    ],
    [
      'when Meta holds it to be',
      [
        'template_correct_category_detection',
        { ...template, category: 'UTILITY', correct_category: 'MARKETING' },
      ],
    ],
  ])('P1 counts as marketing %s', async (_name, event) => {
    await hear(event);
    expect(await row()).toMatchObject({ category: 'MARKETING', status: 'APPROVED' });
    expect(
      await rig.store.read
        .selectFrom('template')
        .select('category')
        .where('language', '=', 'id')
        .executeTakeFirst(),
    ).toEqual({ category: 'UTILITY' });
    expect(templates).toEqual([]);
  });

  test('quality', async () => {
    await hear([
      'message_template_quality_update',
      { ...template, previous_quality_score: 'GREEN', new_quality_score: 'RED' },
    ]);
    expect(await row()).toMatchObject({ quality: 'RED', status: 'APPROVED' });
  });

  test('other words change nothing here', async () => {
    await hear(['message_template_components_update', { ...template, message_template_element: 'Hi' }]);
    expect(await row()).toMatchObject({ synced_at: 1 });
  });
});

describe('the account is remembered', () => {
  test('over a restart, with every stop', async () => {
    await hear(
      ban('DISABLE'),
      update({ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }),
      quality({ event: 'FLAGGED' }),
    );
    const again = new Account();
    expect(again.health).toEqual(HEALTHY);
    await again.load(rig.store.read);
    expect(again.health).toEqual(account.health);
    expect(again.facts(NOW)).toEqual({
      blocked: true,
      paused: null,
      templatesPaused: null,
      marketingPaused: expect.objectContaining({ until: null }),
    });
    expect(told).toEqual(['BAN', 'VIOLATION', 'QUALITY']);
  });

  test('a stop that has ended is no fact', async () => {
    await rig.store.write((tx) =>
      account.record(tx, { type: 'ERROR', at: NOW, code: 131048, stops: 'marketing' }, NOW),
    );
    expect(account.facts(NOW).marketingPaused).not.toBeNull();
    expect(account.facts(NOW + 6 * 3600_000).marketingPaused).toBeNull();
  });

  test('a fresh database is healthy', async () => {
    await account.load(rig.store.read);
    expect(account.health).toEqual(HEALTHY);
  });

  test('what happened can be read, newest first, page by page', async () => {
    await hear(ban('DISABLE'), ban('REINSTATE'), quality({ event: 'FLAGGED' }));
    const all = await listAccountEvents(rig.store.read, Number.MAX_SAFE_INTEGER, 10);
    expect(all.map(({ kind }) => kind)).toEqual(['QUALITY', 'BAN', 'BAN']);
    expect(all[1]).toMatchObject({ kind: 'BAN', detail: { state: 'REINSTATE' } });
    expect(await listAccountEvents(rig.store.read, all[0]?.id ?? 0, 1)).toEqual([all[1]]);
  });

  describe('P6 the end of a stop counts when it is durable', () => {
    const red = { type: 'QUALITY', at: NOW, quality: 'RED' } as const;
    const green = { type: 'QUALITY', at: NOW + 1, quality: 'GREEN' } as const;
    const paused = () => account.facts(NOW + 2).marketingPaused !== null;
    beforeEach(() => rig.store.write((tx) => account.record(tx, red, NOW)));

    test('not before the commit', async () => {
      const seen: boolean[] = [];
      await rig.store.write(async (tx) => {
        await account.record(tx, green, NOW);
        seen.push(paused());
      });
      expect([...seen, paused()]).toEqual([true, false]);
      expect(told).toEqual(['QUALITY', 'QUALITY']);
    });

    test('never when it is undone, alone or in the commit of others', async () => {
      const undone = () =>
        rig.store.write(async (tx) => {
          await account.record(tx, green, NOW);
          throw new Error('no');
        });
      await expect(undone()).rejects.toThrow('no');
      const [one, other] = await Promise.allSettled([undone(), rig.put('other')]);
      expect([one.status, other.status]).toEqual(['rejected', 'fulfilled']);
      expect(paused()).toBe(true);
      expect(told).toEqual(['QUALITY']);
    });

    test('with what else its commit brings', async () => {
      await Promise.all([
        rig.store.write((tx) => account.record(tx, green, NOW)),
        rig.store.write((tx) => account.record(tx, { type: 'TIER', at: NOW, limit: 250 }, NOW)),
      ]);
      const again = new Account();
      await again.load(rig.store.read);
      expect(again.health).toEqual(account.health);
      expect(account.health).toMatchObject({ marketingPaused: null, quality: 'GREEN', tier: 250 });
    });

    test('a smaller tier holds at once, a larger one when it is durable', async () => {
      const seen: (number | null)[] = [];
      for (const limit of [250, 1000, null, 100]) {
        await rig.store.write(async (tx) => {
          await account.record(tx, { type: 'TIER', at: NOW, limit }, NOW);
          seen.push(account.health.tier);
        });
        seen.push(account.health.tier);
      }
      expect(seen).toEqual([250, 250, 250, 1000, 1000, null, 100, 100]);
    });
  });

  test('P6 a stop holds at once, also when its record does not reach the disk', async () => {
    await expect(
      rig.store.write(async (tx) => {
        await account.record(tx, { type: 'BAN', at: NOW, state: 'DISABLE' }, NOW);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(account.facts(NOW).blocked).toBe(true);
  });
});
