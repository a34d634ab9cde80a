import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PAGE } from '../../src/broadcast/audience.js';
import {
  contactId,
  dispatch,
  kept,
  largestBatch,
  MONDAY,
  openRig,
  people,
  type Rig,
  recount,
  runOut,
  started,
  TOPIC,
} from './rig.js';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(async () => {
  expect(rig.errors).toEqual([]);
  await rig.close();
});

async function recipients(id: string): Promise<string[]> {
  const rows = await rig.store.read
    .selectFrom('outbox')
    .select('contact_id')
    .where('broadcast_id', '=', id)
    .orderBy('contact_id')
    .execute();
  return rows.map((row) => row.contact_id);
}

describe('the audience', () => {
  test('P1 only the subscribers of the topic get a row, each exactly one', async () => {
    await people(rig, 5);
    await people(rig, 5, { from: 5, state: 'unsubscribed' });
    await people(rig, 5, { from: 10, state: 'pending' });
    await people(rig, 5, { from: 15, topic: 'another-topic' });
    const id = await started(rig);
    await runOut(rig, rig.newRunner());
    expect(await recipients(id)).toEqual([0, 1, 2, 3, 4].map(contactId));
  });

  test('labels narrow it to contacts with every one of them', async () => {
    await people(rig, 3);
    await people(rig, 3, { from: 3, labels: '["donatur","jakarta"]' });
    await people(rig, 3, { from: 6, labels: '["donatur"]' });
    const id = await started(rig, { audience: { labels: ['donatur', 'jakarta'] } });
    await runOut(rig, rig.newRunner());
    expect(await recipients(id)).toEqual([3, 4, 5].map(contactId));
  });

  test('a row holds no content and waits for its batch', async () => {
    await people(rig, 1);
    const id = await started(rig);
    const runner = rig.newRunner();
    await runner.tick();
    const row = await rig.store.read
      .selectFrom('outbox')
      .selectAll()
      .where('broadcast_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      purpose: 'marketing',
      topic: TOPIC,
      state: 'queued',
      batch: null,
      content: null,
      priority: 3,
      number_id: '100200',
    });
    await runner.tick();
    expect(await largestBatch(rig)).toBe(1);
  });

  test('nobody left is completed at once', async () => {
    await people(rig, 1);
    const { id } = await rig.broadcasts.create(
      {
        name: 'x',
        topic: TOPIC,
        template: { name: 'info_zakat', language: 'id', parameters: ['a'] },
        audience: { all: true },
        scheduleAt: MONDAY + 1000,
      },
      'Rina',
    );
    await rig.broadcasts.start(id, 'Rina');
    await rig.store.write((tx) => tx.updateTable('consent').set({ state: 'unsubscribed' }).execute());
    rig.world.now += 1000;
    await runOut(rig, rig.newRunner());
    const view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({ state: 'completed', total: 0, progress: 1 });
    expect(view.explanation?.id).toContain('belum punya pelanggan');
  });
});

describe('batches', () => {
  test('P6 no batch has more than 256 recipients, and none is released before the last is through', async () => {
    await people(rig, 700);
    const id = await started(rig);
    const runner = rig.newRunner();
    const released: number[] = [];
    for (let i = 0; i < 40; i++) {
      await runner.tick();
      expect(await largestBatch(rig)).toBeLessThanOrEqual(256);
      const open = await rig.store.read
        .selectFrom('outbox')
        .select('batch')
        .distinct()
        .where('batch', 'is not', null)
        .where('state', '=', 'queued')
        .execute();
      expect(open.length).toBeLessThanOrEqual(1);
      released.push((await rig.broadcasts.get(id)).batch);
      await dispatch(rig, undefined, 40);
    }
    // 700 = 50 + 256 + 256 + 138
    expect(Math.max(...released)).toBe(4);
    expect((await rig.broadcasts.get(id)).state).toBe('completed');
  });

  test('a message on its way keeps the next batch back', async () => {
    await people(rig, 60);
    const id = await started(rig);
    const runner = rig.newRunner();
    await runner.tick();
    await runner.tick();
    await dispatch(rig, (who) => ({ state: who === contactId(7) ? 'attempting' : 'accepted', reason: null }));
    await runner.tick();
    expect((await rig.broadcasts.get(id)).batch).toBe(1);
    await rig.store.write((tx) =>
      tx.updateTable('outbox').set({ state: 'unknown' }).where('state', '=', 'attempting').execute(),
    );
    await runner.tick();
    expect((await rig.broadcasts.get(id)).batch).toBe(2);
  });

  test('deferred recipients do not keep the next batch back, and end the broadcast last', async () => {
    await people(rig, 60);
    const id = await started(rig);
    const runner = rig.newRunner();
    const later = rig.world.now + 3_600_000;
    await runOut(rig, runner, (who) =>
      who === contactId(7) && rig.world.now < later
        ? { state: 'deferred', reason: 'frequency_cap', notBefore: later }
        : { state: 'accepted', reason: null },
    );
    let view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({
      state: 'running',
      batch: 2,
      counts: { byState: { accepted: 59, deferred: 1 } },
    });
    expect(view.explanation?.id).toContain('pukul 11.00 WIB');
    expect(view.progress).toBeCloseTo(59 / 60);
    rig.world.now = later;
    await runOut(rig, runner);
    view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({
      state: 'completed',
      completedAt: later,
      counts: { byState: { accepted: 60 } },
    });
  });
});

describe('P4 a crash at any moment', () => {
  test('repeats nobody and leaves nobody out, and the counts stay right', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2600 }),
        fc.array(fc.constantFrom('tick', 'crash', 'send', 'some', 'pause'), { maxLength: 30 }),
        async (count, steps) => {
          const own = await openRig();
          try {
            await people(own, count + 1);
            const id = await started(own);
            let runner = own.newRunner();
            for (const step of steps) {
              if (step === 'tick') await runner.tick();
              if (step === 'crash') runner = own.newRunner();
              if (step === 'send') await dispatch(own);
              if (step === 'some') await dispatch(own, undefined, 30);
              if (step === 'pause' && (await own.broadcasts.get(id)).state === 'running') {
                await own.broadcasts.pause(id, 'Rina');
                await runner.tick();
                await own.broadcasts.resume(id, 'Rina');
              }
              expect(await largestBatch(own)).toBeLessThanOrEqual(256);
              expect(await kept(own, id)).toEqual(await recount(own, id));
            }
            await runOut(own, runner);
            expect(await recount(own, id)).toEqual({ 'accepted ': count + 1 });
            expect(await kept(own, id)).toEqual({ 'accepted ': count + 1 });
            const view = await own.broadcasts.get(id);
            expect(view).toMatchObject({ state: 'completed', total: count + 1, progress: 1 });
            const twice = await own.store.read
              .selectFrom('outbox')
              .select('contact_id')
              .where('attempts', '>', 1)
              .execute();
            expect(twice).toEqual([]);
            expect(own.errors).toEqual([]);
          } finally {
            await own.close();
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('staff', () => {
  test('pausing takes back what was not sent, resuming sends it', async () => {
    await people(rig, 400);
    const id = await started(rig);
    const runner = rig.newRunner();
    await runner.tick();
    await runner.tick();
    await dispatch(rig);
    await runner.tick();
    await dispatch(rig, undefined, 100);
    await rig.broadcasts.pause(id, 'Rina');
    expect(await dispatch(rig)).toBe(0);
    await runner.tick();
    const left = await rig.store.read
      .selectFrom('outbox')
      .select('id')
      .where('batch', 'is not', null)
      .where('state', '=', 'queued')
      .execute();
    expect(left).toEqual([]);
    expect(await runner.tick()).toBe(1000);
    const view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({ state: 'paused', reason: 'staff', actor: 'Rina' });
    expect(view.explanation).toEqual({
      id: 'Dijeda oleh Rina. Lanjutkan bila sudah siap.',
      en: 'Paused by Rina. Resume it when you are ready.',
    });
    await rig.broadcasts.resume(id, 'Budi');
    await runOut(rig, runner);
    expect(await recount(rig, id)).toEqual({ 'accepted ': 400 });
    expect((await rig.broadcasts.get(id)).state).toBe('completed');
  });

  test('cancelling ends everybody who was not sent to, also those without a batch and the deferred', async () => {
    await people(rig, 1300);
    const id = await started(rig);
    const runner = rig.newRunner();
    for (let i = 0; i < 4; i++) await runner.tick();
    await dispatch(rig, (who) =>
      who < contactId(20)
        ? { state: 'accepted', reason: null }
        : { state: 'deferred', reason: 'quiet_hours', notBefore: rig.world.now + 1000 },
    );
    await rig.broadcasts.cancel(id, 'Rina');
    expect((await rig.compositions([id])).get(id)).toMatchObject({ cancelled: true, paused: false });
    await runOut(rig, runner);
    expect(await recount(rig, id)).toEqual({ 'accepted ': 20, 'cancelled ': 1280 });
    expect(await kept(rig, id)).toEqual(await recount(rig, id));
    const view = await rig.broadcasts.get(id);
    expect(view.state).toBe('cancelled');
    expect(view.completedAt).toBe(rig.world.now);
    await expect(rig.broadcasts.resume(id, 'Rina')).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('cancelling in the middle of the audience leaves the rest out', async () => {
    await people(rig, 2500);
    const id = await started(rig);
    const runner = rig.newRunner();
    await runner.tick();
    await rig.broadcasts.cancel(id, 'Rina');
    await runOut(rig, runner);
    expect(await recount(rig, id)).toEqual({ 'cancelled ': PAGE });
  });

  test('a schedule starts when its time comes, not before', async () => {
    await people(rig, 3);
    const id = await started(rig, { scheduleAt: MONDAY + 60_000 });
    const runner = rig.newRunner();
    await runOut(rig, runner);
    let view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({ state: 'scheduled', startedAt: null, total: 0 });
    expect(view.explanation?.en).toBe('Waiting for its time: starts at 10.01 am WIB.');
    rig.world.now = MONDAY + 60_000;
    await runOut(rig, runner);
    view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({ state: 'completed', startedAt: MONDAY + 60_000, total: 3 });
  });

  test('paused before its time, it goes back to waiting', async () => {
    await people(rig, 3);
    const id = await started(rig, { scheduleAt: MONDAY + 60_000 });
    await rig.broadcasts.pause(id, 'Rina');
    rig.world.now += 120_000;
    await runOut(rig, rig.newRunner());
    expect((await rig.broadcasts.get(id)).state).toBe('paused');
    rig.world.now = MONDAY;
    expect((await rig.broadcasts.resume(id, 'Rina')).state).toBe('scheduled');
  });
});

describe('what stands in the way', () => {
  test('quiet hours release nothing, and say until when', async () => {
    await people(rig, 3);
    rig.world.now = Date.parse('2026-08-03T20:00:00+07:00');
    rig.world.quietUntil = Date.parse('2026-08-04T08:00:00+07:00');
    const id = await started(rig);
    const runner = rig.newRunner();
    await runOut(rig, runner);
    const view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({ state: 'running', batch: 0 });
    expect(view.explanation).toEqual({
      id: 'Sekarang jam tenang. Terkirim besok pukul 08.00 WIB.',
      en: 'It is quiet hours now. Goes out tomorrow at 8 am WIB.',
    });
    rig.world.quietUntil = null;
    await runOut(rig, runner);
    expect((await rig.broadcasts.get(id)).state).toBe('completed');
  });

  test('a paused account holds everything without touching a row, and the reason is told', async () => {
    await people(rig, 3);
    const id = await started(rig);
    rig.world.health = {
      ...rig.world.health,
      marketingPaused: { reason: 'webhook_silent', since: MONDAY, until: null },
    };
    const runner = rig.newRunner();
    await runOut(rig, runner);
    const view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({ state: 'running', batch: 0, counts: { byState: { queued: 3 } } });
    expect(view.explanation?.id).toContain('Webhook dari Meta berhenti masuk');
  });

  test('P6 a nearly used tier makes a small batch, a used one none', async () => {
    await people(rig, 30);
    const id = await started(rig);
    const runner = rig.newRunner();
    rig.world.tierRoom = { room: 10, freeAt: MONDAY + 3_600_000 };
    await runner.tick();
    await runner.tick();
    expect(await dispatch(rig)).toBe(10);
    rig.world.tierRoom = { room: 0, freeAt: MONDAY + 3_600_000 };
    await runOut(rig, runner);
    const view = await rig.broadcasts.get(id);
    expect(view.counts.byState).toEqual({ accepted: 10, queued: 20 });
    expect(view.explanation?.id).toBe(
      'Batas penerima per hari dari Meta sudah tercapai. Terkirim pukul 11.00 WIB.',
    );
  });

  test.each([
    ['PAUSED', 'template_paused'],
    ['REJECTED', 'template_not_approved'],
  ])(
    'a template that became %s pauses the broadcast instead of burning its audience',
    async (status, reason) => {
      await people(rig, 300);
      const id = await started(rig);
      const runner = rig.newRunner();
      await runner.tick();
      await runner.tick();
      await dispatch(rig);
      await rig.store.write((tx) => tx.updateTable('template').set({ status }).execute());
      await runOut(rig, runner);
      expect(await rig.broadcasts.get(id)).toMatchObject({
        state: 'paused',
        reason,
        actor: null,
        counts: { byState: { accepted: 50, queued: 250 } },
      });
    },
  );

  test('too many unreachable recipients pause it; resumed, it goes on from there', async () => {
    await people(rig, 300);
    const id = await started(rig);
    const runner = rig.newRunner();
    const end = (who: string) =>
      who < contactId(3)
        ? { state: 'failed' as const, reason: 'meta_131026' }
        : { state: 'accepted' as const, reason: null };
    await runOut(rig, runner, end);
    const view = await rig.broadcasts.get(id);
    expect(view).toMatchObject({ state: 'paused', reason: 'undelivered_rate', batch: 1 });
    expect(view.explanation?.en).toContain('more than 5 percent');
    await rig.broadcasts.resume(id, 'Rina');
    await runOut(rig, runner, end);
    expect((await rig.broadcasts.get(id)).state).toBe('completed');
  });
});

test('the loop carries a broadcast from start to end by itself, and ends', async () => {
  await people(rig, 120);
  const runner = rig.newRunner();
  runner.start();
  rig.bus.subscribe('outbox', () => void dispatch(rig));
  const ended = new Promise<void>((resolve) => {
    rig.bus.subscribe('broadcast', async ({ broadcastId }) => {
      if ((await rig.broadcasts.get(broadcastId)).state === 'completed') resolve();
    });
  });
  const id = await started(rig);
  await ended;
  await runner.stop();
  expect(await recount(rig, id)).toEqual({ 'accepted ': 120 });
});
