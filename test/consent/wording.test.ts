import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SOURCES } from '../../src/consent/evidence.js';
import { mergeContacts } from '../../src/consent/merge.js';
import { addTopic, editTopic } from '../../src/consent/topic-change.js';
import { rememberWording, type Shown } from '../../src/consent/wording.js';
import { openRig, type Rig, ZAKAT } from './rig.js';

let rig: Rig;
let id: string;
beforeEach(async () => {
  rig = await openRig();
  id = await rig.contact();
});
afterEach(() => rig.close());

const keep = (shown: Partial<Shown>) =>
  rig.store.write((tx) =>
    rememberWording(
      tx,
      { key: 'consent:ask', language: 'id', text: 'Boleh?', topics: [ZAKAT], ...shown },
      rig.world.now,
    ),
  );
const last = async (contact = id) => (await rig.ledger(contact)).at(-1);

describe('P5 every record of a topic points to words that are there', () => {
  const events = ['REQUEST', 'CONFIRM', 'DECLINE', 'WITHDRAW', 'LAPSE', 'EXPIRE', 'NUMBER_CHANGED'] as const;

  test.each(SOURCES.flatMap((source) => events.map((event) => [source, event] as const)))(
    'from %s: %s',
    async (source, event) => {
      for (const actor of ['customer', 'api'] as const) {
        await rig.act(id, event, { source, actor });
        expect(await last()).toMatchObject({
          event,
          source,
          wording: { text: 'Topik\nIsi: Topik', version: 1 },
        });
      }
    },
  );

  test('what was answered comes first, and stays what the consent rests on', async () => {
    const asked = await keep({});
    await rig.act(id, 'REQUEST', { wording: asked });
    await rig.act(id, 'CONFIRM', { wording: asked });
    await rig.act(id, 'LAPSE', { actor: 'system', source: 'system' });
    expect((await rig.ledger(id)).map((entry) => entry.wording?.text)).toEqual([
      'Boleh?',
      'Boleh?',
      'Boleh?',
    ]);
    await rig.act(id, 'WITHDRAW', { topics: 'all' });
    const records = (await rig.ledger(id)).filter(
      ({ event, topic }) => event === 'WITHDRAW' && topic === ZAKAT,
    );
    expect(records.map((entry) => entry.wording?.text)).toEqual(['Boleh?']);
  });

  test('the words of a form or a list are kept as they were given', async () => {
    const wording = 'Yes, send me zakat updates';
    await rig.act(id, 'REQUEST', { actor: 'api', source: 'web', evidence: { wording } });
    expect(await last()).toMatchObject({
      wording: { key: 'given:web', language: 'en', version: 1, text: wording },
    });
  });

  test('the terms are those of the day, in the language of the person', async () => {
    await rig.act(id, 'REQUEST', { actor: 'api', source: 'api' });
    await rig.store.write(async (tx) => {
      const description = { id: 'pengingat', en: 'reminders' };
      await editTopic(tx, ZAKAT, { description, frequency: { messages: 2, days: 7 } }, rig.world.now);
      await tx.updateTable('contact').set({ language: 'en' }).where('id', '=', id).execute();
    });
    const other = await rig.contact();
    await rig.store.write((tx) =>
      tx.updateTable('contact').set({ language: 'en' }).where('id', '=', other).execute(),
    );
    await rig.act(other, 'REQUEST', { actor: 'api', source: 'api' });
    expect((await last())?.wording?.text).toBe('Topik\nIsi: Topik');
    expect((await last(other))?.wording).toMatchObject({
      language: 'en',
      version: 2,
      text: 'Topic\nWhat: reminders\nAt most 2 messages in 7 days',
    });
  });

  test('two contacts that become one keep the words of the consent that stays', async () => {
    const other = await rig.contact();
    const asked = await keep({});
    await rig.act(other, 'REQUEST', { wording: asked });
    const context = { ...rig.world, environment: 'live' } as const;
    await rig.store.write((tx) => mergeContacts(tx, id, other, context));
    const link = (await rig.ledger(id)).find(({ topic }) => topic === ZAKAT);
    expect(link).toMatchObject({ event: 'LINK', to: 'pending', wording: { text: 'Boleh?' } });
  });
});

describe('versions', () => {
  test('count the texts of one key, topic and language', async () => {
    await keep({});
    await keep({ text: 'Boleh ya?' });
    await keep({ language: 'en', text: 'May we?' });
    await keep({ topics: ['laporan-penyaluran'], text: 'Boleh laporan?' });
    await keep({});
    const rows = await rig.store.read
      .selectFrom('wording')
      .select(['text', 'version'])
      .where('key', '=', 'consent:ask')
      .orderBy('text')
      .execute();
    expect(rows).toEqual([
      { text: 'Boleh laporan?', version: 1 },
      { text: 'Boleh ya?', version: 2 },
      { text: 'Boleh?', version: 1 },
      { text: 'May we?', version: 1 },
    ]);
  });

  test('a topic of its own begins at 1', async () => {
    const name = { id: 'Promo', en: 'Promo' };
    const topic = await rig.store.write((tx) => addTopic(tx, { id: 'promo', name, description: name }, 1));
    expect(topic.version).toBe(1);
  });
});

test('words that one person alone has seen are theirs, until a second one sees them', async () => {
  const owner = async () =>
    (
      await rig.store.read
        .selectFrom('wording')
        .select('contact_id')
        .where('text', '=', 'Boleh?')
        .executeTakeFirst()
    )?.contact_id;
  await keep({ contactId: id });
  await keep({ contactId: id });
  expect(await owner()).toBe(id);
  await keep({ contactId: await rig.contact() });
  expect(await owner()).toBeNull();
  await keep({ contactId: id });
  expect(await owner()).toBeNull();
});
