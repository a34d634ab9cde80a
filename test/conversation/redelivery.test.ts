import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Izin, person } from '../setup/izin.js';
import { envelope, message, messages, text } from '../setup/meta.js';

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let next = 700;
const somebody = () => {
  next += 1;
  return person(next);
};
const webhookOf = (who: ReturnType<typeof somebody>, ...said: string[]) =>
  envelope(
    messages(
      who,
      said.map((words) => message(who, text(words), izin.now(), `wamid.${who.phone}.${words}`)),
    ),
  );
const repliesTo = (who: ReturnType<typeof somebody>) => izin.graph.to(who.phone).length;
const stored = async () =>
  (await izin.store.read.selectFrom('event').select(['key', 'state']).execute()).map(({ key }) => key);
const holds = () => izin.store.read.selectFrom('hold').selectAll().execute();

describe('P3 a message that Meta delivers again is answered once', () => {
  test('twice in one body', async () => {
    const who = somebody();
    await izin.webhook(webhookOf(who, 'DAFTAR', 'DAFTAR'));
    await izin.hurried();
    expect(repliesTo(who)).toBe(1);
  });

  test('many at the same time', async () => {
    const who = somebody();
    const body = webhookOf(who, 'DAFTAR');
    await Promise.all(Array.from({ length: 20 }, () => izin.webhook(body)));
    await izin.hurried();
    expect(repliesTo(who)).toBe(1);
  });

  test('after its turn', async () => {
    const who = somebody();
    const body = webhookOf(who, 'DAFTAR');
    await izin.webhook(body);
    await izin.hurried();
    await izin.webhook(body);
    await izin.hurried();
    expect(repliesTo(who)).toBe(1);
  });

  test('while its turn waits for what follows', async () => {
    const who = somebody();
    const body = webhookOf(who, 'assalamualaikum');
    await izin.webhook(body);
    await izin.until(async () => (await izin.pendingEvents()) > 0);
    await izin.webhook(body);
    await izin.hurried();
    expect(repliesTo(who)).toBe(1);
  });

  test('nothing of it stays: each key once, no hold', async () => {
    const keys = await stored();
    expect(new Set(keys).size).toBe(keys.length);
    expect(await holds()).toEqual([]);
  });

  test('the database itself refuses a second one', async () => {
    const [event] = await izin.store.read
      .selectFrom('event')
      .selectAll()
      .where('state', '=', 'done')
      .execute();
    if (!event) throw new Error('no event');
    const { id: _, ...again } = event;
    await expect(izin.store.write((tx) => tx.insertInto('event').values(again).execute())).rejects.toThrow(
      /UNIQUE/,
    );
  });
});
