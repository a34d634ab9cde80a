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
    await izin.settled();
    const { contactId } = await izin.stands(who);
    await izin.api('POST', `/contacts/${contactId}/block`, { reason: 'kata kasar' });
    await izin.from(who, photo(id));
    await izin.settled();
    expect(await filesOf(who)).toEqual([]);
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
