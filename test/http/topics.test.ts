import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
  await template('tanya_izin', 'UTILITY', ['Ya, setuju', 'Tidak, terima kasih']);
  await template('promo', 'MARKETING', ['Ya, setuju', 'Tidak, terima kasih']);
  await template('kuitansi', 'UTILITY', ['Lihat']);
});
afterAll(() => rig.stop());

/** Asks with date, source, topic and organisation. */
function template(name: string, category: string, buttons: string[]) {
  const components = JSON.stringify([
    { type: 'BODY', text: 'Pada {{1}} lewat {{2}}: *{{3}}* dari {{4}}. Setuju?' },
    { type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) },
  ]);
  return rig.deps.store.write((tx) =>
    tx
      .insertInto('template')
      .values({
        name,
        language: 'id',
        category,
        status: 'APPROVED',
        components,
        parameter_format: 'POSITIONAL',
        quality: null,
        synced_at: 1,
      })
      .execute(),
  );
}

let last = 0;
const words = (text: string) => ({ id: text, en: `${text} (en)` });
const draft = (more: object = {}) => ({
  id: `topik-${++last}`,
  name: words(`Topik ${last}`),
  description: words('kabar program'),
  purpose: words('mengabarkan program'),
  frequency: { messages: 4, days: 30 },
  template: { name: 'tanya_izin' },
  ...more,
});
const made = async (more: object = {}) => (await rig.post('/topics', draft(more))).body;
const change = (id: string, body: object) => rig.api(`/topics/${id}`, { method: 'PATCH', body });

test('a topic says what, what for, how often, and how it is confirmed', async () => {
  const { status, body } = await rig.post('/topics', draft());
  expect(status).toBe(201);
  expect(body).toMatchObject({
    purpose: { id: 'mengabarkan program', en: 'mengabarkan program (en)' },
    frequency: { messages: 4, days: 30 },
    template: { name: 'tanya_izin', parameters: ['{{date}}', '{{source}}', '{{topic}}', '{{org}}'] },
    renewal: null,
    version: 1,
    archived_at: null,
  });
  expect((await rig.api(`/topics/${body.id}`)).body).toEqual(body);
});

test('only a name is needed', async () => {
  const { status, body } = await rig.post('/topics', { id: 'singkat', name: words('Singkat') });
  expect(status).toBe(201);
  expect(body).toMatchObject({ purpose: null, frequency: null, template: null, version: 1 });
});

describe('is refused, with the place and what to do', () => {
  test.each<[string, object, string]>([
    ['a name that reads like a stop', { name: words('Berhenti') }, 'name.id'],
    ['a name over two lines', { name: words('Info\nzakat') }, 'name.id'],
    ['a name without words', { name: { id: ' ', en: 'x' } }, 'name.id'],
    ['one language only', { name: { id: 'Info' } }, 'name.en'],
    [
      'a description that no question has room for',
      { description: words('m'.repeat(301)) },
      'description.id',
    ],
    ['no messages at all', { frequency: { messages: 0, days: 7 } }, 'frequency.messages'],
    ['half a day', { frequency: { messages: 1, days: 0.5 } }, 'frequency.days'],
    ['a template that is not there', { template: { name: 'tidak_ada' } }, 'template.name'],
    ['a marketing template', { template: { name: 'promo' } }, 'template.name'],
    ['a template nobody can answer', { template: { name: 'kuitansi' } }, 'template.name'],
    ['too few values', { renewal: { name: 'tanya_izin', parameters: ['{{topic}}'] } }, 'renewal.parameters'],
    [
      'a value nobody knows',
      { template: { name: 'tanya_izin', parameters: ['{{age}}', '', '', ''] } },
      'template.parameters',
    ],
  ])('%s', async (_, more, path) => {
    const before = (await rig.api('/topics')).body.items.length;
    const { status, body } = await rig.post('/topics', draft(more));
    expect(status).toBe(422);
    expect(body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
    expect((await rig.api('/topics')).body.items).toHaveLength(before);
  });

  test('a field that does not exist, or the id', async () => {
    const { id } = await made();
    expect((await change(id, { nama: words('Baru') })).status).toBe(422);
    expect((await change(id, { id: 'lain' })).status).toBe(422);
    expect((await change('tidak-ada', { position: 0 })).status).toBe(404);
  });
});

describe('versions', () => {
  test.each<[string, object, number]>([
    ['another description', { description: words('kabar dan promo') }, 2],
    ['another purpose', { purpose: words('menawarkan program') }, 2],
    ['no purpose any more', { purpose: null }, 2],
    ['another frequency', { frequency: { messages: 8, days: 30 } }, 2],
    ['another name', { name: words('Nama lain') }, 1],
    ['another template', { template: null }, 1],
    ['another place', { position: 0 }, 1],
    ['the same again', { description: words('kabar program'), frequency: { days: 30, messages: 4 } }, 1],
  ])('%s', async (_, body, version) => {
    const { id } = await made();
    const answer = await change(id, body);
    expect(answer.status).toBe(200);
    expect(answer.body.version).toBe(version);
    const { items } = (await rig.api(`/topics/${id}/versions`)).body;
    expect(items.map((one: { version: number }) => one.version)).toEqual(version === 2 ? [2, 1] : [1]);
    expect(items.at(-1)).toMatchObject({ description: words('kabar program'), actor: expect.any(String) });
  });

  test('a subscriber keeps the version that they were asked about; the next one gets the new one', async () => {
    const { id } = await made();
    const [older, newer] = [await rig.contact('081340000001'), await rig.contact('081340000002')];
    const agree = async (contact: string) => {
      await rig.consent(contact, { event: 'REQUEST', topics: [id] });
      await rig.consent(contact, { event: 'CONFIRM', topics: [id] });
    };
    await agree(older);
    await change(id, { description: words('kabar dan promo') });
    await agree(newer);
    await rig.consent(older, { event: 'CONFIRM', topics: [id] });
    const rows = await rig.deps.store.read
      .selectFrom('consent')
      .select(['contact_id', 'topic_version'])
      .where('topic', '=', id)
      .execute();
    expect(new Map(rows.map((row) => [row.contact_id, row.topic_version]))).toEqual(
      new Map([
        [older, 1],
        [newer, 2],
      ]),
    );
  });

  test('whoever was asked before the change agrees to what they were asked', async () => {
    const { id } = await made();
    const contact = await rig.contact('081340000003');
    await rig.consent(contact, { event: 'REQUEST', topics: [id] });
    await change(id, { purpose: words('lain') });
    await rig.consent(contact, { event: 'CONFIRM', topics: [id] });
    const row = await rig.deps.store.read
      .selectFrom('consent')
      .select(['state', 'topic_version'])
      .where('contact_id', '=', contact)
      .executeTakeFirst();
    expect(row).toEqual({ state: 'subscribed', topic_version: 1 });
  });
});

test('order, archive and restore', async () => {
  const ids = async (query = '') =>
    (await rig.api(`/topics${query}`)).body.items.map((topic: { id: string }) => topic.id);
  const [a, b] = [(await made()).id, (await made({ position: 0 })).id];
  expect((await ids())[0]).toBe(b);
  await change(a, { position: 0 });
  expect((await ids()).slice(0, 2)).toEqual([a, b]);
  expect((await rig.post(`/topics/${a}/archive`)).body.archived_at).toBe('2026-01-05T03:00:00.000Z');
  expect(await ids()).not.toContain(a);
  expect((await ids('?archived=true')).at(-1)).toBe(a);
  expect((await rig.api(`/topics/${a}`)).status).toBe(200);
  expect((await rig.post('/topics', draft({ id: a }))).body.code).toBe('already_exists');
  expect((await rig.post(`/topics/${a}/restore`)).body).toMatchObject({ archived_at: null });
  expect((await ids()).at(-1)).toBe(a);
  const positions = (await rig.api('/topics')).body.items.map(
    (topic: { position: number }) => topic.position,
  );
  expect(positions).toEqual(positions.map((_: number, index: number) => index));
});
