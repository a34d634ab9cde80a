import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jpegOf } from '../media/pictures.js';
import { Izin, ROOT } from '../setup/izin.js';
import { Program } from './program.js';

let izin: Izin;
let program: Program;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-flows-'));
  cpSync(join(ROOT, 'flows'), folder, { recursive: true });
  writeFileSync(join(folder, 'media/denah.jpg'), await jpegOf(60, 40));
  writeFileSync(
    join(folder, 'media/rights.yaml'),
    '- { id: denah, file: denah.jpg, owner: Kami, licence: own, proof: Foto Rina, people: none }\n',
  );
  izin = await Izin.start({ env: { IZIN_FLOWS_DIR: folder } });
  program = new Program(izin.dataDir, { IZIN_FLOWS_DIR: folder });
  await izin.until(async () => (await izin.request('GET', '/api/v1/media/denah')).ok);
});
afterAll(async () => {
  await izin.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a file is entered, shown, listed beside those of the folder, and withdrawn', async () => {
  const path = join(folder, 'poster.jpg');
  writeFileSync(path, await jpegOf(50, 40));
  const rights = ['--owner', 'Kami', '--licence', 'own', '--proof', 'Foto Rina'];
  const added = await program.run('media', 'add', 'poster', path, ...rights);
  expect(added).toMatchObject({ code: 0, err: '' });
  expect(added.out).toContain('✗ Belum dicatat apakah ada orang yang dapat dikenali');
  await izin.api('PATCH', '/media/poster', { people: 'none' });
  expect((await program.run('media', 'show', 'poster')).out).toContain('✓ boleh dikirim · may be sent');
  expect((await program.run('media', 'list')).out.split('\n').slice(0, 2)).toEqual([
    '✓ denah  image/jpeg  own  Kami',
    '✓ poster  image/jpeg  own  Kami',
  ]);
  const withdrawn = await program.run('media', 'withdraw', 'poster', '--why', 'Salah foto', '--json');
  expect(JSON.parse(withdrawn.out)).toMatchObject({ sendable: false, withdrawn_why: 'Salah foto' });
  const held = await izin.request('PATCH', '/api/v1/media/denah', { owner: 'Orang lain' });
  expect([held.status, await held.json()]).toMatchObject([409, { code: 'medium_held_by_file' }]);
});

test('what cannot be is said, with what to do', async () => {
  expect(await program.run('media', 'add', 'x', join(folder, 'nowhere.jpg'))).toMatchObject({ code: 2 });
  const wrong = join(folder, 'palsu.jpg');
  writeFileSync(wrong, '%PDF-1.7');
  const refused = await program.run('media', 'add', 'x', wrong);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('medium_type_mismatch')]);
  expect((await program.run('media', 'show', 'nowhere')).code).toBe(1);
});

test('izin check names a file that is not there', async () => {
  writeFileSync(join(folder, 'media/rights.yaml'), '- { id: denah, file: hilang.jpg, owner: Kami }\n');
  const { code, out } = await program.run('check');
  expect(code).toBe(1);
  expect(out).toContain('flows/media/rights.yaml:1:22 media-file');
  expect(out).toContain('Berkas ini tidak ada di flows/media.');
  expect(out).toContain('flows/media/rights.yaml:1:3 media-rights');
});
