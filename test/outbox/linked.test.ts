import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { outcomeOf } from '../../src/whatsapp/errors.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import { openRoad, type Road } from './road.js';

const PHONE: Identity = { kind: 'phone', value: '6281234567890' };
const BSUID: Identity = { kind: 'bsuid', value: 'ID.TEST1' };

let road: Road;
beforeEach(async () => {
  road = await openRoad();
});
afterEach(() => road.close());

describe('P2 two contacts are found to be one while a message to the one is on its way', () => {
  test('the other had stopped before: nothing leaves, and the message ends as refused', async () => {
    await road.stop(await road.subscriber(PHONE));
    const row = await road.recipient(await road.subscriber(BSUID));
    road.at('with the attempt written', () => void road.unite(PHONE, BSUID));
    await road.drive();
    expect(road.graph.initiated()).toHaveLength(0);
    expect(await road.rowOf(row)).toMatchObject({ state: 'refused', reason: 'opted_out' });
    expect(await road.counts()).toEqual({ 'refused opted_out': 1 });
  });

  test('a name is new to the person, and a stop under it still waits for its turn', async () => {
    const row = await road.recipient(await road.subscriber(PHONE));
    await road.write(async (tx) => {
      const { id } = await tx
        .insertInto('event')
        .values({
          key: 'stop',
          kind: 'message',
          field: 'messages',
          waba_id: '2',
          number_id: '1',
          contact_id: null,
          at: Date.now(),
          received_at: Date.now(),
          identities: JSON.stringify([BSUID]),
          standby: 0,
          payload: null,
          state: 'pending',
          ready_at: Date.now() + 60_000,
          attempts: 0,
          error: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('hold')
        .values({ ...BSUID, event_id: id, at: Date.now() })
        .execute();
    });
    road.at('with the attempt written', () => void road.unite(PHONE, BSUID));
    await expect(road.drive()).rejects.toThrow('still open');
    expect(road.graph.initiated()).toHaveLength(0);
    expect(await road.rowOf(row)).toMatchObject({ state: 'queued' });
  });

  test('nobody has stopped: the message is asked for anew and leaves once', async () => {
    const survivor = await road.subscriber(PHONE);
    const row = await road.recipient(await road.subscriber(BSUID));
    road.at('with the attempt written', () => void road.unite(PHONE, BSUID));
    await road.drive();
    expect(road.graph.initiated()).toHaveLength(1);
    expect(await road.rowOf(row)).toMatchObject({ state: 'accepted', contact_id: survivor });
    expect(road.errors).toEqual([]);
  });
});

test.each<[string, number, string]>([
  ['131050, they have stopped in WhatsApp', 131050, 'refused platform_stopped'],
  ['131049, they get enough already', 131049, 'deferred marketing_cap'],
])('P1 an answer about the person voids what else is on its way to them: %s', async (_name, code, end) => {
  const who = await road.subscriber(PHONE);
  const other = await road.recipient(who, 'attempting', { broadcast: 'bc_2' });
  await road.recipient(who);
  const answer = { kind: 'rejected', outcome: outcomeOf(code), retryAfter: null } as const;
  let answered: Promise<unknown> | undefined;
  road.at('with the attempt written', () => {
    answered = road.report(other, answer);
  });
  await road.drive();
  await answered;
  expect(road.graph.initiated()).toHaveLength(0);
  expect(await road.counts()).toEqual({ [end]: 1 });
});

test('P2 131050 about a message of a contact that is another one today stops the person', async () => {
  const survivor = await road.subscriber(PHONE);
  const row = await road.recipient(await road.subscriber(BSUID), 'attempting', { broadcast: 'bc_2' });
  await road.recipient(survivor, 'accepted', { broadcast: 'bc_2' });
  const next = await road.recipient(survivor);
  await road.unite(PHONE, BSUID);
  await road.report(row, { kind: 'failed', outcome: outcomeOf(131050), wamid: 'wamid.1', at: Date.now() });
  await road.drive();
  expect(await road.rowOf(next)).toMatchObject({ state: 'refused', reason: 'platform_stopped' });
});
