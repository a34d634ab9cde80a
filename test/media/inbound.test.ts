import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jpeg, pdf, sha256 } from '../setup/files.js';
import { Izin, person } from '../setup/izin.js';
import { type Customer, envelope, media, message, messages, wamid } from '../setup/meta.js';

let izin: Izin;
let last = 300;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

const next = () => {
  last += 1;
  return { who: person(last), id: `wamedia.${last}` };
};
const photo = (id: string, more: object = {}) => media('image', { id, ...more });
const filesOf = async (who: Customer) => {
  return izin.store.read
    .selectFrom('inbound_media')
    .innerJoin('identity', 'identity.contact_id', 'inbound_media.contact_id')
    .where('identity.value', '=', who.phone ?? '')
    .selectAll('inbound_media')
    .orderBy('event_id')
    .execute();
};
const fetched = (who: Customer, count = 1) =>
  izin.until(async () => {
    const rows = await filesOf(who);
    return rows.filter(({ state }) => state === 'fetched').length === count ? rows : null;
  });
const onDisk = () => {
  const dir = join(izin.dataDir, 'media');
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
};

describe('what somebody sends', () => {
  test('is fetched after the turn that took the message, within a moment', async () => {
    const { who, id } = next();
    izin.graph.files.set(id, { bytes: jpeg(id), type: 'image/jpeg' });
    expect(await izin.from(who, photo(id))).toBe(200);
    const [row] = await fetched(who);
    expect(row).toMatchObject({ kind: 'image', type: 'image/jpeg', sha256: sha256(jpeg(id)) });
    expect(onDisk()).toContain(sha256(jpeg(id)));
    expect(izin.log.join('')).not.toContain(who.phone);
  });

  test('is fetched once, however often Meta tells of it', async () => {
    const { who, id } = next();
    izin.graph.files.set(id, { bytes: jpeg(id), type: 'image/jpeg' });
    const one = message(who, photo(id), izin.now(), wamid(who));
    const told = envelope(messages(who, [one]));
    for (let i = 0; i < 3; i += 1) await izin.webhook(told);
    await fetched(who);
    await izin.webhook(told);
    await izin.settled();
    expect(await filesOf(who)).toHaveLength(1);
    expect(izin.graph.fileRequests.filter((one) => one.id === id && one.what === 'bytes')).toHaveLength(1);
  });

  test('does not hold up the acknowledgement or the answer while Meta keeps its file back', async () => {
    const { who, id } = next();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    izin.graph.files.set(id, {
      bytes: jpeg(id),
      type: 'image/jpeg',
      serve: (response) => void held.then(() => response.writeHead(200).end(jpeg(id))),
    });
    expect(await izin.from(who, photo(id))).toBe(200);
    await izin.until(() => izin.graph.fileRequests.some((one) => one.id === id && one.what === 'bytes'));
    expect(await izin.from(who, 'berapa zakat fitrah?')).toBe(200);
    await izin.settled();
    expect(izin.graph.to(who.phone).length).toBeGreaterThan(0);
    expect((await filesOf(who))[0]?.state).toBe('waiting');
    release();
    await fetched(who);
  });

  test('and lies about, is not kept', async () => {
    const { who, id } = next();
    izin.graph.files.set(id, { bytes: pdf(id), type: 'image/jpeg' });
    await izin.from(who, photo(id));
    const [row] = await izin.until(async () => {
      const rows = await filesOf(who);
      return rows[0]?.state === 'refused' ? rows : null;
    });
    expect(row).toMatchObject({ reason: 'type_mismatch', sha256: null });
    expect(onDisk()).not.toContain(sha256(pdf(id)));
  });

  test('by a person whom staff shut out, is left where it is', async () => {
    const { who, id } = next();
    izin.graph.files.set(id, { bytes: jpeg(id), type: 'image/jpeg' });
    await izin.from(who, 'halo');
    await izin.hurried();
    const { contactId } = await izin.stands(who);
    await izin.api('POST', `/contacts/${contactId}/block`, { reason: 'kata kasar' });
    await izin.from(who, photo(id));
    await izin.hurried();
    expect(await filesOf(who)).toEqual([]);
  });
});

describe('staff get', () => {
  interface Page {
    items: { id: string; media: { state: string; reason: string | null; filename: string | null } | null }[];
  }
  const newest = async (who: Customer) => {
    const { contactId } = await izin.stands(who);
    const { items } = await izin.api<Page>('GET', `/contacts/${contactId}/messages`);
    return items.find(({ media }) => media !== null);
  };
  const ask = (id: string) => izin.request('GET', `/api/v1/messages/${id}/media`);

  test('the file of a message, as something to save that runs nowhere', async () => {
    const { who, id } = next();
    const page = Buffer.from('<script>alert(1)</script>');
    izin.graph.files.set(id, { bytes: page, type: 'text/html' });
    const named = { id, mime_type: 'text/html', filename: 'a"\r\nX-Evil: 1.html' };
    await izin.from(who, media('document', named));
    await fetched(who);
    const shown = await newest(who);
    expect(shown?.media).toMatchObject({ state: 'fetched', filename: named.filename });
    const answer = await ask(shown?.id ?? '');
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(page);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename=${shown?.id}.txt`,
      'content-length': String(page.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(answer.headers.has('x-evil')).toBe(false);
  });

  test('nothing without a key, and of nothing that is not there', async () => {
    const { who, id } = next();
    izin.graph.files.set(id, { bytes: jpeg(id), type: 'image/jpeg' });
    await izin.from(who, photo(id));
    await fetched(who);
    const shown = await newest(who);
    const url = `http://127.0.0.1:${izin.app.port}/api/v1/messages/${shown?.id}/media`;
    expect((await fetch(url)).status).toBe(401);
    for (const wrong of ['in_999999', 'out_1', 'in_0', `${shown?.id}x`])
      expect([wrong, (await ask(wrong)).status]).toEqual([wrong, 404]);
  });

  test.each<[string, () => { bytes: Buffer; type: string; serve?: () => void } | null, number, object]>([
    [
      'is not here yet',
      () => ({ bytes: jpeg(), type: 'image/jpeg', serve: () => {} }),
      409,
      { code: 'media_waiting' },
    ],
    [
      'was refused',
      () => ({ bytes: pdf(), type: 'image/jpeg' }),
      409,
      { code: 'media_refused', reason: 'type_mismatch' },
    ],
    ['Meta does not have', () => null, 410, { code: 'media_gone', reason: 'not_at_meta' }],
  ])('no file that %s', async (_name, atMeta, status, problem) => {
    const { who, id } = next();
    const file = atMeta();
    if (file) izin.graph.files.set(id, file);
    await izin.from(who, photo(id));
    await izin.until(async () => (await filesOf(who))[0]);
    if (problem && 'reason' in problem) await izin.until(async () => (await filesOf(who))[0]?.reason);
    const answer = await ask((await newest(who))?.id ?? '');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(problem);
  });

  test('every file named in the copy of the data', async () => {
    const { who, id } = next();
    izin.graph.files.set(id, { bytes: pdf(id), type: 'application/pdf' });
    await izin.from(who, media('document', { id, mime_type: 'application/pdf', filename: 'kuitansi.pdf' }));
    await fetched(who);
    const { contactId } = await izin.stands(who);
    const { messages: said } = await izin.api<{ messages: Page['items'] }>(
      'GET',
      `/contacts/${contactId}/export`,
    );
    expect(said.find(({ media }) => media)?.media).toMatchObject({
      filename: 'kuitansi.pdf',
      type: 'application/pdf',
      sha256: sha256(pdf(id)),
    });
  });
});

test('a file whose fetching the end of the program cut off is fetched after the next start', async () => {
  const { who, id } = next();
  izin.graph.files.set(id, {
    bytes: jpeg(id),
    type: 'image/jpeg',
    serve: (response) => response.write('half'),
  });
  await izin.from(who, photo(id));
  await izin.until(() => izin.graph.fileRequests.some((one) => one.id === id && one.what === 'bytes'));
  izin.graph.files.set(id, { bytes: jpeg(id), type: 'image/jpeg' });
  await izin.restart();
  await fetched(who);
});

test('P8 an erasure takes their files along, and leaves what somebody else sent too', async () => {
  const [one, other] = [next(), next()];
  const shared = jpeg('the same picture');
  for (const { who, id } of [one, other]) {
    izin.graph.files.set(id, { bytes: shared, type: 'image/jpeg' });
    await izin.from(who, photo(id));
  }
  const own = next().id;
  izin.graph.files.set(own, { bytes: pdf(own), type: 'application/pdf' });
  await izin.from(
    one.who,
    media('document', { id: own, mime_type: 'application/pdf', filename: 'Siti Rahasia.pdf' }),
  );
  await fetched(one.who, 2);
  await fetched(other.who);
  const { contactId } = await izin.stands(one.who);
  await izin.api('DELETE', `/contacts/${contactId}`);
  expect(onDisk()).not.toContain(sha256(pdf(own)));
  expect(onDisk()).toContain(sha256(shared));
  const rows = await izin.store.read
    .selectFrom('inbound_media')
    .selectAll()
    .where('contact_id', '=', contactId)
    .execute();
  expect(JSON.stringify(rows)).not.toMatch(/Rahasia|wamedia/);
  const left = await izin.stands(other.who);
  await izin.api('DELETE', `/contacts/${left.contactId}`);
  expect(onDisk()).not.toContain(sha256(shared));
});

test('P8 files sent under two names of one person are theirs, in the copy of the data and in the erasure', async () => {
  const [one, stranger] = [next(), next()];
  const before: Customer = { phone: one.who.phone };
  const today: Customer = { bsuid: one.who.bsuid };
  const send = async (who: Customer, id: string, bytes: Buffer) => {
    izin.graph.files.set(id, { bytes, type: 'image/jpeg' });
    await izin.from(who, photo(id));
  };
  const files = {
    before: jpeg(`${one.id}.before`),
    today: jpeg(`${one.id}.today`),
    both: jpeg(`${one.id}.both`),
    everybody: jpeg(`${one.id}.everybody`),
  };
  const sent = [
    [before, 'before'],
    [before, 'both'],
    [before, 'everybody'],
    [today, 'today'],
    [today, 'both'],
    [stranger.who, 'everybody'],
  ] as const;
  for (const [i, [who, file]] of sent.entries()) await send(who, `${one.id}.${i}`, files[file]);
  await izin.settled();
  const names = [before, today];
  const ids = await Promise.all(names.map(async (who) => (await izin.stands(who)).contactId));
  expect(new Set(ids).size).toBe(2);
  await izin.until(async () => {
    const rows = await izin.store.read.selectFrom('inbound_media').selectAll().execute();
    return rows.filter((row) => ids.includes(row.contact_id) && row.state === 'fetched').length === 5;
  });
  await fetched(stranger.who);

  await izin.from(one.who, 'halo');
  await izin.settled();
  const { contactId } = await izin.stands(before);
  expect((await izin.stands(today)).contactId).toBe(contactId);
  const behind = ids.find((id) => id !== contactId) ?? '';
  const notMoved = await izin.store.read
    .selectFrom('inbound_media')
    .select('event_id')
    .where('contact_id', '=', behind)
    .execute();
  expect(notMoved).toEqual([]);
  const theirs = [files.before, files.both, files.everybody, files.today, files.both].map(sha256).sort();
  for (const id of ids) {
    const { messages: said } = await izin.api<{ messages: { media: { sha256: string } | null }[] }>(
      'GET',
      `/contacts/${id}/export`,
    );
    expect(said.flatMap(({ media }) => media?.sha256 ?? []).sort()).toEqual(theirs);
  }
  expect(onDisk().filter((name) => name === sha256(files.both))).toHaveLength(1);

  await izin.api('DELETE', `/contacts/${contactId}`);
  const left = onDisk();
  for (const gone of [files.before, files.today, files.both]) expect(left).not.toContain(sha256(gone));
  expect(left).toContain(sha256(files.everybody));
});
