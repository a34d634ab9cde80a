import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { changeNumber } from '../../src/conversation/person.js';
import { PERMIT_LIFE } from '../../src/gate/permits.js';
import { dueMessages } from '../../src/outbox/claims.js';
import { joinedOnTheWay } from '../../src/outbox/join-recipients.js';
import type { OutboxState } from '../../src/outbox/row.js';
import { outcomeOf } from '../../src/whatsapp/errors.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import type { InboundMessage } from '../../src/whatsapp/inbound.js';
import { type Moment, openRoad, type Road } from './road.js';

const PHONE: Identity = { kind: 'phone', value: '6281234567890' };
const BSUID: Identity = { kind: 'bsuid', value: 'ID.TEST1' };

let road: Road;
beforeEach(async () => {
  road = await openRoad();
});
afterEach(() => road.close());

describe.each<Moment>(['before the facts are read', 'with the permit issued', 'with the attempt written'])(
  'P4 two contacts are found to be one %s',
  (moment) => {
    test('the message is judged as that of the person, and leaves once', async () => {
      const survivor = await road.subscriber(PHONE);
      const row = await road.recipient(await road.subscriber(BSUID));
      road.at(moment, () => void road.unite(PHONE, BSUID));
      await road.drive();
      expect(await road.rowOf(row)).toEqual({
        contact_id: survivor,
        state: 'accepted',
        reason: null,
        attempts: 1,
      });
      expect(road.graph.initiated().map(({ to }) => to)).toEqual([PHONE.value]);
      expect(road.errors).toEqual([]);
    });
  },
);

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
    await road.drive(async () => road.permits.revoked > 0 && (await road.rowOf(row)).state === 'queued');
    expect(road.graph.initiated()).toHaveLength(0);
    expect(await road.rowOf(row)).toMatchObject({ state: 'queued' });
  });
});

test('P1 their number changes while a message is on its way: nothing leaves', async () => {
  const who = await road.subscriber(PHONE);
  const row = await road.recipient(who);
  const next: Identity = { kind: 'phone', value: '6281999999999' };
  const system = { type: 'user_changed_number', newIdentities: [next], previousIdentities: [PHONE] };
  const notice = { type: 'system', id: 'wamid.1', at: Date.now(), system } as unknown as InboundMessage;
  road.at('with the attempt written', () => {
    void road.write((tx) => changeNumber(tx, who, notice, road.context()));
  });
  await road.drive();
  expect(road.graph.initiated()).toHaveLength(0);
  expect(await road.rowOf(row)).toMatchObject({ state: 'refused', reason: 'lapsed' });
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

describe('a permit that is void at the last look', () => {
  test.each(['revoked', 'stale'])(
    '%s: the message is asked for anew, and the try is not counted',
    async (why) => {
      const row = await road.recipient(await road.subscriber(PHONE));
      road.at('with the attempt written', () => {
        if (why === 'revoked') road.permits.revokeAll();
        else blockFor(PERMIT_LIFE + 50);
      });
      await road.drive();
      expect(await road.rowOf(row)).toMatchObject({ state: 'accepted', attempts: 1 });
      expect(road.graph.initiated()).toHaveLength(1);
    },
  );

  test('the one question for a consent is still asked', async () => {
    const row = await road.question(PHONE);
    road.at('with the attempt written', () => road.permits.revokeAll());
    await road.drive();
    expect(await road.rowOf(row)).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(road.graph.initiated()).toHaveLength(1);
    const { asked } = await road.store.read.selectFrom('consent').select('asked').executeTakeFirstOrThrow();
    expect(asked).toBe(1);
  });
});

/** The thread is busy with something else. */
function blockFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** States that a recipient's message can be in when two contacts become one, and what then stays. */
const WAITS = ['queued', 'deferred'] as const;
const OVER = ['refused', 'cancelled'] as const;
const GONE = ['unknown', 'accepted', 'sent', 'delivered', 'read', 'failed'] as const;
const rank = (state: OutboxState) =>
  WAITS.includes(state as never) ? 1 : OVER.includes(state as never) ? 0 : 2;
const pairs = [...WAITS, ...OVER, ...GONE].flatMap((ours) =>
  [...WAITS, ...OVER, ...GONE].map((theirs) => [ours, theirs] as const),
);

describe('P4 two recipients of one broadcast are found to be one person', () => {
  test.each(pairs)('the older is %s, the newer %s: at most one message leaves', async (ours, theirs) => {
    const older = await road.subscriber(PHONE);
    const newer = await road.subscriber(BSUID);
    const first = await road.recipient(older, ours);
    const second = await road.recipient(newer, theirs);
    await road.unite(PHONE, BSUID);
    const waiting = [ours, theirs].filter((state) => rank(state) === 1).length;
    const attempted = [ours, theirs].some((state) => rank(state) === 2);
    await road.drive();
    const sent = waiting > 0 && !attempted ? 1 : 0;
    expect(road.graph.initiated()).toHaveLength(sent);
    const counts = await road.counts();
    expect(counts['refused already_attempted'] ?? 0).toBe(waiting - sent);
    const [stays] = rank(theirs) > rank(ours) ? [second] : [first];
    expect((await road.rowOf(stays)).contact_id).toBe(older);
    expect((await road.rowOf(first + second - stays)).contact_id).toBe(newer);
  });

  test.each(['older', 'newer'])(
    'the message of the %s one is on its way: it is asked for anew',
    async (which) => {
      const older = await road.subscriber(PHONE);
      const newer = await road.subscriber(BSUID);
      const [goes, stays] = which === 'older' ? [older, newer] : [newer, older];
      const first = await road.recipient(goes);
      const second = await road.recipient(stays, 'queued', { batch: null });
      road.at('with the attempt written', () => void road.unite(PHONE, BSUID));
      await road.drive();
      expect(road.graph.initiated()).toHaveLength(1);
      expect(await road.rowOf(first)).toMatchObject({ state: 'accepted', contact_id: older });
      expect(await road.rowOf(second)).toMatchObject({ state: 'refused', reason: 'already_attempted' });
      expect(await road.counts()).toEqual({ accepted: 1, 'refused already_attempted': 1 });
    },
  );

  test('both messages are on their way, and neither has left: one leaves', async () => {
    const rows = [await road.subscriber(PHONE), await road.subscriber(BSUID)].map((id) => road.recipient(id));
    road.at('with the attempt written', () => void road.unite(PHONE, BSUID));
    await Promise.all(rows);
    await road.drive();
    expect(road.graph.initiated()).toHaveLength(1);
    expect(await road.counts()).toEqual({ accepted: 1, 'refused undeliverable': 1 });
  });

  test.each<[OutboxState, string]>([
    ['accepted', 'refused already_attempted'],
    ['unknown', 'refused already_attempted'],
    ['refused', 'accepted'],
  ])('both were on their way; the other ended %s, and this one comes back: %s', async (other, end) => {
    const older = await road.subscriber(PHONE);
    const newer = await road.subscriber(BSUID);
    const first = await road.recipient(older);
    const second = await road.recipient(newer);
    const set = (id: number, state: OutboxState) =>
      road.write((tx) =>
        tx.updateTable('outbox').set({ state, attempted_at: Date.now() }).where('id', '=', id).execute(),
      );
    await set(first, 'attempting');
    await set(second, 'attempting');
    await road.unite(PHONE, BSUID);
    await road.report(first, { kind: 'taken_back' });
    // Nothing is known yet of the other one: this one waits for it.
    await road.write(async () => undefined);
    const waits = joinedOnTheWay(
      road.store.read,
      await dueMessages(road.store.read, 9, new Set(), Date.now()),
    );
    expect([...(await waits).values()]).toEqual(['wait']);
    await set(second, other);
    await road.drive();
    const { state, reason } = await road.rowOf(first);
    expect([state, reason].filter(Boolean).join(' ')).toBe(end);
  });
});
