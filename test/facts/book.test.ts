import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FactBook } from '../../src/facts/book.js';
import type { FactChange } from '../../src/facts/change-records.js';
import type { Actor } from '../../src/facts/change-rules.js';
import type { Fact } from '../../src/facts/fact.js';
import { Store } from '../../src/store/index.js';

const NOW = Date.UTC(2026, 0, 5, 3);
const HOUR = 60 * 60 * 1000;
const about = { source: 'surat', owner: 'keuangan' };
const account = (value = '000 100 0001'): Fact => ({ id: 'rekening', kind: 'account', value, ...about });
const nisab = (value = 'Rp85 juta', expires = '2026-12-31'): Fact => ({
  id: 'nisab',
  kind: 'figure',
  value,
  expires,
  ...about,
});
const rina: Actor = { name: 'rina', key: 'key_1', since: 1 };
const budi: Actor = { name: 'budi', key: 'key_2', since: 1 };
const text = (number: string) => [`Transfer ke rekening ${number}`];

let store: Store;
let book: FactBook;
let now: number;
let alarms: string[];
const onAlarm = ({ fact, state }: FactChange) => void alarms.push(`${fact} ${state}`);
const open = () => FactBook.open({ store, now: () => now, timezone: 'Asia/Jakarta', onAlarm });

beforeEach(async () => {
  store = await Store.open(':memory:');
  now = NOW;
  alarms = [];
  book = await open();
  await book.takeIn([account(), nisab()], true);
});
afterEach(() => store.close());

test('the first start takes the file in as it is', () => {
  expect(book.list().map(({ id }) => id)).toEqual(['nisab', 'rekening']);
  expect(book.against(text('000 100 0001'))).toBeUndefined();
  expect(book.against(text('000 100 0002'))).toMatchObject({ code: 'unknown_account' });
  expect(alarms).toEqual([]);
});

describe('another account', () => {
  test('counts after a second person has approved it and a day has passed', async () => {
    const { number, state } = await book.propose(account('000 100 0002'), rina);
    expect(state).toBe('proposed');
    now += 1000;
    const approved = await book.approve(number, budi);
    expect(approved).toMatchObject({ state: 'approved', approvedBy: 'budi', effectiveAt: now + 24 * HOUR });
    now += 24 * HOUR - 1;
    await book.due();
    expect(book.value('rekening', 'id')).toBe('000 100 0001');
    const before = book.version();
    now += 1;
    await book.due();
    expect(book.value('rekening', 'id')).toBe('000 100 0002');
    expect(book.version()).not.toBe(before);
    expect(book.against(text('000 100 0001'))).toMatchObject({ code: 'unknown_account' });
    expect(alarms).toEqual(['rekening proposed', 'rekening approved', 'rekening done']);
    const news = await store.read.selectFrom('account_event').select('kind').execute();
    expect(news).toHaveLength(3);
  });

  test.each<[string, Partial<Actor>]>([
    ['the same key', { key: 'key_1' }],
    ['the same name with another key', { name: ' Rina ' }],
    ['a key that was made after the proposal', { since: NOW + 1 }],
  ])('is not approved by %s', async (_, changes) => {
    const { number } = await book.propose(account('000 100 0002'), rina);
    await expect(book.approve(number, { ...budi, ...changes })).rejects.toMatchObject({
      code: 'second_person_needed',
    });
    now += 48 * HOUR;
    await book.due();
    expect(book.value('rekening', 'id')).toBe('000 100 0001');
  });

  test('can be cancelled by anybody until it counts', async () => {
    const { number } = await book.propose(account('000 100 0002'), rina);
    await book.approve(number, budi);
    now += 23 * HOUR;
    await book.cancel(number, rina);
    now += 2 * HOUR;
    await book.due();
    expect(book.value('rekening', 'id')).toBe('000 100 0001');
    await expect(book.cancel(number, rina)).rejects.toMatchObject({ code: 'fact_change_closed' });
    await expect(book.approve(number, budi)).rejects.toMatchObject({ code: 'fact_change_closed' });
    expect(alarms.at(-1)).toBe('rekening cancelled');
  });

  test('is overtaken by a newer proposal', async () => {
    const first = await book.propose(account('000 100 0002'), rina);
    await book.propose(account('000 100 0003'), rina);
    const [second, old] = await book.changes({ before: 99, limit: 9 });
    expect([second?.state, old?.state]).toEqual(['proposed', 'cancelled']);
    await expect(book.approve(first.number, budi)).rejects.toMatchObject({ code: 'fact_change_closed' });
  });

  test('is as guarded when it is added, renamed or made of a figure', async () => {
    const added = await book.propose({ ...account('000 100 0002'), id: 'rekening-baru' }, rina);
    const holder = await book.propose({ ...account(), holder: 'Budi' }, rina);
    const figure = await book.propose({ ...account('000 100 0002'), id: 'nisab' }, rina);
    expect([added.state, holder.state, figure.state]).toEqual(['proposed', 'proposed', 'proposed']);
  });
});

test('what sends nobody elsewhere counts at once: a figure, an owner, taking away', async () => {
  expect((await book.propose(nisab('Rp90 juta'), rina)).state).toBe('done');
  expect(book.value('nisab', 'id')).toBe('Rp90 juta');
  expect((await book.propose({ ...account(), owner: 'direktur' }, rina)).state).toBe('done');
  expect((await book.remove('rekening', rina)).state).toBe('done');
  expect(book.against(text('000 100 0001'))).toMatchObject({ code: 'unknown_account' });
  expect(alarms).toEqual(['nisab done', 'rekening done', 'rekening done']);
  await expect(book.remove('rekening', rina)).rejects.toMatchObject({ code: 'not_found' });
});

describe('the file', () => {
  test('changes an account as carefully as the API: it proposes, a person approves', async () => {
    book = await open();
    await book.takeIn([account('000 100 0002'), nisab('Rp90 juta')], true);
    expect(book.value('rekening', 'id')).toBe('000 100 0001');
    expect(book.value('nisab', 'id')).toBe('Rp90 juta');
    const [nisabChange, accountChange] = await book.changes({ before: 99, limit: 9 });
    expect([nisabChange?.state, accountChange?.state]).toEqual(['done', 'proposed']);
    now += 1000;
    await book.approve(accountChange?.number ?? 0, rina);
    now += 24 * HOUR;
    await book.due();
    expect(book.value('rekening', 'id')).toBe('000 100 0002');
  });

  test('says nothing new when it is read again', async () => {
    await book.takeIn([account('000 100 0002'), nisab()], true);
    await book.takeIn([account('000 100 0002'), nisab()], true);
    expect(await book.changes({ before: 99, limit: 9 })).toHaveLength(1);
  });

  test('that goes back takes its proposal back', async () => {
    await book.takeIn([account('000 100 0002'), nisab()], true);
    await book.takeIn([account(), nisab()], true);
    const states = (await book.changes({ before: 99, limit: 9 })).map(({ state }) => state);
    expect(states).toEqual(['cancelled']);
    expect(book.value('rekening', 'id')).toBe('000 100 0001');
  });

  test('takes a fact away at once', async () => {
    await book.takeIn([nisab()], true);
    expect(book.list().map(({ id }) => id)).toEqual(['nisab']);
  });

  test('with a fault changes nothing: what was in force stays', async () => {
    await book.takeIn([], false);
    expect(book.list()).toHaveLength(2);
    await book.takeIn([account(), nisab('Rp90 juta')], true);
    expect(book.value('nisab', 'id')).toBe('Rp90 juta');
  });

  test('does not undo what was changed by the API', async () => {
    await book.propose(nisab('Rp90 juta'), rina);
    await book.takeIn([account(), nisab()], true);
    expect(book.value('nisab', 'id')).toBe('Rp90 juta');
  });
});

test('another process is heard of', async () => {
  const other = await open();
  await other.propose(nisab('Rp90 juta'), rina);
  await book.due();
  expect(book.value('nisab', 'id')).toBe('Rp90 juta');
});

test('references are filled in; one that cannot be stays, and is objected to', () => {
  expect(book.fill('Ke {{fact.rekening}}', 'id')).toBe('Ke 000 100 0001');
  now = Date.UTC(2027, 0, 1);
  const filled = book.fill('Nisab {{fact.nisab}}', 'id');
  expect(filled).toBe('Nisab {{fact.nisab}}');
  expect(book.against([filled])).toMatchObject({ code: 'expired_fact' });
});
