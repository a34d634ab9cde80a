import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { NewMessage } from '../../src/outbox/enqueue.js';
import type { Content } from '../../src/whatsapp/content.js';
import { TEMPLATE } from '../setup/fake-graph.js';
import { API_KEY, Izin, person, TOPIC } from '../setup/izin.js';
import { envelope, status } from '../setup/meta.js';
import { jpegOf } from './pictures.js';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = DAY / 24;
const RIGHTS = { owner: 'Yayasan Amanah', licence: 'own', proof: 'Foto oleh Rina', people: 'none' };
const ayu = person(9);

let izin: Izin;
let contactId: string;
async function begin(): Promise<void> {
  izin = await Izin.start();
  await izin.from(ayu, 'berapa zakat fitrah?');
  await izin.settled();
  contactId = (await izin.stands(ayu)).contactId;
}

/** Enters a file, with whole rights unless said otherwise. */
async function enter(id = 'poster', rights: Record<string, string> = RIGHTS, bytes?: Buffer): Promise<void> {
  const query = new URLSearchParams({ id, name: `${id}.jpg`, ...rights });
  const answer = await fetch(`http://127.0.0.1:${izin.app.port}/api/v1/media?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(bytes ?? (await jpegOf(60, 40))),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

const PICTURE: Content = { type: 'media', kind: 'image', medium: 'poster' };
const put = (content: Content, more: Partial<NewMessage> = {}) =>
  izin.enqueue({ contactId, content, ...more });
const rowOf = (id: number) =>
  izin.store.read
    .selectFrom('outbox')
    .select(['state', 'reason', 'failure'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const settledRow = async (id: number) => {
  await izin.until(async () => !['queued', 'attempting'].includes((await rowOf(id)).state));
  return rowOf(id);
};
const pictures = () =>
  izin.graph.sent.flatMap(({ body }) => {
    const { image } = body as { image?: { id?: string } };
    return image ? [image] : [];
  });
const change = (statement: string) => izin.store.write((tx) => sql.raw(statement).execute(tx));
const errors = () => izin.log.filter((line) => line.includes('"where":"media"')).length;

describe('P1 a file leaves only with whole rights on record', () => {
  beforeAll(begin);
  afterAll(() => izin.stop());
  test.each<[string, Content]>([
    ['by link', { type: 'media', kind: 'image', link: 'https://amanah.example/a.jpg' }],
    ['by an id of Meta that is not ours', { type: 'media', kind: 'document', id: '300000000000010' }],
    ['that is not on record', { type: 'media', kind: 'image', medium: 'nowhere' }],
    ['with a link beside it', { ...PICTURE, link: 'https://amanah.example/a.jpg' }],
    [
      'above buttons',
      {
        type: 'buttons',
        body: 'Mau?',
        buttons: [{ id: 'a', title: 'Ya' }],
        media: { kind: 'image', link: 'https://amanah.example/a.jpg' },
      },
    ],
    [
      'in the header of a template',
      {
        type: 'template',
        name: 'info_zakat',
        language: 'id',
        header: [{ type: 'image', link: 'https://amanah.example/a.jpg' }],
      },
    ],
  ])('%s', async (_, content) => {
    if (izin.graph.uploads.size === 0) await enter().catch(() => undefined);
    expect(await settledRow(await put(content))).toMatchObject({
      state: 'refused',
      reason: 'media_rights_missing',
    });
    expect(izin.graph.uploads.size).toBe(0);
  });

  test.each(Object.keys(RIGHTS))('without %s, and once it is there', async (part) => {
    const { [part as 'owner']: left, ...rest } = RIGHTS;
    const medium = `no-${part}`;
    await enter(medium, rest);
    const picture: Content = { ...PICTURE, medium };
    expect(await settledRow(await put(picture))).toMatchObject({ reason: 'media_rights_missing' });
    await izin.api('PATCH', `/media/${medium}`, { [part]: left });
    expect(await settledRow(await put(picture))).toMatchObject({ state: 'accepted' });
  });

  test('nobody may say of a file that it is a paper of ours', async () => {
    const answer = await izin.request('POST', '/api/v1/messages', {
      contact: contactId,
      purpose: 'service',
      text: 'Ini',
      media: { id: 'nowhere', kind: 'image' },
      paper: 'data_copy',
    });
    expect([answer.status, (await answer.json()) as object]).toMatchObject([
      409,
      { code: 'media_rights_missing' },
    ]);
  });

  test('through the API with its words below it', async () => {
    await enter('denah');
    const { id } = await izin.api<{ id: string }>('POST', '/messages', {
      contact: contactId,
      purpose: 'service',
      text: 'Denah kantor',
      media: { id: 'denah' },
    });
    await settledRow(Number(id.slice(4)));
    expect(pictures().at(-1)).toMatchObject({ caption: 'Denah kantor' });
  });
});

describe('P1 rights that end before it is sent: the file', () => {
  beforeEach(begin);
  afterEach(() => izin.stop());

  test('whose rights end between writing and sending', async () => {
    const today = new Date(izin.now() + 7 * HOUR).toISOString().slice(0, 10);
    await enter('poster', { ...RIGHTS, expires: today });
    const now = await put(PICTURE);
    expect(await settledRow(now)).toMatchObject({ state: 'accepted' });
    const late = await put(PICTURE, { notBefore: izin.now() + 25 * HOUR });
    const basis = { kind: 'reply', at: izin.now() + 25 * HOUR } as const;
    await change(`update outbox set basis = '${JSON.stringify(basis)}' where id = ${late};`);
    izin.move(25 * HOUR);
    await izin.from(ayu, 'terima kasih');
    expect(await settledRow(late)).toMatchObject({ state: 'refused', reason: 'media_rights_missing' });
  });

  test('that was withdrawn while it waited', async () => {
    await enter();
    const waiting = await put(PICTURE, { notBefore: izin.now() + HOUR });
    await izin.api('POST', '/media/poster/withdraw', { why: 'Rina tidak mau lagi' });
    izin.move(HOUR);
    await izin.from(ayu, 'terima kasih');
    expect(await settledRow(waiting)).toMatchObject({ reason: 'media_rights_missing' });
    expect(pictures()).toEqual([]);
  });
});

describe('a file is put up to Meta', () => {
  beforeEach(begin);
  afterEach(() => izin.stop());
  test('once for many messages, as its small variant, and again before Meta forgets it', async () => {
    const large = await jpegOf(700, 500, { noise: 200, quality: 95 });
    await enter('poster', RIGHTS, large);
    const ids = await Promise.all([put(PICTURE), put(PICTURE), put(PICTURE)]);
    for (const id of ids) expect(await settledRow(id)).toMatchObject({ state: 'accepted' });
    const [up] = [...izin.graph.uploads.values()];
    expect(izin.graph.uploads.size).toBe(1);
    expect(up).toMatchObject({ type: 'image/jpeg', filename: 'poster.jpg' });
    expect(large.length).toBeGreaterThan(150 * 1024);
    expect(up?.bytes.length).toBeLessThanOrEqual(100 * 1024);
    expect(pictures()).toEqual(ids.map(() => ({ id: '300000000000010' })));

    izin.move(29 * DAY);
    await izin.from(ayu, 'terima kasih');
    await izin.settled();
    expect(await settledRow(await put(PICTURE))).toMatchObject({ state: 'accepted' });
    expect(pictures().at(-1)).toEqual({ id: '300000000000011' });
  });

  test('as it is where it goes as a document, with its name', async () => {
    const large = await jpegOf(700, 500, { noise: 200, quality: 95 });
    await enter('poster', RIGHTS, large);
    await settledRow(await put({ type: 'media', kind: 'document', medium: 'poster' }));
    expect([...izin.graph.uploads.values()][0]?.bytes.equals(large)).toBe(true);
    expect(izin.graph.sent.at(-1)?.body).toMatchObject({
      document: { id: '300000000000010', filename: 'poster.jpg' },
    });
  });

  test('again after a crash between the upload and its record; the message goes once', async () => {
    await enter();
    await change("create trigger broken before insert on medium_upload begin select raise(abort, 'no'); end");
    const waiting = await put(PICTURE);
    await izin.until(() => errors() > 0);
    await izin.restart();
    expect(pictures()).toEqual([]);
    await change('drop trigger broken');
    expect(await settledRow(waiting)).toMatchObject({ state: 'accepted' });
    expect(pictures()).toHaveLength(1);
    expect(izin.graph.uploads.size).toBeGreaterThan(1);
  });

  test('again when Meta has lost it: the message it refused goes after all', async () => {
    await enter();
    await settledRow(await put(PICTURE));
    izin.move(2 * HOUR);
    const lost = new Set(izin.graph.uploads.keys());
    izin.graph.fate = ({ body }) =>
      lost.has((body as { image?: { id: string } }).image?.id ?? '')
        ? { kind: 'error', code: 131009 }
        : { kind: 'accept' };
    const again = await put(PICTURE);
    await izin.until(async () => (await rowOf(again)).state === 'accepted');
    expect(pictures().map(({ id }) => id)).toEqual(['300000000000010', '300000000000010', '300000000000011']);
  });

  test('again after Meta says of a message it had taken that its file is unusable', async () => {
    await enter();
    await settledRow(await put(PICTURE));
    izin.move(2 * HOUR);
    await izin.from(ayu, 'lagi');
    await izin.settled();
    const taken = await put(PICTURE);
    await settledRow(taken);
    const { wamid = '', callbackData } = izin.graph.sent.findLast(({ body }) => 'image' in body) ?? {};
    await izin.webhook(
      envelope(status(ayu, { wamid, ...(callbackData && { callbackData }) }, 'failed', izin.now(), 131053)),
    );
    await izin.until(async () => (await rowOf(taken)).state === 'failed');
    await settledRow(await put(PICTURE));
    expect(pictures().map(({ id }) => id)).toEqual(['300000000000010', '300000000000010', '300000000000011']);
  });

  test('and where the trouble is another, it is not put up for ever', async () => {
    await enter();
    izin.graph.fate = ({ body }) => ('image' in body ? { kind: 'error', code: 131053 } : { kind: 'accept' });
    expect(await settledRow(await put(PICTURE))).toMatchObject({ state: 'failed', failure: 131053 });
    expect(izin.graph.uploads.size).toBe(1);
  });

  test('in vain: the message fails as if Meta had refused it, and others go', async () => {
    await enter();
    izin.graph.refusesUploads = true;
    expect(await settledRow(await put(PICTURE))).toMatchObject({ state: 'failed', reason: 'meta_131053' });
    expect(await settledRow(await put({ type: 'text', body: 'sesudahnya' }))).toMatchObject({
      state: 'accepted',
    });
  });
});

describe('a broadcast with a picture in its header', () => {
  beforeEach(async () => {
    await begin();
    izin.graph.templates.push(WITH_PICTURE);
    await izin.api('POST', '/templates/sync');
  });
  afterEach(() => izin.stop());
  const WITH_PICTURE = {
    ...TEMPLATE,
    name: 'info_bergambar',
    components: [{ type: 'HEADER', format: 'IMAGE' }, ...TEMPLATE.components],
  };
  const draft = async (media?: string) => {
    const { id } = await izin.api<{ id: string }>('POST', '/broadcasts', {
      name: 'Bergambar',
      topic: TOPIC,
      template: { name: WITH_PICTURE.name, language: 'id', parameters: [], ...(media && { media }) },
      audience: { all: true },
    });
    return id;
  };
  const broadcast = (id: string) =>
    izin.api<{ state: string; reason: string | null; counts: Record<string, number> }>(
      'GET',
      `/broadcasts/${id}`,
    );

  test('does not start without one, nor with one that nobody may use', async () => {
    await izin.subscribers(1);
    await enter('poster', { owner: 'Entah' });
    for (const media of [undefined, 'poster', 'nowhere']) {
      const answer = await izin.request('POST', `/api/v1/broadcasts/${await draft(media)}/start`);
      expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'preflight_failed' }]);
    }
  });

  test('puts it up once, and everybody gets it', async () => {
    await izin.subscribers(5);
    await enter();
    const id = await draft('poster');
    await izin.api('POST', `/broadcasts/${id}/start`);
    await izin.completed(id);
    expect(izin.graph.uploads.size).toBe(1);
    const headers = izin.graph.initiated().map(({ body }) => {
      const { template } = body as { template: { components: { type: string; parameters: unknown }[] } };
      return template.components.find(({ type }) => type === 'header')?.parameters;
    });
    expect(headers).toEqual(Array(5).fill([{ type: 'image', image: { id: '300000000000010' } }]));
  });

  test('pauses when it is withdrawn on the way: nobody more gets it, and nobody is lost', async () => {
    await izin.subscribers(120);
    await enter();
    let after = Number.POSITIVE_INFINITY;
    izin.graph.onSent = () => {
      izin.graph.onSent = undefined;
      void izin.api('POST', '/media/poster/withdraw').then(() => {
        after = performance.now();
      });
    };
    izin.graph.fate = () => ({ kind: 'accept', delay: 20 });
    const id = await draft('poster');
    await izin.api('POST', `/broadcasts/${id}/start`);
    await izin.until(async () => (await broadcast(id)).state === 'paused');
    await izin.until(() => izin.graph.inFlight === 0);
    const { reason, counts } = await broadcast(id);
    expect(reason).toBe('media_rights_missing');
    expect(counts.queued).toBeGreaterThan(0);
    expect((counts.queued ?? 0) + (counts.accepted ?? 0)).toBe(120);
    // Nothing was handed to a socket after the withdrawal was answered.
    expect(Math.max(...izin.graph.initiated().map(({ startedAt }) => startedAt))).toBeLessThan(after);
  });

  test('pauses when Meta does not take it', async () => {
    await izin.subscribers(3);
    await enter();
    izin.graph.refusesUploads = true;
    const id = await draft('poster');
    await izin.api('POST', `/broadcasts/${id}/start`);
    await izin.until(async () => (await broadcast(id)).state === 'paused');
    expect(await broadcast(id)).toMatchObject({ reason: 'meta_131053', counts: { queued: 3, failed: 0 } });
  });
});
