import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../setup/izin.js';
import { SandboxWorld } from '../setup/sandbox.js';

let world: SandboxWorld;
beforeAll(async () => {
  world = await SandboxWorld.start();
});
afterAll(() => world.stop());

/** Runs a command beside the running server, as its operator does. */
function izin(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const program = ['--import', join(ROOT, 'test/setup/source.mjs'), join(ROOT, 'src/main.ts'), ...args];
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '', IZIN_DATA_DIR: world.dataDir };
    const child = spawn(process.execPath, program, { env, cwd: world.dataDir });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

test('izin link makes a link and its codes', async () => {
  const [png, svg] = [join(world.dataDir, 'poster.png'), join(world.dataDir, 'poster.svg')];
  const made = await izin('link', 'info-zakat', '--source', 'Poster', '--png', png, '--svg', svg, '--json');
  expect(made).toMatchObject({ code: 0 });
  const link = JSON.parse(made.out) as { id: string; channel: string };
  expect(link).toMatchObject({ topic: 'info-zakat', source: 'Poster', channel: 'qr' });
  expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
  expect(readFileSync(svg, 'utf8')).toMatch(/^<svg /);
  const listed = await izin('link', 'list');
  expect(listed.out).toContain(`${link.id}  info-zakat  qr  0×  Poster`);
  expect(await izin('link', 'info-zakat')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--source'),
  });
  expect(await izin('link', 'tidak-ada', '--source', 'x')).toMatchObject({ code: 1 });
}, 60_000);

test('izin signup makes, lists and revokes', async () => {
  const privacy = ['--privacy', 'https://amanah.example/privasi'];
  expect(await izin('signup', 'create', 'info-zakat', ...privacy)).toMatchObject({
    code: 1,
    err: expect.stringContaining('terms'),
  });
  const made = await izin('signup', 'create', 'info-zakat', ...privacy, '--accept-terms', '--json');
  const { id } = JSON.parse(made.out) as { id: string };
  expect((await izin('signup', 'list')).out).toContain(`${id}  active   info-zakat`);
  expect(await izin('signup', 'revoke', id)).toMatchObject({ code: 0, out: `${id} revoked\n` });
}, 60_000);

test('izin consent add enters a paper with its scan', async () => {
  const scan = join(world.dataDir, 'form.pdf');
  writeFileSync(scan, '%PDF-1.7 a form');
  const base = ['consent', 'add', '0816-1000-0001', '--topic', 'info-zakat', '--source', 'paper'];
  expect(await izin(...base)).toMatchObject({ code: 2, err: expect.stringContaining('--scan') });
  expect(await izin(...base, '--scan', scan)).toMatchObject({ code: 0, out: 'info-zakat: pending\n' });
  const [record] = await world.ledger('6281610000001');
  expect(record).toMatchObject({
    source: 'paper',
    evidence: { scan: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
}, 60_000);
