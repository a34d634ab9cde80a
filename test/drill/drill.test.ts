import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DRILL_CONTACT, DRILL_IDENTITY } from '../../src/contacts/drill.js';
import { Drill, type DrillOptions } from '../../src/drill/drill.js';
import type { DrillResult } from '../../src/drill/results.js';
import { PermitOffice, PermitRefusedError } from '../../src/gate/permits.js';
import { Izin, person } from '../setup/izin.js';
import { APP_SECRET, NUMBER, WABA } from '../setup/meta.js';

let izin: Izin;
beforeEach(async () => {
  izin = await Izin.start();
});
afterEach(() => izin.stop());

interface Answer {
  items: { ok: boolean; reason: string | null; held_ms: number; recorded_ms: number }[];
  opt_outs: { stage: string; count: number; buckets: { seconds: number; count: number }[] }[];
}
const run = () => izin.api<Answer['items'][0]>('POST', '/drills');
const metrics = async () => (await izin.request('GET', '/metrics')).text();

describe('P2 the drill', () => {
  test('goes the real way, is honoured within a second, again and again, and Meta hears nothing', async () => {
    for (let i = 0; i < 3; i++) expect(await run()).toMatchObject({ ok: true, reason: null });
    const { items } = await izin.api<Answer>('GET', '/drills');
    expect(items).toHaveLength(3);
    for (const { held_ms: held, recorded_ms: recorded } of items) {
      expect(held).toBeGreaterThan(0);
      expect(recorded).toBeGreaterThanOrEqual(held);
      expect(recorded).toBeLessThan(1000);
    }
    await izin.settled();
    expect(izin.graph.sent).toEqual([]);
    expect(await izin.store.read.selectFrom('outbox').selectAll().execute()).toEqual([]);
    expect((await izin.stands({ phone: DRILL_IDENTITY.value })).blocks).toEqual(['withdrawn_all']);
    expect(await metrics()).toMatch(/^izin_drill_ok 1$/m);
    expect(await izin.api('GET', '/ledger/verify')).toMatchObject({ ok: true });
  }, 40_000);

  test('the test contact stands in no list, figure or audience', async () => {
    const [sari] = await izin.subscribers(1);
    await run();
    const { items } = await izin.api<{ items: { id: string }[] }>('GET', '/contacts');
    expect(items.map(({ id }) => id)).toEqual([(await izin.stands(sari ?? person(0))).contactId]);
    expect((await izin.request('GET', `/api/v1/contacts/${DRILL_CONTACT}`)).status).toBe(404);
    const body = { contact: DRILL_CONTACT, purpose: 'service', text: 'halo' };
    expect((await izin.request('POST', '/api/v1/messages', body)).ok).toBe(false);
    const id = await izin.broadcast();
    await izin.completed(id);
    expect(izin.graph.sent).toHaveLength(1);
    const text = await metrics();
    expect(text).not.toMatch(/izin_opt_outs_total\{/);
    expect(text).not.toMatch(/izin_opt_out_seconds_count\{/);
    expect(text).not.toMatch(/izin_events_total\{kind="message"/);
    expect(text).not.toContain(DRILL_IDENTITY.value);
  });

  test('real stops are measured from their arrival', async () => {
    const [sari] = await izin.subscribers(1);
    await izin.from(sari ?? person(0), 'BERHENTI');
    await izin.settled();
    const { opt_outs: times } = await izin.api<Answer>('GET', '/drills');
    expect(times.map(({ stage, count }) => [stage, count])).toEqual([
      ['held', 1],
      ['recorded', 1],
    ]);
    expect(times[0]?.buckets.at(-1)).toEqual({ seconds: 5, count: 1 });
    expect(await metrics()).toContain('izin_opt_out_seconds_count{stage="recorded"} 1');
  });
});

describe('the alarm', () => {
  const options = (changes: Partial<DrillOptions>): DrillOptions => ({
    store: izin.store,
    permits: new PermitOffice(),
    sources: {
      environment: 'live',
      timezone: 'Asia/Jakarta',
      cap: null,
      quietUntil: () => null,
      account: () => ({ blocked: false, paused: null, marketingPaused: null, templatesPaused: null }),
      tierFreeAt: () => null,
    },
    now: izin.now,
    url: `${izin.app.url}/webhook`,
    appSecret: APP_SECRET,
    wabaId: WABA,
    numberId: NUMBER,
    onResult: () => undefined,
    ...changes,
  });
  /** A drill of its own, against parts that do not work together as they should. */
  const drillWith = (changes: Partial<DrillOptions>) => new Drill(options(changes)).run();

  test('a permit that outlives the stop', async () => {
    // Nobody tells this office: the webhook revokes in another one.
    expect(await drillWith({})).toMatchObject({ ok: false, reason: 'permit_alive' });
  });

  test('a webhook that refuses', async () => {
    expect(await drillWith({ appSecret: 'another' })).toMatchObject({ ok: false, reason: 'refused' });
  });

  test('a webhook that does not answer', async () => {
    expect(await drillWith({ url: 'http://127.0.0.1:9/webhook' })).toMatchObject({ reason: 'unreachable' });
  });

  test('a gate that stays open', async () => {
    class Refusing extends PermitOffice {
      override redeem(): void {
        throw new PermitRefusedError('revoked');
      }
    }
    // The webhook of another account is kept, without effect.
    const result = await drillWith({ wabaId: '999', permits: new Refusing() });
    expect(result).toMatchObject({ ok: false, reason: 'gate_open' });
  });

  test('stands in the log, the metrics and the list', async () => {
    await run();
    await izin.store.write((tx) =>
      tx
        .insertInto('block')
        .values({ contact_id: DRILL_CONTACT, kind: 'undeliverable', since: 1, until: null })
        .execute(),
    );
    expect(await run()).toMatchObject({ ok: false, reason: 'not_ready' });
    expect(await metrics()).toMatch(/^izin_drill_ok 0$/m);
    expect(izin.log.join('')).toContain('"drill":"not_ready"');
    const { items } = await izin.api<Answer>('GET', '/drills');
    expect(items.map(({ reason }) => reason)).toEqual(['not_ready', null]);
  });

  test('the schedule: one when none is younger, also after a restart', async () => {
    const hour = 3_600_000;
    const taken: DrillResult[] = [];
    const drill = () =>
      new Drill(options({ appSecret: 'another', onResult: (result) => taken.push(result) }));
    await drill().runDue(hour);
    await drill().runDue(hour);
    expect(taken).toHaveLength(1);
    izin.move(hour);
    await drill().runDue(hour);
    expect(taken).toHaveLength(2);
    izin.move(-3 * hour);
    await drill().runDue(hour);
    expect(taken).toHaveLength(3);
  });
});
