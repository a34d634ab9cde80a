import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jpegOf, pngBomb } from '../media/pictures.js';
import { webp } from '../media/webp.js';
import { NOW, Rig } from './rig.js';

const RIGHTS = { owner: 'Yayasan Amanah', licence: 'own', proof: 'Foto oleh Rina', people: 'none' };
const DAY = 24 * 60 * 60 * 1000;

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

const upload = (raw: Uint8Array, said: Record<string, string>, headers: Record<string, string> = {}) =>
  rig.send(`/api/v1/media?${new URLSearchParams(said)}`, {
    raw: new Uint8Array(raw),
    headers: { 'Content-Type': 'application/octet-stream', ...headers },
  });

describe('entering a file', () => {
  test('keeps the original, makes it small, and says what its rights lack', async () => {
    const bytes = await jpegOf(700, 500, { noise: 200, quality: 95 });
    const { status, body } = await upload(bytes, { id: 'poster', name: 'poster.jpg', owner: 'Kami' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: 'poster',
      type: 'image/jpeg',
      size: bytes.length,
      sendable: false,
      origin: 'api',
      entered_by: 'API',
    });
    expect(body.missing.map(({ code }: { code: string }) => code)).toEqual(['licence', 'proof', 'people']);
    expect(body.small.size).toBeLessThanOrEqual(100 * 1024);
    const file = async (query = '') =>
      fetch(`${rig.url}/api/v1/media/poster/file${query}`, {
        headers: { Authorization: 'Bearer a-first-key-for-tests' },
      });
    const original = await file();
    expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true);
    expect(original.headers.get('content-disposition')).toBe('attachment; filename=poster.jpg');
    expect((await (await file('?small=true')).arrayBuffer()).byteLength).toBe(body.small.size);
  });

  test('rights are completed, end with their last day, and a withdrawal is for good', async () => {
    await upload(await jpegOf(30, 20), { id: 'peta', name: 'peta.jpg', owner: 'Kami' });
    const { owner: _owner, ...rest } = RIGHTS;
    const change = (body: object) => rig.send('/api/v1/media/peta', { method: 'PATCH', body });
    expect((await change({ ...rest, expires: '2026-01-05' })).body).toMatchObject({
      sendable: true,
      expires_at: '2026-01-05T17:00:00.000Z',
      small: null,
    });
    rig.clock.at = NOW + DAY;
    expect((await rig.send('/api/v1/media/peta')).body).toMatchObject({
      sendable: false,
      missing: [{ code: 'expired' }],
    });
    expect((await change({ expires: null })).body.sendable).toBe(true);
    expect((await change({ licence: 'mine' })).status).toBe(422);
    expect((await change({ proof: 'two\nlines' })).status).toBe(422);
    expect(
      (await rig.send('/api/v1/media/peta/withdraw', { body: { why: 'Salah foto' } })).body,
    ).toMatchObject({
      sendable: false,
      withdrawn_why: 'Salah foto',
    });
    const again = await change({ owner: 'Orang lain' });
    expect([again.status, again.body.code]).toEqual([409, 'medium_withdrawn']);
    const second = await rig.send('/api/v1/media/peta/withdraw', { body: { why: 'lain' } });
    expect(second.body.withdrawn_why).toBe('Salah foto');
    rig.clock.at = NOW;
  });

  test.each<[string, string, () => Promise<Uint8Array>, Record<string, string>, number, string]>([
    [
      'a name that ends like nothing sendable',
      'a.exe',
      async () => Buffer.from('MZ'),
      {},
      422,
      'medium_not_sendable',
    ],
    ['no ending', 'poster', () => jpegOf(10, 10), {}, 422, 'medium_not_sendable'],
    [
      'a picture that is a paper',
      'a.jpg',
      async () => Buffer.from('%PDF-1.7 x'),
      {},
      422,
      'medium_type_mismatch',
    ],
    ['a WebP that is no sticker', 'a.webp', async () => webp('VP8L', 800, 512), {}, 422, 'medium_no_sticker'],
    ['a paper that is a picture', 'a.pdf', () => jpegOf(10, 10), {}, 422, 'medium_type_mismatch'],
    [
      'a program in a document',
      'a.docx',
      async () => Buffer.from('MZ\x90\0'),
      {},
      422,
      'medium_type_mismatch',
    ],
    ['a bomb of pixels', 'a.png', async () => pngBomb(60_000, 60_000, 100), {}, 422, 'medium_broken'],
    ['a bomb of bytes', 'a.png', async () => pngBomb(8, 8, 90_000_000, true), {}, 422, 'medium_broken'],
    [
      'a picture that ends early',
      'a.jpg',
      async () => (await jpegOf(90, 90)).subarray(0, 40),
      {},
      422,
      'medium_broken',
    ],
    ['too many bytes', 'a.jpg', async () => Buffer.alloc(5 * 1024 * 1024 + 1, 0xff), {}, 413, 'too_large'],
    ['nothing at all', 'a.jpg', async () => Buffer.from('x'), {}, 422, 'medium_type_mismatch'],
    ['an id with a path', 'a.jpg', () => jpegOf(10, 10), { id: '../a' }, 400, 'invalid_query'],
    ['an unknown licence', 'a.jpg', () => jpegOf(10, 10), { licence: 'mine' }, 400, 'invalid_query'],
    ['no day', 'a.jpg', () => jpegOf(10, 10), { expires: 'tomorrow' }, 400, 'invalid_query'],
  ])('refuses %s', async (_, name, bytes, said, status, code) => {
    const answer = await upload(await bytes(), { id: 'ditolak', name, ...said });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await rig.send('/api/v1/media/ditolak')).status).toBe(404);
  });

  test('takes a sticker', async () => {
    const { status, body } = await upload(webp('VP8L', 512, 512), { id: 'stiker', name: 'salam.webp' });
    expect([status, body.type, body.small]).toEqual([201, 'image/webp', null]);
  });

  test('refuses an id that is taken, and keeps what is there', async () => {
    const first = await upload(await jpegOf(30, 20), { id: 'sama', name: 'a.jpg', ...RIGHTS });
    const second = await upload(await jpegOf(31, 20), { id: 'sama', name: 'b.jpg' });
    expect([second.status, second.body.code]).toEqual([409, 'already_exists']);
    expect((await rig.send('/api/v1/media/sama')).body.sha256).toBe(first.body.sha256);
  });

  test('of two at once with one id one is entered', async () => {
    const [a, b] = [await jpegOf(32, 20), await jpegOf(33, 20)];
    const both = await Promise.all([a, b].map((bytes) => upload(bytes, { id: 'lomba', name: 'a.jpg' })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const file = await rig.send('/api/v1/media/lomba/file');
    expect(file.status).toBe(200);
  });
});

test('all are listed, page by page', async () => {
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await rig.send(`/api/v1/media?limit=1${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    if (body.next === null) break;
    cursor = body.next;
  }
  expect(seen).toEqual(['lomba', 'peta', 'poster', 'sama', 'stiker']);
});
