import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { resolveContact } from '../../src/contacts/resolve.js';
import { applyEffects, type Cause } from '../../src/conversation/effects.js';
import { loadPerson } from '../../src/conversation/person.js';
import { Lookout } from '../../src/facts/scrutiny.js';
import type { Effect } from '../../src/flows/index.js';
import { PermitOffice } from '../../src/gate/permits.js';
import { putMedium } from '../../src/media/register.js';
import { onLinked } from '../../src/outbox/linked.js';
import type { Content } from '../../src/whatsapp/content.js';
import { MEDIUM } from '../media/medium.js';
import { openRig } from '../store/rig.js';

const NOW = Date.UTC(2026, 7, 3, 3);
const NUMBER = '100200';
const CAUSE: Cause = { at: NOW, source: 'text', evidence: {}, basis: { kind: 'reply', at: NOW } };

let rig: Awaited<ReturnType<typeof openRig>>;
let id: string;
beforeEach(async () => {
  rig = await openRig();
  const found = await rig.store.write((tx) =>
    resolveContact(tx, [{ kind: 'phone', value: '628111000001' }], NOW),
  );
  id = found.contactId;
});
afterEach(() => rig.close());

const apply = (...effects: Effect[]) =>
  rig.store.write(async (tx) => {
    const person = await loadPerson(tx, id, NUMBER);
    await applyEffects(tx, person, effects, CAUSE, {
      now: NOW,
      environment: 'live',
      linked: onLinked(new PermitOffice()),
      scrutiny: new Lookout(() => NOW),
      instead: () => 'Maaf, ada gangguan di pihak kami.',
    });
    return person;
  });
const contact = () =>
  rig.store.read
    .selectFrom('contact')
    .select(['labels', 'attributes', 'language', 'name'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const timers = () => rig.store.read.selectFrom('timer').select(['name', 'due_at', 'event']).execute();
const tickets = () => rig.store.read.selectFrom('ticket').select(['state', 'reason']).execute();

describe('what a flow wants', () => {
  test('a label stands once', async () => {
    await apply({ type: 'label', label: 'donatur' }, { type: 'label', label: 'donatur' });
    await apply({ type: 'label', label: 'jemaah' });
    expect(JSON.parse((await contact()).labels)).toEqual(['donatur', 'jemaah']);
  });

  test('what is remembered stands beside what was known', async () => {
    await apply({ type: 'remember', key: 'kota', value: 'Bandung' });
    await apply({ type: 'remember', key: 'minat', value: ['zakat', 'wakaf'] });
    expect(JSON.parse((await contact()).attributes)).toEqual({ kota: 'Bandung', minat: 'zakat, wakaf' });
  });

  test('the language counts at once, for the rest of the turn too', async () => {
    const person = await apply({ type: 'setLanguage', language: 'en' });
    expect([person.language, person.knownLanguage, (await contact()).language]).toEqual(['en', 'en', 'en']);
  });

  test('a notice to staff names the contact by its id alone', async () => {
    await apply({ type: 'notify', message: 'Transfer besar' });
    const row = await rig.store.read.selectFrom('account_event').selectAll().executeTakeFirstOrThrow();
    expect({ kind: row.kind, detail: JSON.parse(row.detail) }).toEqual({
      kind: 'NOTICE',
      detail: { message: 'Transfer besar', contactId: id },
    });
  });

  test('a ticket opens once, with the yes to be answered later, and closes without telling the flow', async () => {
    const answerLater = {
      wording: 'handoff:closed',
      language: 'id',
      body: 'Boleh kami balas nanti?',
    } as const;
    await apply({ type: 'openTicket', reason: 'zakat', answerLater });
    await apply({ type: 'openTicket' });
    expect(await tickets()).toEqual([{ state: 'open', reason: 'zakat' }]);
    const notes = await rig.store.read.selectFrom('ticket_note').select(['author', 'text']).execute();
    expect(notes).toEqual([{ author: 'customer', text: 'answer_later: Boleh kami balas nanti?' }]);
    const yes = await rig.store.read.selectFrom('ticket').select('answer_later_at').execute();
    expect(yes).toEqual([{ answer_later_at: CAUSE.at }]);
    await apply({ type: 'closeTicket' });
    expect(await tickets()).toEqual([{ state: 'closed', reason: 'zakat' }]);
    await apply({ type: 'closeTicket' });
    expect(await rig.store.read.selectFrom('event').select('id').execute()).toEqual([]);
  });

  test('a ticket of a team', async () => {
    await apply({ type: 'openTicket', team: 'zakat' });
    expect(await rig.store.read.selectFrom('ticket').select('team').execute()).toEqual([{ team: 'zakat' }]);
  });

  test('a timer of the same name is moved, and can be taken back', async () => {
    const event = { type: 'timer', id: 'remind' } as const;
    await apply(
      { type: 'setTimer', id: 'remind', delay: 1000 },
      { type: 'setTimer', id: 'remind', delay: 5000 },
      { type: 'setTimer', id: 'other', delay: 1000 },
    );
    await apply({ type: 'cancelTimer', id: 'other' });
    expect(await timers()).toEqual([{ name: 'remind', due_at: NOW + 5000, event: JSON.stringify(event) }]);
  });

  test('a reply rests on their message and is pointless after a day', async () => {
    await apply({
      type: 'send',
      content: { type: 'text', body: 'Waalaikumsalam' },
      wording: 'welcome:first',
      language: 'id',
    });
    const row = await rig.store.read.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ purpose: 'service', number_id: NUMBER, expires_at: NOW + 24 * 3_600_000 });
    expect(JSON.parse(row.basis ?? '')).toEqual({ kind: 'reply', at: NOW });
  });
});

describe('the right to correction', () => {
  test('a name that they confirmed is corrected, old and new on record', async () => {
    await apply({ type: 'correctData', field: 'name', value: 'Siti Aminah' });
    expect((await contact()).name).toBe('Siti Aminah');
    const requests = await rig.store.read.selectFrom('rights_request').selectAll().execute();
    expect(requests).toMatchObject([{ kind: 'correction', contact_id: id }]);
  });

  test.each<Effect>([
    { type: 'correctData', field: 'other', value: 'Alamat saya pindah' },
    { type: 'correctData', field: 'name' },
  ])('what a program cannot know waits for a person: %j', async (effect) => {
    await apply(effect);
    expect((await contact()).name).toBeNull();
    const requests = await rig.store.read.selectFrom('rights_request').selectAll().execute();
    expect(requests).toMatchObject([{ kind: 'correction', contact_id: id }]);
  });
});

describe('what the bot says', () => {
  const send = (wording: string, body: string): Effect => ({
    type: 'send',
    content: { type: 'text', body },
    wording,
    language: 'id',
  });
  const said = async () => {
    const rows = await rig.store.read.selectFrom('outbox').select(['content', 'sound']).execute();
    return rows.map(({ content, sound }) => [JSON.parse(content ?? '{}').body, sound]);
  };
  const version = new Lookout(() => NOW).version();

  test('is looked at once, when it is made', async () => {
    await apply(send('fallback:bot', 'Ya, ini bot.'));
    expect(await said()).toEqual([['Ya, ini bot.', version]]);
  });

  test('is replaced when it may not leave, and staff hear of it', async () => {
    await apply(send('faq:entry.x', 'Transfer ke BCA 1234567890'));
    expect(await said()).toEqual([['Maaf, ada gangguan di pihak kami.', version]]);
    const [news] = await rig.store.read.selectFrom('account_event').select('detail').execute();
    expect(JSON.parse(news?.detail ?? '')).toEqual({
      message: 'content_blocked',
      wording: 'faq:entry.x',
      objection: 'unknown_account',
    });
  });

  test('to the person about their own number is no fault', async () => {
    await apply(send('handoff:x', 'Nomor Anda 0811-1000-001.'));
    expect((await said())[0]?.[0]).toBe('Nomor Anda 0811-1000-001.');
  });

  test('on consent and on rights always leaves', async () => {
    await apply(send('consent:stopped', 'Lihat evil.com'), send('rights:erased', 'Rekening 1234567890'));
    expect(await said()).toEqual([
      ['Lihat evil.com', 'always'],
      ['Rekening 1234567890', 'always'],
    ]);
  });
});

describe('a file that may not be shown', () => {
  const link = 'https://amanah.example/denah.jpg';
  const buttons = [{ id: 'a', title: 'Ya' }];
  const said = async (...contents: Content[]) => {
    await apply(
      ...contents.map(
        (content): Effect => ({ type: 'send', content, wording: 'faq:entry.peta', language: 'id' }),
      ),
    );
    const rows = await rig.store.read.selectFrom('outbox').select('content').orderBy('id').execute();
    return rows.map(({ content }) => JSON.parse(content ?? 'null') as Content);
  };
  const notices = async () =>
    (await rig.store.read.selectFrom('account_event').select('detail').execute()).map(
      ({ detail }) => JSON.parse(detail) as object,
    );

  test('leaves its words, and staff hear of it', async () => {
    expect(
      await said(
        { type: 'media', kind: 'image', link, caption: 'Kami di Jalan Mawar 1.' },
        { type: 'media', kind: 'image', medium: 'denah' },
        { type: 'buttons', body: 'Terbantu?', buttons, media: { kind: 'image', link } },
      ),
    ).toEqual([
      { type: 'text', body: 'Kami di Jalan Mawar 1.' },
      { type: 'buttons', body: 'Terbantu?', buttons },
    ]);
    expect(await notices()).toEqual([
      { message: 'media_rights_missing', wording: 'faq:entry.peta', media: [] },
      { message: 'media_rights_missing', wording: 'faq:entry.peta', media: ['denah'] },
      { message: 'media_rights_missing', wording: 'faq:entry.peta', media: [] },
    ]);
  });

  test('and one that may is shown', async () => {
    await rig.store.write((tx) => putMedium(tx, { ...MEDIUM, id: 'denah' }));
    const picture: Content = { type: 'media', kind: 'image', medium: 'denah', caption: 'Denah' };
    expect(await said(picture)).toEqual([picture]);
    expect(await notices()).toEqual([]);
  });
});
