import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SandboxWorld } from '../setup/sandbox.js';
import { BOTH, Program } from './program.js';

const OURS = `
- name: laporan_tahunan
  category: marketing
  texts:
    id:
      body: Laporan tahun {{1}} sudah terbit di https://{{fact.situs}}/laporan untuk Anda baca.
      samples: ["2026"]
      footer: "Berhenti kapan saja: balas BERHENTI"
      buttons: [{ reply: Berhenti }]
    en:
      body: The report of {{1}} is out on https://{{fact.situs}}/laporan for you to read.
      samples: ["2026"]
      footer: "Stop at any time: reply STOP"
      buttons: [{ reply: Stop }]
`;

let world: SandboxWorld;
let izin: Program;
let locales = '';
beforeAll(async () => {
  locales = mkdtempSync(join(tmpdir(), 'izin-cli-templates-'));
  cpSync(join(import.meta.dirname, '../../locales'), locales, { recursive: true });
  appendFileSync(join(locales, 'templates.yaml'), OURS);
  world = await SandboxWorld.start();
  izin = new Program(world.dataDir, { IZIN_LOCALES_DIR: locales });
});
afterAll(async () => {
  await world.stop();
  rmSync(locales, { recursive: true, force: true });
});

describe('izin template', () => {
  test('says of each template of the file what Meta says', async () => {
    await world.api('POST', '/templates/sync');
    const { code, out } = await izin.run('template', 'list');
    expect(code).toBe(0);
    expect(out).toContain('laporan_penyaluran  id  MARKETING  APPROVED');
    expect(out).toContain('laporan_tahunan  id  MARKETING  NOT_SUBMITTED');
    // One that only Meta has.
    expect(out).toContain('promo_ramadan  id  MARKETING  PAUSED');
  });

  test('shows how it reads', async () => {
    const { out } = await izin.run('template', 'show', 'laporan_penyaluran', '--lang', 'en');
    expect(out).toBe(
      'en\n  *Distribution report*\n  The distribution report for April 2026 is out. Your donations helped 128 families.\n' +
        '  Stop at any time: reply STOP\n  [ See the summary ] [ Stop ]\n\n',
    );
  });

  test('hands it in with its facts filled in, once', async () => {
    const { code, out, err } = await izin.run('template', 'submit', 'laporan_tahunan');
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe('laporan_tahunan  id  MARKETING  APPROVED\nlaporan_tahunan  en  MARKETING  APPROVED\n');
    const { body } = await world.api<{ items: Record<string, unknown>[] }>('GET', '/templates');
    const made = body.items.find(({ name, language }) => name === 'laporan_tahunan' && language === 'id');
    expect(made).toMatchObject({
      status: 'APPROVED',
      components: [
        { type: 'BODY', text: expect.stringContaining('https://amanah.example/laporan') },
        { type: 'FOOTER' },
        { type: 'BUTTONS' },
      ],
    });
    const again = await izin.run('template', 'submit', 'laporan_tahunan', '--lang', 'id');
    expect(again).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/Meta \(100\).*template_refused/),
    });
  });

  test('hands nothing in while the file has a fault', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'izin-cli-templates-'));
    cpSync(locales, folder, { recursive: true });
    appendFileSync(join(folder, 'templates.yaml'), OURS.replace('laporan_tahunan', 'Laporan'));
    const faulty = new Program(world.dataDir, { IZIN_LOCALES_DIR: folder });
    const { code, err } = await faulty.run('template', 'submit', 'laporan_tahunan');
    rmSync(folder, { recursive: true });
    expect([code, err]).toEqual([1, expect.stringMatching(BOTH)]);
    expect(err).toContain('izin check');
  });

  test('the doctor tells when the template that asks for a topic cannot be sent', async () => {
    const findings = async () =>
      (
        JSON.parse((await izin.run('doctor', '--json')).out) as { findings: { ok: boolean; what: string }[] }
      ).findings
        .filter(({ what }) => what.startsWith('topic '))
        .map(({ what }) => what);
    expect(await findings()).toEqual([]);
    const event = { template: 'consent_confirm', language: 'en', event: 'PAUSED' };
    await fetch(`${world.url}/sandbox/api/account-events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    await world.until(async () => (await findings()).length > 0);
    expect(await findings()).toContain('topic info-zakat: template consent_confirm is PAUSED (en)');
  });

  test('one that the file does not hold', async () => {
    const { code, err } = await izin.run('template', 'show', 'tidak_ada');
    expect([code, err]).toEqual([1, expect.stringMatching(BOTH)]);
  });
});
