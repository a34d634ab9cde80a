import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { envelope, sign, status, wamid } from '../setup/meta.js';
import { SandboxWorld } from '../setup/sandbox.js';

const TOPIC = 'info-zakat';
const STOPPED = 'Baik, sudah berhenti.';
const UNCLEAR = 'Kami ingin memastikan: Anda mau berhenti menerima info dari kami?';

interface Way {
  name: string;
  /** Does it; the stop has been answered when this comes back. */
  go: (world: SandboxWorld, phone: string) => Promise<unknown>;
  /** The block that stands then; null: only the one topic has ended. */
  block: string | null;
  /** How what they read begins, bubble by bubble. */
  read: string[];
  english?: true;
}

const say = (words: string) => (world: SandboxWorld, phone: string) => world.write(phone, words);
const lastBroadcast = (world: SandboxWorld, phone: string) => {
  const found = world.answers(phone).findLast(({ bubble }) => bubble.template !== undefined);
  if (!found) throw new Error('no broadcast');
  return found;
};
const contactPath = async (world: SandboxWorld, phone: string) => `/contacts/${await world.contact(phone)}`;

const WAYS: Way[] = [
  { name: 'a word', go: say('BERHENTI'), block: 'withdrawn_all', read: [STOPPED] },
  { name: 'a word in English', go: say('STOP'), block: 'withdrawn_all', read: ['Done. We'], english: true },
  { name: 'plain words', go: say('tolong jangan kirim lagi ya'), block: 'withdrawn_all', read: [STOPPED] },
  {
    name: 'plain words for one topic',
    go: say('stop info zakat saja'),
    block: null,
    read: ['Baik, *Info zakat* sudah dihentikan.'],
  },
  {
    name: "the template's quick reply",
    go: (world, phone) => {
      const { id: contextId, bubble } = lastBroadcast(world, phone);
      const button = bubble.buttons?.find(({ title }) => title === 'Berhenti');
      return world.write(phone, {
        type: 'button',
        payload: button?.value ?? '',
        text: 'Berhenti',
        contextId,
      });
    },
    block: 'withdrawn_all',
    read: [STOPPED],
  },
  {
    name: 'the button under our question',
    go: async (world, phone) => {
      await world.write(phone, 'spam!!');
      return world.tap(phone, 'Ya, berhenti');
    },
    block: 'withdrawn_all',
    read: [UNCLEAR, STOPPED],
  },
  {
    name: 'the link',
    go: async (world, phone) => {
      const { body } = await world.api<{ path: string }>(
        'POST',
        `${await contactPath(world, phone)}/stop-link`,
        {},
      );
      return fetch(`${world.url}${body.path}`, { method: 'POST' });
    },
    block: 'withdrawn_all',
    read: [],
  },
  {
    name: "WhatsApp's own switch",
    go: (world, phone) =>
      fetch(`${world.url}/sandbox/api/customers/${phone}/preferences`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value: 'stop' }),
      }),
    block: 'platform_stop',
    read: [],
  },
  {
    name: 'error 131050',
    go: (world, phone) => {
      const raw = JSON.stringify(
        envelope(status({ phone }, { wamid: wamid() }, 'failed', Date.now(), 131050)),
      );
      const headers = {
        'content-type': 'application/json',
        'x-hub-signature-256': sign(raw, 'sandbox-app-secret'),
      };
      return fetch(`${world.url}/webhook`, { method: 'POST', body: raw, headers });
    },
    block: 'platform_stop',
    read: [],
  },
  {
    name: 'an agent',
    go: async (world, phone) => {
      await world.write(phone, 'PETUGAS');
      const { body } = await world.api<{ items: { id: string; contact: string }[] }>('GET', '/tickets');
      const contact = await world.contact(phone);
      const ticket = body.items.find((one) => one.contact === contact);
      return world.api('POST', `/tickets/${ticket?.id}/stop`, { author: 'Rina' });
    },
    block: 'withdrawn_all',
    read: ['', STOPPED],
  },
  {
    name: 'the API',
    go: async (world, phone) =>
      world.api('POST', `${await contactPath(world, phone)}/consents`, { event: 'WITHDRAW' }),
    block: 'withdrawn_all',
    read: [],
  },
  {
    name: 'a thumb down',
    go: (world, phone) =>
      world.write(phone, { type: 'reaction', messageId: lastBroadcast(world, phone).id, emoji: '👎' }),
    block: 'suspended',
    read: [UNCLEAR],
  },
  { name: 'a thumb down in words', go: say('👎'), block: 'suspended', read: [UNCLEAR] },
  { name: 'spam!!', go: say('spam!!'), block: 'suspended', read: [UNCLEAR] },
  { name: 'a short refusal', go: say('ga usah'), block: 'suspended', read: [UNCLEAR] },
  {
    name: 'never signed up',
    go: say('saya tidak pernah daftar'),
    block: 'suspended',
    read: ['Maaf, kami sudah mengganggu. Kiriman info ke nomor ini kami tunda.'],
  },
  {
    name: 'a wrong number',
    go: say('salah nomor'),
    block: 'suspended',
    read: ['Maaf, mungkin kami salah orang.'],
  },
];

const phoneOf = (i: number) => `6281100020${String(i).padStart(2, '0')}`;
const STAYS = phoneOf(WAYS.length);
const BLOCKS = phoneOf(WAYS.length + 1);

describe('P2 every way out, on the phone', () => {
  let world: SandboxWorld;
  const read = new Map<string, string[]>();
  const blocksOf = async (phone: string) => {
    const { body } = await world.api<{ blocks: string[] }>('GET', await contactPath(world, phone));
    return body.blocks;
  };

  const later = () =>
    fetch(`${world.url}/sandbox/api/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ move: 2000 }),
    });
  async function broadcast(): Promise<void> {
    const { body } = await world.api<{ id: string }>('POST', '/broadcasts', {
      name: 'Info zakat',
      topic: TOPIC,
      template: { name: 'info_zakat', language: 'id', parameters: ['cara menghitung zakat'] },
      audience: { all: true },
    });
    expect((await world.api('POST', `/broadcasts/${body.id}/start`)).status).toBe(200);
    await world.until(
      async () =>
        (await world.api<{ state: string }>('GET', `/broadcasts/${body.id}`)).body.state === 'completed',
      20_000,
    );
  }
  const broadcastsTo = (phone: string) =>
    world.answers(phone).filter(({ bubble }) => bubble.template !== undefined).length;

  beforeAll(async () => {
    world = await SandboxWorld.start({ IZIN_QUIET_HOURS: '', IZIN_FREQUENCY_CAP: '' });
    for (let i = 0; i < WAYS.length + 2; i++) {
      const english = WAYS[i]?.english;
      await world.write(phoneOf(i), english ? 'START' : 'DAFTAR');
      await world.tap(phoneOf(i), english ? 'Yes, I agree' : 'Ya, setuju');
    }
    await broadcast();
    await world.until(async () => {
      const { body } = await world.api<{ items: { direction: string; state: string }[] }>(
        'GET',
        `${await contactPath(world, BLOCKS)}/messages`,
      );
      return body.items.some(({ state }) => state === 'delivered');
    });
    for (const [i, { go, block, read: expected }] of WAYS.entries()) {
      const phone = phoneOf(i);
      const before = world.answers(phone).length;
      await go(world, phone);
      await world.until(async () =>
        block === null
          ? (await world.state(phone, TOPIC)) === 'unsubscribed'
          : (await blocksOf(phone)).includes(block),
      );
      await world.until(() => world.answers(phone).length >= before + expected.length);
      read.set(
        phone,
        world
          .answers(phone)
          .slice(before)
          .map(({ bubble }) => bubble.body ?? ''),
      );
    }
    await fetch(`${world.url}/sandbox/api/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: BLOCKS, onWhatsApp: false }),
    });
    await broadcast();
  }, 120_000);
  afterAll(() => world.stop());

  test('who has said nothing gets the next broadcast', () => {
    expect(broadcastsTo(STAYS)).toBe(2);
  });

  test.each(WAYS.map((way, i) => [way.name, i, way] as const))('%s', async (_name, i, way) => {
    const phone = phoneOf(i);
    const bubbles = read.get(phone) ?? [];
    expect(bubbles).toHaveLength(way.read.length);
    for (const [j, begins] of way.read.entries()) expect(bubbles[j]?.startsWith(begins)).toBe(true);
    const blocks = await blocksOf(phone);
    if (way.block === null) expect(blocks).toEqual([]);
    else expect(blocks).toContain(way.block);
    expect(broadcastsTo(phone)).toBe(1);
  });

  test('the confirmation names the way back, and the grey zone has two buttons', () => {
    expect(read.get(phoneOf(0))?.[0]).toContain('ketik *DAFTAR*');
    expect(read.get(phoneOf(1))?.[0]).toContain('type *START*');
    const grey = WAYS.findIndex(({ name }) => name === 'spam!!');
    const question = world.answers(phoneOf(grey)).findLast(({ bubble }) => bubble.body?.startsWith(UNCLEAR));
    expect(question?.bubble.buttons?.map(({ title }) => title)).toEqual(['Ya, berhenti', 'Tetap kirim']);
  });

  test.each([
    ['BERHENTI once more is not acknowledged the same day', 0, 'BERHENTI'],
    ['nor is one topic', 3, 'stop info zakat saja'],
    [
      'the question of the grey zone is asked once',
      WAYS.findIndex(({ name }) => name === 'spam!!'),
      'spam!!',
    ],
  ])('%s', async (_name, i, words) => {
    const phone = phoneOf(i);
    const before = world.answers(phone).length;
    world.sandbox.write(phone, { type: 'text', body: words });
    // What follows, in another second, is answered, and nothing else.
    await later();
    const answer = await world.write(phone, 'berapa nisab zakat maal?');
    expect(world.answers(phone)).toHaveLength(before + 1);
    expect(answer.bubble.body).toMatch(/nisab/i);
  });

  test('a block: what reached them before and does not now holds them, and is no opt-out', async () => {
    await world.until(async () => (await blocksOf(BLOCKS)).includes('suspended'));
    expect(await world.state(BLOCKS, TOPIC)).toBe('subscribed');
    expect(await world.ledger(BLOCKS)).toContainEqual(
      expect.objectContaining({
        event: 'SUSPEND',
        source: 'send_error',
        actor: 'meta',
        evidence: expect.objectContaining({ suspected: 'block' }),
      }),
    );
  });

  test('and who is held and asks for it is asked, and their yes counts', async () => {
    const phone = phoneOf(WAYS.findIndex(({ name }) => name === 'a short refusal'));
    const question = await world.write(phone, 'DAFTAR');
    expect(question.bubble.buttons?.[0]?.title).toBe('Ya, setuju');
    await later();
    await world.tap(phone, 'Ya, setuju');
    expect(await blocksOf(phone)).toEqual([]);
  });
});
