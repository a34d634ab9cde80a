import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jpeg, pdf, sha256 } from '../setup/files.js';
import { API_KEY } from '../setup/izin.js';
import { SandboxWorld } from '../setup/sandbox.js';

let world: SandboxWorld;
let last = 0;
beforeAll(async () => {
  world = await SandboxWorld.start();
});
afterAll(() => world.stop());

const at = (path: string) => `http://127.0.0.1:${world.app.port}${path}`;
const upload = async (bytes: Buffer, type: string): Promise<string> => {
  const headers = { 'content-type': type };
  const answer = await fetch(at('/sandbox/api/media'), {
    method: 'POST',
    headers,
    body: new Uint8Array(bytes),
  });
  return ((await answer.json()) as { id: string }).id;
};
const next = () => {
  last += 1;
  return `62812${String(3_000_000 + last)}`;
};
const rowOf = async (phone: string) =>
  world.app.store.read
    .selectFrom('inbound_media')
    .innerJoin('identity', 'identity.contact_id', 'inbound_media.contact_id')
    .where('identity.value', '=', phone)
    .selectAll('inbound_media')
    .executeTakeFirst();
const standing = (phone: string, wanted: string) =>
  world.until(async () => {
    const row = await rowOf(phone);
    return row && `${row.state} ${row.reason ?? ''}`.trim() === wanted ? row : null;
  }, 20_000);

test('a photo from the phone is fetched, checked, and handed to an agent as it was', async () => {
  const phone = next();
  world.sandbox.write(phone, { type: 'image', media: await upload(jpeg('struk'), 'image/jpeg') });
  const { event_id, sha256: kept } = await standing(phone, 'fetched');
  expect(kept).toBe(sha256(jpeg('struk')));
  const answer = await fetch(at(`/api/v1/messages/in_${event_id}/media`), {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(jpeg('struk'));
});

test('a photo that is a document in truth is refused', async () => {
  const phone = next();
  world.sandbox.write(phone, { type: 'image', media: await upload(pdf(), 'image/jpeg') });
  await standing(phone, 'refused type_mismatch');
});

test.each<[string, object, string]>([
  ['that does not end', { mediaOversize: true }, 'refused too_large'],
  ['with another SHA-256', { mediaWrongSha256: true }, 'waiting digest'],
  ['whose address is over', { mediaExpired: true }, 'waiting meta_unreachable'],
  ['that answers 503', { media5xx: true }, 'waiting meta_unreachable'],
])('a file %s', async (_name, faults, wanted) => {
  const phone = next();
  world.sandbox.faults(faults);
  world.sandbox.write(phone, { type: 'document', media: await upload(pdf(phone), 'application/pdf') });
  await standing(phone, wanted);
  world.sandbox.faults({});
});

test('a file whose address was over once comes by the next one', async () => {
  const phone = next();
  world.sandbox.faults({ mediaExpired: true, count: 1 });
  world.sandbox.write(phone, { type: 'document', media: await upload(pdf(phone), 'application/pdf') });
  await standing(phone, 'fetched');
});
