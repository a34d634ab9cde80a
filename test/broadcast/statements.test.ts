import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { askAgain } from '../../src/broadcast/ask-again.js';
import { decayConsents } from '../../src/broadcast/decay.js';
import { createSegment } from '../../src/broadcast/index.js';
import { materialisePage } from '../../src/broadcast/materialise.js';
import { plansOf } from '../setup/plans.js';
import { openRig, people, type Rig, recount, runOut, started } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
  await people(rig, 300, { labels: '["a"]', attributes: '{"kota":"Bogor"}' });
});
afterAll(() => rig.close());

test('every statement uses an index, and none sorts', async () => {
  const segment = await createSegment(
    rig.store,
    { name: 'Bogor', filter: { language: 'id', attributes: { kota: 'Bogor' } } },
    0,
  );
  let after = 0;
  const plans = await plansOf(async () => {
    const id = await started(rig, { audience: { labels: ['a'], segment: segment.id } });
    const runner = rig.newRunner();
    for (let i = 0; i < 3; i++) await runner.tick();
    await rig.broadcasts.get(id);
    await rig.broadcasts.recipients(id, { limit: 10 });
    await rig.broadcasts.recipients(id, { limit: 10, status: 'queued' });
    await rig.broadcasts.list({ limit: 10 });
    await rig.broadcasts.pause(id, 'Rina');
    await runner.tick();
    await rig.broadcasts.resume(id, 'Rina');
    await runner.tick();
    await rig.broadcasts.cancel(id, 'Rina');
    for (let i = 0; i < 3; i++) await runner.tick();
    after = (await rig.broadcasts.get(id)).counts.byState['cancelled'] ?? 0;
    await started(rig);
    for (let i = 0; i < 3; i++) await runner.tick();
  });
  expect(after).toBe(300);
  expect(plans.length).toBeGreaterThan(20);
  const lists =
    /SCAN (json_each|v|soonest|busy)|SCAN .* VIRTUAL TABLE|SCAN (broadcast|topic|template|setting)\b/;
  const bad = plans.filter(
    ({ plan }) =>
      plan.split('; ').some((step) => /^SCAN /.test(step) && !lists.test(step) && !/USING/.test(step)) ||
      (/TEMP B-TREE/.test(plan) && !/soonest/.test(plan)),
  );
  expect(bad).toEqual([]);
  // The large table is only ever reached through an index that fits the question.
  const large = plans.filter(({ plan }) => /(SCAN|SEARCH) outbox/.test(plan));
  expect(large.length).toBeGreaterThan(5);
  for (const { plan } of large) {
    // A broadcast has a million recipients: its id alone is no way to find anything.
    expect(plan).not.toMatch(/outbox_recipient \(broadcast_id=\?\)/);
    expect(plan).toMatch(/outbox_(unsent|recipient|open|ready)|outbox USING INTEGER PRIMARY KEY/);
  }
});

test('what fades a consent reaches people and messages through their indexes', async () => {
  const plans = await plansOf(async () => {
    const rules = { unread: 1, silence: 1, action: 'lapse' } as const;
    const asker = { org: 'x', timezone: 'Asia/Jakarta', numberId: '1' };
    const world = { store: rig.store, environment: 'sandbox' as const, asker, now: () => 1 };
    await decayConsents({ ...world, rules });
    await askAgain(world);
  });
  const reads = plans.filter(({ plan }) => /(SCAN|SEARCH) (outbox|consent|window)\b/.test(plan));
  expect(reads.length).toBeGreaterThan(3);
  for (const { plan } of reads) {
    expect(plan).not.toMatch(/SCAN (outbox|consent|window)\b/);
    if (/outbox/.test(plan)) expect(plan).toMatch(/outbox_marketing/);
  }
});

test('a page that fails in the middle leaves nothing behind', async () => {
  const own = await openRig();
  try {
    await people(own, 20);
    const id = await started(own);
    await expect(
      own.store.write(async (tx) => {
        const row = await tx
          .selectFrom('broadcast')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        await materialisePage(tx, row, '1', 0);
        throw new Error('power cut');
      }),
    ).rejects.toThrow('power cut');
    const row = await own.store.read
      .selectFrom('broadcast')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ cursor: null, total: 0 });
    expect(await recount(own, id)).toEqual({});
  } finally {
    await own.close();
  }
});

test('20,000 recipients go through quickly, no step of which holds the thread for long', async () => {
  const own = await openRig();
  try {
    await people(own, 20_000);
    const broadcast = await started(own);
    const runner = own.newRunner();
    const begun = performance.now();
    let slowest = 0;
    for (let page = 0; page < 41; page++) {
      const before = performance.now();
      await runner.tick();
      slowest = Math.max(slowest, performance.now() - before);
    }
    expect((await own.broadcasts.get(broadcast)).total).toBe(20_000);
    // Forty pages take well under a second; the limits leave room for a busy machine.
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(slowest).toBeLessThan(500);
    await runOut(own, runner);
    expect(await recount(own, broadcast)).toEqual({ 'accepted ': 20_000 });
    expect((await own.broadcasts.get(broadcast)).batch).toBe(1 + Math.ceil((20_000 - 50) / 256));
  } finally {
    await own.close();
  }
});
