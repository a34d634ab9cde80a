import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { releaseId } from '../../src/release/index.js';
import { edited, shippedFiles } from '../release/files.js';
import { addKey, KEY, NOW, Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  await rig.post(`/releases/${FIRST}/rollback`);
});

const WELCOME = 'locales/id/welcome.json';
const FIRST = releaseId(shippedFiles);
const sourceOf = (file: string, files = shippedFiles) => files.find((one) => one.file === file)?.source ?? '';
const infak = edited(WELCOME, 'Tanya zakat', 'Tanya infak');
const word = (title: string) => ({
  path: WELCOME,
  source: sourceOf(WELCOME).replace('Tanya zakat', title),
});
const inUse = async () => (await rig.api('/releases?limit=1')).body.items[0];

test('the files taken in at start are the first release', async () => {
  expect(await inUse()).toMatchObject({ id: FIRST, current: true });
  const { body } = await rig.api(`/releases/${FIRST}`);
  expect(body.current).toBe(true);
  expect(body.created_at).toBe(new Date(NOW).toISOString());
  expect(body.files).toHaveLength(shippedFiles.length);
  expect(body.publications.at(-1)).toMatchObject({ way: 'files', actor: 'files' });
});

describe('publishing', () => {
  test('a whole set of files, by an integrator’s key', async () => {
    const { key } = await addKey(rig.deps.store, 'situs donasi', NOW);
    const files = infak.map(({ file, source }) => ({ path: file, source }));
    const { status, body } = await rig.api('/releases', { body: { files }, key });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: releaseId(infak),
      way: 'publish',
      actor: 'situs donasi',
      current: true,
    });
    expect(await inUse()).toEqual(body);
    expect(rig.deps.releases.current.release.words.say('welcome:ask', 'id').text).toBe('Tanya infak');
  });

  test('one file over the release in use', async () => {
    const { body } = await rig.post('/releases', {
      base: FIRST,
      files: [word('Tanya infak')],
      actor: 'rina',
    });
    expect(body).toMatchObject({ id: releaseId(infak), actor: 'rina' });
  });

  test('the folders of the server, with no body at all', async () => {
    await rig.post('/releases', { base: FIRST, files: [word('Tanya infak')] });
    const { status, body } = await rig.post('/releases');
    expect([status, body.id, body.way]).toEqual([201, FIRST, 'publish']);
  });

  test('is refused with file, line and the way to mend it', async () => {
    const { status, body } = await rig.post('/releases', {
      base: FIRST,
      files: [word('Tanya apa saja tentang zakat'), { path: 'flows/welcome.yaml', source: null }],
    });
    expect([status, body.code]).toEqual([422, 'release_refused']);
    expect(body.faults).toContainEqual(
      expect.objectContaining({
        code: 'missing-flow',
        level: 'fault',
        message: { id: expect.any(String), en: expect.any(String) },
        mend: { id: expect.any(String), en: expect.any(String) },
      }),
    );
    expect(body.errors[0].path).toMatch(/^(flows|locales)\/.+:\d+$/);
    expect((await inUse()).id).toBe(FIRST);
  });

  test('over a release that is no longer in use is refused', async () => {
    await rig.post('/releases', { base: FIRST, files: [word('Tanya infak')] });
    const { status, body } = await rig.post('/releases', { base: FIRST, files: [word('Tanya qurban')] });
    expect([status, body.code]).toEqual([409, 'release_outdated']);
  });

  test.each<[string, object, string]>([
    ['a path outside of the folders', { files: [{ path: '../.env', source: 'x' }] }, 'files.0.path'],
    ['a path in a folder below', { files: [{ path: 'flows/a/b.yaml', source: 'x' }] }, 'files.0.path'],
    ['the same path twice', { files: [word('a'), word('b')] }, 'files'],
    ['to take away from nothing', { files: [{ path: WELCOME, source: null }] }, 'base'],
    ['over what never was', { base: 'x', files: [word('a')] }, 'base'],
    ['no files at all', { files: [] }, 'files'],
  ])('%s is refused', async (_, body, path) => {
    const answer = await rig.post('/releases', body);
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, path]);
  });

  test('nobody but the machine itself says who they are', async () => {
    const { key } = await addKey(rig.deps.store, 'situs', NOW);
    expect((await rig.api('/releases', { body: { actor: 'rina' }, key })).status).toBe(403);
    expect((await rig.api('/releases', { body: { actor: 'rina' }, key: KEY })).status).toBe(201);
  });
});

describe('going back', () => {
  test('puts an earlier release into use, and the list tells', async () => {
    await rig.post('/releases', { base: FIRST, files: [word('Tanya infak')] });
    const { status, body } = await rig.post(`/releases/${FIRST}/rollback`, { actor: 'budi' });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ id: FIRST, way: 'rollback', actor: 'budi' }),
    ]);
    const { items } = (await rig.api('/releases?limit=2')).body;
    expect(items.map((one: { id: string; current: boolean }) => [one.id, one.current])).toEqual([
      [FIRST, true],
      [releaseId(infak), false],
    ]);
  });

  test('to what never was is not found', async () => {
    expect((await rig.post('/releases/0123456789abcdef/rollback')).status).toBe(404);
    expect((await rig.api('/releases/0123456789abcdef')).status).toBe(404);
  });
});

test('pages of the list fit together', async () => {
  const all = (await rig.api('/releases?limit=200')).body.items;
  const pages: object[] = [];
  for (let cursor = ''; ; ) {
    const { items, next } = (await rig.api(`/releases?limit=3${cursor}`)).body;
    pages.push(...items);
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
  expect(pages).toEqual(all);
  expect(all.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
});

test('what differs, as a patch', async () => {
  await rig.post('/releases', { base: FIRST, files: [word('Tanya infak')] });
  const { body } = await rig.api(`/releases/${releaseId(infak)}/diff?from=${FIRST}`);
  expect(body).toMatchObject({
    from: FIRST,
    to: releaseId(infak),
    files: [{ path: WELCOME, change: 'changed' }],
  });
  expect(body.files[0].patch).toContain('-  "ask": "Tanya zakat",\n+  "ask": "Tanya infak",');
  expect((await rig.api(`/releases/${releaseId(infak)}/diff`)).body.files).toEqual([]);
  expect((await rig.api(`/releases/${FIRST}/diff?from=x`)).status).toBe(404);
});
