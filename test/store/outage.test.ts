import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { Intake } from '../../src/conversation/intake.js';
import { Bus } from '../../src/coordination/bus.js';
import { PermitOffice } from '../../src/gate/permits.js';
import { StoreUnavailableError } from '../../src/store/index.js';
import { openRig, put } from './rig.js';

let rig: Awaited<ReturnType<typeof openRig>>;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

/** Somebody else holds the database for writing until this is called. */
function lock(): () => void {
  const other = new BetterSqlite3(rig.file);
  other.exec('begin immediate');
  return () => {
    other.exec('rollback');
    other.close();
  };
}

describe('P3 another process holds the database', () => {
  test('a write is refused within a second, reads go on, and afterwards writes do too', async () => {
    await rig.put('a');
    const release = lock();
    const began = performance.now();
    const results = await Promise.allSettled([rig.put('b'), rig.put('c')]);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(
      results.map((result) => result.status === 'rejected' && result.reason instanceof StoreUnavailableError),
    ).toEqual([true, true]);
    expect(await rig.names()).toEqual(['a']);
    release();
    await rig.put('b');
    expect(await rig.names()).toEqual(['a', 'b']);
  });

  test('webhooks are refused meanwhile, and taken again afterwards', async () => {
    const intake = new Intake({
      store: rig.store,
      bus: new Bus(),
      permits: new PermitOffice(),
      now: () => 1_785_726_000_000,
      isOurs: () => true,
    });
    const webhook = (id: string) =>
      Buffer.from(
        JSON.stringify({
          object: 'whatsapp_business_account',
          entry: [
            {
              id: '1',
              changes: [
                {
                  field: 'messages',
                  value: {
                    messaging_product: 'whatsapp',
                    metadata: { display_phone_number: '1', phone_number_id: '2' },
                    messages: [
                      { from: '6281', id, timestamp: '1785726000', type: 'text', text: { body: 'STOP' } },
                    ],
                  },
                },
              ],
            },
          ],
        }),
      );
    const release = lock();
    await expect(intake.accept(webhook('wamid.1'))).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(
      Promise.all([intake.accept(webhook('wamid.2')), intake.accept(webhook('wamid.3'))]),
    ).rejects.toBeInstanceOf(StoreUnavailableError);
    release();
    await intake.accept(webhook('wamid.1'));
    const events = await rig.store.read.selectFrom('event').select('state').execute();
    const holds = await rig.store.read.selectFrom('hold').select('value').execute();
    expect([events, holds]).toEqual([[{ state: 'pending' }], [{ value: '6281' }]]);
  });
});

describe('P3 the disk is full', () => {
  const pages = () =>
    rig.store.write(
      async (tx) =>
        (await sql<{ page_count: number }>`pragma page_count`.execute(tx)).rows[0]?.page_count ?? 0,
    );
  const limit = (count: number) =>
    rig.store.write((tx) => sql`pragma max_page_count = ${sql.lit(count)}`.execute(tx));
  const LARGE = 'x'.repeat(100_000);

  test('who does not fit hears of an outage, alone or among others, and later there is room', async () => {
    await limit(await pages());
    await expect(rig.put('large', LARGE)).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      cause: { code: 'SQLITE_FULL' },
    });
    const results = await Promise.allSettled([
      rig.put('small'),
      rig.put('large', LARGE),
      rig.put('small too'),
    ]);
    expect(results[1]).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailableError' } });
    const told = ['small', 'large', 'small too'].filter((_, i) => results[i]?.status === 'fulfilled');
    expect(await rig.names()).toEqual(told.sort());
    await limit(1_000_000);
    await rig.put('large', LARGE);
    expect(await rig.names()).toContain('large');
    await rig.store.write((tx) => put(tx, 'after'));
    const [check] = (await sql`pragma integrity_check`.execute(rig.store.read)).rows;
    expect(check).toEqual({ integrity_check: 'ok' });
  });
});
