import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  broadcastConsequences,
  changeTemplateStatus,
  createSegment,
  listSegments,
  listTemplates,
  syncTemplates,
} from '../../src/broadcast/index.js';
import { enqueue } from '../../src/outbox/enqueue.js';
import { recordReports } from '../../src/outbox/reports.js';
import type { Report } from '../../src/outbox/settle.js';
import { outcomeOf } from '../../src/whatsapp/errors.js';
import { dispatch, kept, MONDAY, openRig, people, type Rig, recount, started, template } from './rig.js';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
  await people(rig, 3);
});
afterEach(() => rig.close());

/** A broadcast with its first batch released and being attempted. */
async function attempting(name = 'info_zakat'): Promise<string> {
  const id = await started(rig, { template: { name, language: 'id', parameters: ['a'] } });
  const runner = rig.newRunner();
  for (let i = 0; i < 3; i++) await runner.tick();
  await dispatch(rig, () => ({ state: 'attempting', reason: null }));
  return id;
}

async function report(broadcastId: string, code: number): Promise<void> {
  const row = await rig.store.read
    .selectFrom('outbox')
    .select('id')
    .where('broadcast_id', '=', broadcastId)
    .where('state', '=', 'attempting')
    .executeTakeFirstOrThrow();
  const rejected: Report = { kind: 'rejected', outcome: outcomeOf(code), retryAfter: null };
  await rig.store.write((tx) =>
    recordReports(tx, [{ id: row.id, report: rejected, at: MONDAY }], broadcastConsequences, MONDAY),
  );
}

const statuses = async () =>
  (await listTemplates(rig.store.read)).map(({ name, status }) => `${name} ${status}`);

describe('errors of Meta', () => {
  test.each([
    [131026, 'running', null, 'APPROVED'],
    [131000, 'running', null, 'APPROVED'],
    [131050, 'running', null, 'APPROVED'],
    [131048, 'paused', 'meta_131048', 'APPROVED'],
    [131042, 'paused', 'meta_131042', 'APPROVED'],
    [132000, 'paused', 'meta_132000', 'APPROVED'],
    [132015, 'paused', 'meta_132015', 'PAUSED'],
    [132016, 'paused', 'meta_132016', 'DISABLED'],
    [132001, 'paused', 'meta_132001', 'DELETED'],
  ])('%d leaves the broadcast %s', async (code, state, reason, status) => {
    const id = await attempting();
    const heard: string[] = [];
    rig.bus.subscribe('broadcast', ({ broadcastId }) => heard.push(broadcastId));
    await report(id, code);
    expect(heard).toEqual(state === 'paused' ? [id] : []);
    expect(await rig.broadcasts.get(id)).toMatchObject({ state, reason });
    expect(await statuses()).toEqual([`info_zakat ${status}`]);
    expect(await kept(rig, id)).toEqual(await recount(rig, id));
  });

  test('a template that Meta stops pauses every broadcast with it, and no other', async () => {
    await syncTemplates(rig.store, [template(), template({ name: 'lain' })], MONDAY);
    const [id, twin, other] = [await attempting(), await attempting(), await attempting('lain')];
    await report(id, 132015);
    expect(await rig.broadcasts.get(id)).toMatchObject({ state: 'paused', reason: 'meta_132015' });
    expect(await rig.broadcasts.get(twin)).toMatchObject({ state: 'paused', reason: 'template_paused' });
    expect((await rig.broadcasts.get(twin)).explanation?.id).toContain('dijeda Meta karena mutunya');
    expect((await rig.broadcasts.get(other)).state).toBe('running');
  });

  test('also when a single message met it', async () => {
    const id = await attempting();
    const message = await rig.store.write((tx) =>
      enqueue(
        tx,
        {
          contactId: 'ct_1',
          numberId: '1',
          purpose: 'utility',
          basis: { kind: 'asked_for', reference: 'x' },
          content: { type: 'template', name: 'info_zakat', language: 'id' },
        },
        MONDAY,
      ),
    );
    await rig.store.write(async (tx) => {
      await tx.updateTable('outbox').set({ state: 'attempting' }).where('id', '=', message).execute();
      const rejected: Report = { kind: 'rejected', outcome: outcomeOf(132016), retryAfter: null };
      await recordReports(tx, [{ id: message, report: rejected, at: MONDAY }], broadcastConsequences, MONDAY);
    });
    expect(await statuses()).toEqual(['info_zakat DISABLED']);
    expect(await rig.broadcasts.get(id)).toMatchObject({ state: 'paused', reason: 'template_not_approved' });
  });
});

describe('templates', () => {
  test('a sync takes them in as Meta has them, and marks those that are gone', async () => {
    const first = await syncTemplates(
      rig.store,
      [template({ quality_score: { score: 'RED' } }), template({ language: 'en' })],
      MONDAY + 1,
    );
    expect(first).toEqual({ templates: 2, removed: 0, paused: [] });
    const known = await listTemplates(rig.store.read);
    expect(known.map(({ language, quality, syncedAt }) => [language, quality, syncedAt])).toEqual([
      ['en', 'UNKNOWN', MONDAY + 1],
      ['id', 'RED', MONDAY + 1],
    ]);
    expect(known[1]?.components.map(({ type }) => type)).toEqual(['BODY', 'FOOTER', 'BUTTONS']);
    const id = await started(rig);
    const second = await syncTemplates(rig.store, [template({ language: 'en' })], MONDAY + 2);
    expect(second).toEqual({ templates: 1, removed: 1, paused: [id] });
    expect(await statuses()).toEqual(['info_zakat APPROVED', 'info_zakat DELETED']);
    expect(await syncTemplates(rig.store, [template({ language: 'en' })], MONDAY + 3)).toMatchObject({
      removed: 0,
      paused: [],
    });
  });

  test.each([
    ['PAUSED', 'paused'],
    ['APPROVED', 'running'],
  ])('a status of %s leaves its broadcasts %s', async (status, state) => {
    const id = await started(rig);
    await rig.store.write((tx) =>
      changeTemplateStatus(tx, { name: 'info_zakat', language: 'id' }, status, MONDAY),
    );
    expect((await rig.broadcasts.get(id)).state).toBe(state);
  });
});

describe('segments', () => {
  test('narrow the audience by language, labels and attributes', async () => {
    await people(rig, 2, { from: 10, language: 'en', labels: '["donatur"]', attributes: '{"kota":"Bogor"}' });
    await people(rig, 2, { from: 20, language: 'en', labels: '["donatur"]', attributes: '{"kota":"Depok"}' });
    await people(rig, 2, { from: 30, language: 'id', labels: '["donatur"]', attributes: '{"kota":"Bogor"}' });
    const filter = { language: 'en' as const, labels: ['donatur'], attributes: { kota: 'Bogor' } };
    const segment = await createSegment(rig.store, { name: 'Donatur Bogor', filter }, MONDAY);
    expect(await listSegments(rig.store.read)).toEqual([segment]);
    const id = await started(rig, { audience: { segment: segment.id } });
    await rig.newRunner().tick();
    expect((await rig.broadcasts.get(id)).total).toBe(2);
  });

  test('one that filters nothing is refused', async () => {
    await expect(
      createSegment(rig.store, { name: 'x', filter: { labels: [] } }, MONDAY),
    ).rejects.toMatchObject({
      code: 'invalid_audience',
    });
  });
});

describe('what cannot be', () => {
  const draft = {
    name: 'x',
    topic: 'info-zakat',
    template: { name: 'info_zakat', language: 'id', parameters: ['a'] },
    audience: { all: true },
  };
  test.each([
    ['without a name', { name: ' ' }, 'invalid_broadcast'],
    ['on an unknown topic', { topic: 'nothing' }, 'unknown_topic'],
    ['with an unknown template', { template: { ...draft.template, language: 'en' } }, 'unknown_template'],
    ['to nobody in particular', { audience: {} }, 'invalid_audience'],
    ['to all and some', { audience: { all: true, labels: ['a'] } }, 'invalid_audience'],
    ['to an unknown segment', { audience: { segment: 'sg_x' } }, 'unknown_segment'],
  ])('a broadcast %s', async (_, change, code) => {
    await expect(rig.broadcasts.create({ ...draft, ...change }, 'Rina')).rejects.toMatchObject({ code });
  });

  test('starting what preflight forbids', async () => {
    const { id } = await rig.broadcasts.create(
      { ...draft, template: { ...draft.template, parameters: [] } },
      'Rina',
    );
    await expect(rig.broadcasts.start(id, 'Rina')).rejects.toMatchObject({
      code: 'preflight_failed',
      checks: expect.arrayContaining([expect.objectContaining({ id: 'parameters', level: 'error' })]),
    });
    expect((await rig.broadcasts.get(id)).state).toBe('draft');
    expect((await rig.broadcasts.preflight(id)).ok).toBe(false);
  });

  test('moving what is not there, or not there yet', async () => {
    await expect(rig.broadcasts.start('bc_x', 'Rina')).rejects.toMatchObject({ code: 'not_found' });
    const { id } = await rig.broadcasts.create(draft, 'Rina');
    await expect(rig.broadcasts.pause(id, 'Rina')).rejects.toMatchObject({ code: 'invalid_state' });
    await expect(rig.broadcasts.recipients(id, { limit: 5, status: 'gone' })).rejects.toMatchObject({
      code: 'invalid_broadcast',
    });
  });
});

test('recipients are paged, by status too, with the reason in words', async () => {
  await people(rig, 40, { from: 100 });
  const id = await started(rig);
  const runner = rig.newRunner();
  for (let i = 0; i < 3; i++) await runner.tick();
  await dispatch(rig, (who) =>
    who.endsWith('7') ? { state: 'refused', reason: 'opted_out' } : { state: 'accepted', reason: null },
  );
  const all: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await rig.broadcasts.recipients(id, { limit: 10, ...(cursor !== undefined && { cursor }) });
    all.push(...page.items.map(({ contactId }) => contactId));
    cursor = page.next ?? undefined;
    more = page.next !== null;
  }
  expect(all).toHaveLength(43);
  expect(new Set(all).size).toBe(43);
  const refused = await rig.broadcasts.recipients(id, { limit: 3, status: 'refused' });
  expect(refused.items.map(({ contactId }) => contactId.slice(-3))).toEqual(['107', '117', '127']);
  expect(refused.items[0]?.message?.id).toContain('sudah berhenti');
  const rest = await rig.broadcasts.recipients(id, {
    limit: 3,
    status: 'refused',
    cursor: refused.next ?? '',
  });
  expect(rest).toMatchObject({
    items: [expect.objectContaining({ status: 'refused', reason: 'opted_out' })],
    next: null,
  });
  const view = await rig.broadcasts.get(id);
  expect(view.counts.byReason).toMatchObject([{ state: 'refused', reason: 'opted_out', n: 4 }]);
  expect((await rig.broadcasts.list({ limit: 5 })).items.map((one) => one.id)).toEqual([id]);
});

test('the composition of a broadcast follows its state', async () => {
  const id = await started(rig);
  const one = async () => (await rig.compositions([id])).get(id);
  expect(await one()).toMatchObject({
    template: { name: 'info_zakat', language: 'id' },
    paused: false,
    cancelled: false,
  });
  expect(
    (await one())?.compose({ id: 'ct_1', name: 'Siti', attributes: '{}', language: null }),
  ).toMatchObject({
    body: ['Siti'],
  });
  await rig.broadcasts.pause(id, 'Rina');
  expect(await one()).toMatchObject({ paused: true, cancelled: false });
  await rig.broadcasts.cancel(id, 'Rina');
  expect(await one()).toMatchObject({ paused: false, cancelled: true });
});
