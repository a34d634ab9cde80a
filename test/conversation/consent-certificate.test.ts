import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { proveChains } from '../../src/consent/chain-proof.js';
import { exportContact } from '../../src/consent/rights.js';
import { rememberWording } from '../../src/consent/wording.js';
import { certificatePdf } from '../../src/conversation/consent-certificate.js';
import { DAY, NOW, openRig, REPORT, type Rig, ZAKAT } from '../consent/rig.js';
import { pagesOf, textOf } from '../documents/pdf-text.js';

let rig: Rig;
let id: string;
beforeEach(async () => {
  rig = await openRig();
  id = await rig.contact();
});
afterEach(() => rig.close());

/** Asked in these words, and answered. */
async function agree(said = 'Ya, setuju', words = 'Boleh kami kirim *Info Zakat*?') {
  const shown = { key: 'consent:ask', language: 'id', text: words };
  const wording = await rig.store.write((tx) => rememberWording(tx, shown, NOW));
  await rig.act(id, 'REQUEST', { wording, evidence: { message: 'wamid.ASKED', said: 'DAFTAR' } });
  rig.world.now += 2_000;
  const evidence = { message: 'wamid.AGREED', said };
  await rig.act(id, 'CONFIRM', { wording, source: 'button', evidence });
}

async function certificate() {
  const { read } = rig.store;
  const data = await exportContact(read, id, rig.world.now);
  if (!data) throw new Error('nobody');
  const frame = { owner: 'Yayasan Amanah', timezone: 'Asia/Jakarta', now: rig.world.now };
  const pdf = await certificatePdf(data, await proveChains(read, id), frame);
  return { text: textOf(pdf), pages: pagesOf(pdf) };
}

describe('P5 the certificate', () => {
  test('holds wording, answer, message and hashes on one page, in both languages', async () => {
    await agree();
    await rig.checkpoint();
    rig.world.now += DAY;
    await rig.act(id, 'WITHDRAW', { topics: 'all', evidence: { message: 'wamid.STOP', said: 'berhenti' } });
    const { text, pages } = await certificate();
    const [record] = await rig.ledger(id);
    const [checkpoint] = await rig.store.read.selectFrom('checkpoint').selectAll().execute();
    expect(pages).toBe(1);
    for (const part of [
      'Bukti persetujuan · Proof of consent',
      'Boleh kami kirim *Info Zakat*?',
      'DAFTAR',
      'Ya, setuju',
      'wamid.AGREED',
      'wamid.STOP',
      'setuju · agreed',
      'berhenti · stopped',
      '2026-08-03 10:00:02',
      record?.wording?.hash ?? '',
      record?.hash.slice(0, 8) ?? '',
      checkpoint?.root ?? '',
      'utuh · Recomputed on',
      '#1-2',
    ]) {
      expect([part, text.includes(part)]).toEqual([part, true]);
    }
  });

  test('says when the chain is not intact', async () => {
    await agree();
    rig.tamper((database) => database.exec("update ledger set source = 'paper' where seq = 2"));
    expect((await certificate()).text).toContain('TIDAK UTUH');
  });

  test('says that it is no real consent when it is of the sandbox', async () => {
    rig.world.environment = 'sandbox';
    await agree();
    expect((await certificate()).text).toContain('LATIHAN');
  });

  test('goes on over the pages when the history is long, and of nobody is short', async () => {
    expect(await certificate()).toMatchObject({ pages: 1, text: expect.stringContaining('Never asked') });
    for (let i = 0; i < 120; i++) void rig.act(id, 'REQUEST', { topics: [i % 2 ? ZAKAT : REPORT] });
    await rig.act(id, 'REQUEST');
    const { text, pages } = await certificate();
    expect(pages).toBeGreaterThan(4);
    // The head of the table comes again on every page that it reaches.
    expect(text.match(/Kejadian · Event/g)?.length).toBeGreaterThanOrEqual(pages - 1);
    expect(text).toContain(`${pages} / ${pages}`);
  });

  test('no letter of any script stops it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (said) => {
        id = await rig.contact();
        await agree(said, `${said} Boleh?`);
        expect((await certificate()).pages).toBeGreaterThan(0);
      }),
      { numRuns: 15 },
    );
  });
});
