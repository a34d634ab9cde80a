import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCAN_BYTES, Scans } from '../../src/consent/scans.js';
import { SandboxWorld } from '../setup/sandbox.js';

const TOPIC = 'info-zakat';
const DAY = 24 * 60 * 60 * 1000;
let world: SandboxWorld;
beforeAll(async () => {
  world = await SandboxWorld.start();
});
afterAll(() => world.stop());

let next = 0;
async function somebody() {
  next += 1;
  const phone = `62815${String(1_000_000 + next)}`;
  const { body } = await world.api<{ id: string }>('POST', '/contacts', { phone });
  return { phone, id: body.id };
}
const png = (more = '') => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(more)]);
const upload = (bytes: Buffer, type = 'image/png') =>
  world.api<{ id: string; type: string; code?: string }>('POST', '/scans', bytes, type);
const request = (id: string, source: string, evidence?: object) =>
  world.api<{ code?: string; effect?: boolean }>('POST', `/contacts/${id}/consents`, {
    topic: TOPIC,
    event: 'REQUEST',
    source,
    ...(evidence && { evidence }),
  });
const files = () => readdirSync(join(world.dataDir, 'scans'));
const sweep = (at: number) => new Scans(world.app.store, join(world.dataDir, 'scans')).sweep(at);

describe('P5 what staff enter for somebody', () => {
  test('paper with a scan: pending, with the file’s own hash, until they say yes in WhatsApp', async () => {
    const { phone, id } = await somebody();
    const bytes = png(`form of ${phone}`);
    const scan = await upload(bytes);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(scan).toMatchObject({ status: 201, body: { id: hash, type: 'image/png' } });
    expect(await request(id, 'paper', { scan: hash, note: 'Kotak amal Ramadan' })).toMatchObject({
      status: 201,
      body: { effect: true },
    });
    expect(await world.state(phone, TOPIC)).toBe('pending');
    expect((await world.ledger(phone))[0]).toMatchObject({
      event: 'REQUEST',
      source: 'paper',
      actor: 'api',
      evidence: { scan: hash, note: 'Kotak amal Ramadan' },
      wording: { key: 'terms' },
    });
    const kept = await fetch(`${world.url}/api/v1/scans/${hash}`, {
      headers: { authorization: 'Bearer test-api-key' },
    });
    expect(kept.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(bytes);

    await world.write(phone, 'DAFTAR');
    await world.tap(phone, 'Ya, setuju');
    expect(await world.state(phone, TOPIC)).toBe('subscribed');
  });

  test('a telephone call with a note of it', async () => {
    const { phone, id } = await somebody();
    await request(id, 'telephone', { note: 'Rina, 3 Mei 2026 pukul 10.00: minta info zakat' });
    expect((await world.ledger(phone))[0]).toMatchObject({ source: 'telephone', to: 'pending' });
  });

  test.each([
    ['paper without proof', 'paper', undefined, 'missing_proof'],
    ['a call with an empty note', 'telephone', { note: '  ' }, 'missing_proof'],
    ['a scan that nobody uploaded', 'paper', { scan: 'f'.repeat(64) }, 'unknown_scan'],
  ])('%s is refused, and nothing is recorded', async (_, source, evidence, code) => {
    const { phone, id } = await somebody();
    expect(await request(id, source, evidence)).toMatchObject({ status: 422, body: { code } });
    expect(await world.ledger(phone)).toEqual([]);
  });

  test.each([
    ['a program', Buffer.from('MZ....'), 'image/png', 422, 'not_a_scan'],
    ['a page in place of a picture', Buffer.from('<svg onload="x">'), 'image/jpeg', 422, 'not_a_scan'],
    [
      'one that is too large',
      Buffer.concat([png(), Buffer.alloc(SCAN_BYTES)]),
      'image/png',
      413,
      'too_large',
    ],
    ['another type', png(), 'text/plain', 415, 'unsupported_media_type'],
  ])('%s is no scan', async (_, bytes, type, status, code) => {
    expect(await upload(bytes, type)).toMatchObject({ status, body: { code } });
  });

  test.each([
    ['image/png', '89504e470d0a1a0a'],
    ['image/jpeg', 'ffd8ffe0'],
    ['image/webp', '524946460000000057454250'],
    ['application/pdf', '255044462d312e37'],
  ])('%s is told by its first bytes', async (type, hex) => {
    const bytes = Buffer.from(`${hex}00`, 'hex');
    // Whatever its header says.
    expect(await upload(bytes, 'image/png')).toMatchObject({ status: 201, body: { type } });
  });
});

describe('a scan lives as long as evidence names it', () => {
  test('one form of two people goes with the second of them', async () => {
    const [one, two] = [await somebody(), await somebody()];
    const { body } = await upload(png('a sheet with two names'));
    for (const { id } of [one, two]) await request(id, 'paper', { scan: body.id });
    await world.api('DELETE', `/contacts/${one.id}`);
    await sweep(Date.now());
    expect(files()).toContain(`${body.id}.png`);
    await world.api('DELETE', `/contacts/${two.id}`);
    await sweep(Date.now());
    expect(files()).not.toContain(`${body.id}.png`);
    expect(await world.api('GET', `/scans/${body.id}`)).toMatchObject({ status: 404 });
  });

  test('one that nobody named goes after a day', async () => {
    const { body } = await upload(png('forgotten'));
    await sweep(Date.now() + DAY - 60_000);
    expect(files()).toContain(`${body.id}.png`);
    await sweep(Date.now() + DAY + 60_000);
    expect(files()).not.toContain(`${body.id}.png`);
  });
});

describe('where an operator has turned double opt-in off', () => {
  const proof = { date: '2026-01-05', wording: 'Ya, kirimi saya info zakat', note: 'Formulir F-118' };
  beforeAll(async () => {
    const policy = { source: 'paper', double_opt_in: false, reason: 'Formulir bertanda tangan di arsip.' };
    expect(await world.api('POST', '/sources', policy)).toMatchObject({ status: 200 });
  });

  test('a paper with its date and its words subscribes by proof', async () => {
    const { phone, id } = await somebody();
    await request(id, 'paper', proof);
    expect(await world.state(phone, TOPIC)).toBe('subscribed');
    expect((await world.ledger(phone)).at(-1)).toMatchObject({
      event: 'CONFIRM',
      source: 'paper',
      actor: 'api',
      wording: { text: proof.wording },
    });
  });

  test.each([
    ['without its date', 'paper', { ...proof, date: undefined }],
    ['with a date to come', 'paper', { ...proof, date: '2099-01-01' }],
    ['without its words', 'paper', { ...proof, wording: undefined }],
    ['older than a year', 'paper', { ...proof, date: '2020-01-01' }],
    ['another source', 'telephone', proof],
  ])('%s it stays pending', async (_, source, evidence) => {
    const { phone, id } = await somebody();
    await request(id, source, evidence);
    expect(await world.state(phone, TOPIC)).toBe('pending');
  });

  test('P2 who has stopped is not brought back by a paper', async () => {
    const { phone, id } = await somebody();
    await world.write(phone, 'BERHENTI');
    expect(await request(id, 'paper', proof)).toMatchObject({ body: { effect: false } });
    expect(await world.state(phone, TOPIC)).toBe('unsubscribed');
  });
});
