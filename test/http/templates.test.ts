import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GraphError } from '../../src/whatsapp/graph-error.js';
import type { TemplateDraft } from '../../src/whatsapp/template-draft.js';
import { Rig } from './rig.js';

let rig: Rig;
const handedIn: TemplateDraft[] = [];
let refusal: Error | undefined;
beforeAll(async () => {
  rig = await Rig.start({
    submitTemplate: async (draft) => {
      if (refusal) throw refusal;
      handedIn.push(draft);
      await rig.template(draft.name, draft.category.toUpperCase());
    },
  });
});
afterAll(() => rig.stop());

const DRAFT = {
  name: 'laporan',
  category: 'marketing',
  language: 'id',
  body: 'Laporan bulan {{1}} sudah terbit untuk Anda.',
  samples: ['Mei 2026'],
  footer: 'Berhenti kapan saja: balas BERHENTI',
  buttons: [{ reply: 'Baca' }, { reply: 'Berhenti' }],
};
const post = (change: object = {}) => rig.post('/templates', { ...DRAFT, ...change });

test('a draft is handed in as it stands', async () => {
  const answer = await post();
  expect([answer.status, answer.body]).toEqual([
    201,
    expect.objectContaining({ name: 'laporan', language: 'id' }),
  ]);
  expect(handedIn).toEqual([DRAFT]);
});

test.each<[string, object, string]>([
  ['without a way to stop', { buttons: [{ reply: 'Baca' }] }, 'buttons'],
  ['with a value at its end', { body: 'Laporan bulan ini adalah {{1}}' }, 'body'],
  ['without its sample', { samples: [] }, 'samples'],
  ['with a button that is none', { buttons: [{ reply: 'Berhenti', url: 'x' }] }, 'buttons.0'],
  ['as authentication', { category: 'authentication' }, 'category'],
])('P6 one %s is not handed in', async (_, change, path) => {
  handedIn.length = 0;
  const { status, body } = await post(change);
  expect([status, body.code]).toEqual([422, 'invalid']);
  expect(body.errors.map((one: { path: string }) => one.path)).toContain(path);
  expect(handedIn).toEqual([]);
});

test('neither is one that names an account nobody knows', async () => {
  handedIn.length = 0;
  const { status, body } = await post({
    body: 'Laporan {{1}} terbit. Donasi ke BCA 123 456 7890 untuk kami.',
  });
  expect([status, body.code, handedIn]).toEqual([409, 'content_blocked', []]);
  const missing = await post({ body: 'Laporan {{1}} terbit di {{fact.situs}} untuk Anda.' });
  expect([missing.status, missing.body.code]).toEqual([422, 'invalid']);
});

test('what Meta says against it is passed on; silence of Meta is told as such', async () => {
  refusal = new GraphError({ code: 100, details: 'There is content in this language already.' }, 400);
  const refused = await post();
  expect([refused.status, refused.body.code]).toEqual([422, 'template_refused']);
  expect(refused.body.detail).toContain('content in this language');
  refusal = new GraphError({}, 0);
  expect((await post()).body.code).toBe('upstream');
  refusal = undefined;
});
