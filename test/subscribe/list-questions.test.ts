import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askImported } from '../../src/broadcast/ask-imported.js';
import { quietHoursIn } from '../setup/izin.js';
import { SandboxWorld } from '../setup/sandbox.js';

const TOPIC = 'info-zakat';
const HEADER = 'phone,name,topic,source,date,wording,reference\n';
const phoneOf = (i: number) => `62817${String(1_000_000 + i)}`;
const proven = (phone: string) =>
  `${phone},Siti,${TOPIC},formulir acara,2026-01-05,"Ya, kirimi saya info zakat",F-118\n`;
const bare = (phone: string) => `${phone},Siti,${TOPIC},,,,\n`;

interface Asking {
  state: string;
  asked: number;
  not_asked: { reason: string; count: number; message: { id: string; en: string } }[];
}

let world: SandboxWorld;
beforeAll(async () => {
  world = await SandboxWorld.start({ IZIN_QUIET_HOURS: '', IZIN_FREQUENCY_CAP: '' });
  await templatesIn(world);
});
afterAll(() => world.stop());

const templatesIn = (some: SandboxWorld) =>
  some.until(async () => (await some.api<{ items: unknown[] }>('GET', '/templates')).body.items.length > 0);
async function take(some: SandboxWorld, rows: string, ask = false): Promise<string> {
  const path = `/imports?ask=${ask}`;
  const { body } = await some.api<{ id: string }>('POST', path, Buffer.from(HEADER + rows), 'text/csv');
  return body.id;
}
const ask = (some: SandboxWorld, id: string) => some.api<Asking>('POST', `/imports/${id}/ask`);
const asking = async (some: SandboxWorld, id: string) =>
  (await some.api<Asking>('GET', `/imports/${id}/ask`)).body;
const asked = (some: SandboxWorld, id: string) =>
  some.until(async () => {
    const work = await asking(some, id);
    return work.state === 'completed' ? work : null;
  });

describe('P1 a list subscribes nobody, and asks each of its people once at most', () => {
  test('nobody is asked unless staff say so; then those who are proven are, and their yes subscribes', async () => {
    const [first, second, unproven] = [1, 2, 3].map(phoneOf) as [string, string, string];
    const id = await take(world, proven(first) + proven(second) + bare(unproven));
    expect(await world.state(first, TOPIC)).toBe('pending');
    expect((await world.api('GET', `/imports/${id}/ask`)).status).toBe(404);
    expect((await ask(world, id)).status).toBe(202);
    expect(await asked(world, id)).toMatchObject({ asked: 2, not_asked: [] });
    for (const phone of [first, second]) {
      const question = await world.until(() => world.answers(phone)[0]);
      expect(question.bubble.body).toContain('pada 5 Januari 2026');
      expect(question.bubble.body).toContain('lewat formulir acara');
    }
    await world.tap(first, 'Ya, setuju');
    expect(await world.state(first, TOPIC)).toBe('subscribed');

    // Proven later: only who is new is asked.
    await world.api('POST', `/imports/${id}/proof`, {
      source: 'buku tamu',
      date: '2026-01-06',
      reference: 'buku 7',
    });
    await world.until(async () => (await world.state(unproven, TOPIC)) === 'pending');
    expect(world.answers(unproven)).toHaveLength(0);
    await ask(world, id);
    expect(await asked(world, id)).toMatchObject({ asked: 3, not_asked: [] });
    await world.until(() => world.answers(unproven)[0]);
    expect(world.answers(second)).toHaveLength(1);
  });

  test('a second list with the same people asks nobody again', async () => {
    const phone = phoneOf(10);
    await asked(world, await take(world, proven(phone), true));
    await world.until(() => world.answers(phone)[0]);
    const again = await take(world, proven(phone), true);
    expect(await asked(world, again)).toMatchObject({ asked: 0 });
    expect(world.answers(phone)).toHaveLength(1);
  });

  test('whoever stops or answers between the list and the question is not asked', async () => {
    const [stopped, joined] = [20, 21].map(phoneOf) as [string, string];
    const id = await take(world, proven(stopped) + proven(joined));
    await world.write(stopped, 'BERHENTI');
    await world.write(joined, 'DAFTAR info zakat');
    const before = [stopped, joined].map((phone) => world.answers(phone).length);
    await ask(world, id);
    expect(await asked(world, id)).toMatchObject({ asked: 0 });
    // Another person's question has left since.
    const other = phoneOf(22);
    await asked(world, await take(world, proven(other), true));
    await world.until(() => world.answers(other)[0]);
    expect([stopped, joined].map((phone) => world.answers(phone).length)).toEqual(before);
  });

  test('a topic without a template says so, with a way on', async () => {
    const name = { id: 'Kabar relawan', en: 'Volunteer news' };
    await world.api('POST', '/topics', { id: 'kabar-relawan', name, description: name });
    const id = await take(world, proven(phoneOf(30)).replace(TOPIC, 'kabar-relawan'), true);
    const { not_asked: notAsked } = await asked(world, id);
    expect(notAsked).toMatchObject([{ reason: 'no_template', count: 1 }]);
    expect(notAsked[0]?.message.en).toContain('confirmation template');
  });
});

test('at most 256 questions wait to leave, and those that have not got so far can be called off', async () => {
  const night = await SandboxWorld.start({ IZIN_QUIET_HOURS: quietHoursIn(-0.5) });
  try {
    await templatesIn(night);
    const rows = Array.from({ length: 300 }, (_, i) => proven(phoneOf(1000 + i))).join('');
    const id = await take(night, rows, true);
    await night.until(async () => (await asking(night, id)).asked === 256);
    // Another round finds no room.
    const asker = { org: 'Yayasan Amanah', timezone: 'Asia/Jakarta', numberId: '1' };
    expect(await askImported({ store: night.app.store, asker, now: Date.now })).toBe(0);
    expect(await asking(night, id)).toMatchObject({ state: 'running', asked: 256 });
    const { body } = await night.api<Asking>('DELETE', `/imports/${id}/ask`);
    expect(body).toMatchObject({ state: 'completed', asked: 256 });
  } finally {
    await night.stop();
  }
});
