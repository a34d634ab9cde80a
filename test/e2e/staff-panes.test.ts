import { beforeEach, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { pngOf } from '../media/pictures.js';
import type { SandboxWorld } from '../setup/sandbox.js';
import { describeWith } from '../setup/servers.js';
import { stage } from './stage.js';

const TOPIC = 'info-zakat';
const REPORT = 'laporan-penyaluran';
const siti = '6281200000001';
const budi = '6281200000002';
const HOUR = 3_600_000;

/** The page on the whole program: what staff do there, and what the customer's phone shows of it. */
describeWith('chromium')('the panes of staff', () => {
  const on = stage({ path: '/sandbox', width: 1440 });
  let world: SandboxWorld;
  let page: Page;
  beforeEach(async () => {
    ({ world, page } = on);
    await page.getByRole('button', { name: /Siti Rahma/ }).click();
  });

  const pane = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  const phoneShows = (text: string) => page.getByRole('log').getByText(text).last().waitFor();

  /** The browser has read the picture, and it is not empty. */
  const isPainted = async (image: Locator) => {
    await image.waitFor();
    const width = () => image.evaluate((node) => (node as unknown as { naturalWidth: number }).naturalWidth);
    await world.until(async () => (await width()) === 300);
  };

  test('Meta’s sheet is made, closed without a trace, and agreed to on the phone', async () => {
    await pane('Jalan masuk');
    const topic = page.getByRole('region', { name: 'Info zakat' });
    await topic.getByRole('button', { name: 'Buat lembar' }).click();
    await topic.getByRole('button', { name: 'Buka di ponsel Siti Rahma' }).click();
    const sheet = page.getByRole('dialog', { name: 'Lembar WhatsApp dari Yayasan Amanah Contoh' });
    await sheet.getByText('Yayasan Amanah Contoh mengirim Info zakat lewat WhatsApp').waitFor();
    await sheet.getByRole('button', { name: 'Tidak, terima kasih' }).click();
    await sheet.waitFor({ state: 'detached' });
    expect(await world.contact(siti)).toBe('');

    await page.getByRole('button', { name: 'Pilihan lain' }).click();
    await page.getByRole('menuitem', { name: 'Buka lembar persetujuan: Info zakat' }).click();
    await on.fitsPhone();
    await sheet.getByRole('button', { name: 'Setuju' }).click();
    await phoneShows('Mulai sekarang Anda menerima Info zakat');
    await world.until(async () => (await world.state(siti, TOPIC)) === 'subscribed');
    const [, confirm] = await world.ledger(siti);
    expect(confirm).toMatchObject({ event: 'CONFIRM', source: 'signup', actor: 'customer' });

    await topic.getByRole('button', { name: 'Cabut' }).click();
    await topic.getByText('Belum ada untuk topik ini.').waitFor();
  });

  test('an agent stops one topic, then everything; the phone shows each confirmation', async () => {
    for (const topic of [TOPIC, REPORT]) {
      await world.write(siti, `DAFTAR ${topic}`);
      await world.tap(siti, 'Ya, setuju');
    }
    await world.write(siti, 'PETUGAS');
    await pane('Petugas');
    await page.getByRole('button', { name: 'Hentikan info' }).click();
    await page.getByRole('menuitem', { name: 'Laporan penyaluran' }).click();
    await phoneShows('Yang masih Anda terima: Info zakat');
    await page.getByText('Info sudah dihentikan.').waitFor();
    expect(await world.state(siti, REPORT)).toBe('unsubscribed');
    expect(await world.state(siti, TOPIC)).toBe('subscribed');
    await page.getByRole('button', { name: 'Hentikan info' }).click();
    await page.getByRole('menuitem', { name: 'Berhenti dari semuanya' }).click();
    await phoneShows('Baik, sudah berhenti');
    expect(await world.state(siti, TOPIC)).toBe('unsubscribed');
    const stop = (await world.ledger(siti)).findLast(({ event }) => event === 'WITHDRAW');
    expect(stop).toMatchObject({ source: 'agent', actor: 'agent' });
    await on.fitsPhone();
  });

  test('requests and complaints stand with their clocks, red when it is late, and are settled there', async () => {
    await world.write(siti, 'DAFTAR');
    await world.write(budi, 'dari mana nomor saya?');
    const contact = await world.contact(siti);
    const asked = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
    const enter = (kind: string, hours: number) =>
      world.api('POST', '/rights-requests', {
        contact,
        kind,
        note: `catatan ${kind}`,
        asked_at: asked(hours),
      });
    await enter('correction', 80);
    await enter('access', 1);
    await pane('Kewajiban');
    const late = page.getByRole('article', { name: 'No. 1 · Perbaikan data' });
    const fresh = page.getByRole('article', { name: 'No. 2 · Salinan data' });
    await late.getByText('lewat 8 jam').waitFor();
    await fresh.getByText(/sisa 2 hari/).waitFor();
    const badges = (await page.evaluate(
      `[...document.querySelectorAll('.mantine-Badge-root')].map((badge) =>
        [badge.textContent, getComputedStyle(badge).backgroundColor])`,
    )) as [string, string][];
    const red = badges.filter(([, colour]) => /^rgb\(2\d\d, [1-9]\d, [1-9]\d\)$/.test(colour));
    expect(red.map(([text]) => text)).toEqual(['lewat 8 jam']);
    expect(await page.getByRole('article').first().getAttribute('aria-label')).toContain('No. 1');
    await on.fitsPhone();

    expect(await late.getByRole('button', { name: 'Tolak' }).isDisabled()).toBe(true);
    await late.getByLabel('Jawaban atau catatan').fill('Nama sesuai KTP.');
    await late.getByRole('button', { name: 'Sudah dipenuhi' }).click();
    await late.waitFor({ state: 'detached' });
    const { body } = await world.api('GET', '/rights-requests/1');
    expect(body).toMatchObject({ state: 'done', detail: { answer: 'Nama sesuai KTP.' } });

    const complaint = page.getByRole('article', { name: /Merasa tidak pernah mendaftar/ });
    await complaint.getByText('“dari mana nomor saya?”').waitFor();
    await complaint.getByLabel('Jawaban, dikirim ke chat orang ini').fill('Nomor Anda dari bazar.');
    await complaint.getByRole('button', { name: 'Kirim jawaban' }).click();
    await complaint.waitFor({ state: 'detached' });
    await world.until(() =>
      world.answers(budi).some(({ bubble }) => bubble.body === 'Nomor Anda dari bazar.'),
    );
    await page.getByText('Semua', { exact: true }).click();
    await complaint.getByText('dijawab').waitFor();
  });

  test('a picture of a transfer is looked at, found in the account, and the phone says so', async () => {
    await world.write(siti, 'KONFIRMASI DONASI');
    const buffer = pngOf(300, 200);
    await page.getByLabel('Berkas dari perangkat ini').setInputFiles({
      name: 'bukti.png',
      mimeType: 'image/png',
      buffer,
    });
    await pane('Kewajiban');
    const proof = page.getByRole('article', { name: 'No. 1 · Bukti transfer' });
    await isPainted(proof.getByRole('img', { name: 'berkas' }));
    await on.fitsPhone();
    await proof.getByLabel(/Catatan di bawah/).fill('Semoga berkah.');
    await proof.getByRole('button', { name: 'Sudah masuk' }).click();
    await proof.waitFor({ state: 'detached' });
    await page.getByText('Dicatat. Orangnya diberi tahu di chat.').waitFor();
    await phoneShows('Semoga berkah.');
    const { body } = await world.api('GET', '/transfer-proofs/1');
    expect(body).toMatchObject({ state: 'confirmed', note: 'Semoga berkah.', untold: null });
  });

  test('an agent sees the picture that somebody sent', async () => {
    await world.write(siti, 'PETUGAS');
    await page.getByLabel('Berkas dari perangkat ini').setInputFiles({
      name: 'rumah.png',
      mimeType: 'image/png',
      buffer: pngOf(300, 200),
    });
    await pane('Petugas');
    await isPainted(page.getByRole('region', { name: 'Percakapan' }).getByRole('img'));
    await on.fitsPhone();
  });

  test('an erasure is entered for somebody who came by, asked about twice, and done', async () => {
    await world.write(siti, 'DAFTAR');
    await pane('Kewajiban');
    await page.getByRole('combobox', { name: 'Orang' }).click();
    await page.getByRole('option', { name: 'Siti Rahma' }).click();
    await page.getByRole('combobox', { name: 'Yang diminta' }).click();
    await page.getByRole('option', { name: 'Penghapusan data' }).click();
    await page.getByRole('button', { name: 'Catat' }).click();
    const entry = page.getByRole('article', { name: 'No. 1 · Penghapusan data' });
    await entry.getByRole('button', { name: 'Hapus data orang ini' }).click();
    expect(await world.contact(siti)).not.toBe('');
    await page.getByRole('button', { name: 'Ya, hapus datanya' }).click();
    await entry.waitFor({ state: 'detached' });
    expect(await world.contact(siti)).toBe('');
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('heading', { name: 'Requests about personal data' }).waitFor();
    await page.getByText('All', { exact: true }).click();
    await page.getByRole('article', { name: 'No. 1 · Erasure' }).getByText('fulfilled').waitFor();
    await page.getByText('ID', { exact: true }).click();
  });

  test('a question asked in vain is answered on the page, checked, and answered from then on', async () => {
    await world.write(siti, 'ada layanan ambulans laut tidak?');
    await pane('Kewajiban');
    const cluster = page.getByRole('article', { name: 'ada layanan ambulans laut tidak?' });
    await cluster.getByRole('button', { name: 'Tulis jawabannya' }).click();
    await cluster.getByLabel('Pertanyaan (Inggris)').fill('Is there a sea ambulance?');
    await cluster.getByLabel('Jawaban (Indonesia)').fill('Belum ada. Hubungi 0812 9999 8888.');
    await cluster.getByLabel('Jawaban (Inggris)').fill('There is none yet.');
    await on.fitsPhone();
    await cluster.getByRole('button', { name: 'Terbitkan' }).click();
    await cluster.getByText(/^Ada nomor telepon yang tidak ada di daftar fakta/).waitFor();
    expect(on.browser.problems.splice(0)).toEqual([expect.stringContaining('422')]);
    await cluster.getByLabel('Jawaban (Indonesia)').fill('Ambulans laut belum ada.');
    await cluster.getByRole('button', { name: 'Terbitkan' }).click();
    await page.getByRole('status').getByText('Terbit.').waitFor();
    await cluster.waitFor({ state: 'detached' });
    const answer = await world.write(budi, 'ada layanan ambulans laut tidak?');
    expect(answer.bubble.body).toContain('Ambulans laut belum ada.');
  });

  test('an event that failed is given another turn', async () => {
    await world.write(siti, 'halo');
    const { store } = world.app;
    const messages = () =>
      store.read.selectFrom('event').select(['id', 'state']).where('kind', '=', 'message').execute();
    await store.write((tx) =>
      tx
        .updateTable('event')
        .set({ state: 'failed', error: 'TypeError', attempts: 5 })
        .where('kind', '=', 'message')
        .execute(),
    );
    await pane('Kewajiban');
    const failed = page.getByRole('article').filter({ hasText: 'TypeError' });
    await failed.getByText(/dicoba 5 kali/).waitFor();
    await failed.getByRole('button', { name: 'Proses lagi' }).click();
    await page.getByRole('status').getByText('Diproses lagi.').waitFor();
    await failed.waitFor({ state: 'detached' });
    await world.until(async () => (await messages()).every(({ state }) => state === 'done'));
  });
});
