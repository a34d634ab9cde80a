import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { jpegOf } from '../media/pictures.js';
import { ALWAYS_OPEN } from '../setup/office.js';
import type { SandboxWorld } from '../setup/sandbox.js';
import { describeWith } from '../setup/servers.js';
import { stage } from './stage.js';

const siti = '6281200000001';
const budi = '6281200000002';
const MINUTE = 60_000;

interface Ticket {
  id: string;
  contact: string;
  assignee: string | null;
  team: string | null;
  rating: string | null;
  notes: { author: string; text: string }[];
}

const alwaysOpen = (world: SandboxWorld) => world.api('PATCH', '/settings', { office_hours: ALWAYS_OPEN });

/** What agents do in their inbox, on the whole program, and what the customer's phone shows of it. */
describeWith('chromium')("the agents' inbox", () => {
  const on = stage({ path: '/sandbox', prepare: alwaysOpen });
  let world: SandboxWorld;
  let page: Page;
  beforeEach(async () => {
    ({ world, page } = on);
    await page.evaluate("localStorage.removeItem('izin-agent-name')");
    await page.getByRole('button', { name: /Siti Rahma/ }).click();
  });

  const pane = () => page.getByRole('tab', { name: 'Petugas', exact: true }).click();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const says = (text: string) => page.getByRole('status').getByText(text).waitFor();
  const tickets = async (filter = '') =>
    (await world.api<{ items: Ticket[] }>('GET', `/tickets?${filter}`)).body.items;
  const fits = () => on.fitsPhone(() => page.getByText('Di balik layar', { exact: true }).first().click());

  test('a reply is seen as it will be read, is refused before it is sent, and is signed', async () => {
    await world.api('POST', '/quick-replies', {
      title: 'Sapaan',
      text: 'Halo {{name|Kak}}, rekening kami {{fact.rekening-zakat}}. Salam, {{agent}}.',
    });
    await world.write(siti, 'PETUGAS');
    await pane();
    await button('Siapa Anda?').click();
    await page.getByLabel('Nama saya').fill('Rina');
    await page.getByText('Ada', { exact: true }).first().click();
    await button('Rina · Ada').waitFor();
    await page.keyboard.press('Escape');

    const reply = page.getByLabel('Balasan untuk orang ini');
    await reply.fill('Transfer ke 123 456 7890 ya');
    await page.getByText(/Ada nomor rekening.*tidak ada di daftar fakta/).waitFor();
    expect(await button('Kirim balasan').isDisabled()).toBe(true);
    // The browser names what the server refused: that is how we know before sending.
    expect(on.browser.problems.splice(0)).toEqual([expect.stringContaining('409')]);

    await button('Balasan cepat').click();
    await page.getByRole('button', { name: /^Sapaan/ }).click();
    const preview = page.getByRole('region', { name: 'Yang akan dibaca' });
    await preview.getByText('rekening kami 000 100 0001. Salam, Rina.').waitFor();
    await button('Kirim balasan').click();
    await says('Balasan dikirim.');
    const sent = await world.until(() =>
      world.answers(siti).find(({ bubble }) => bubble.body?.includes('Salam, Rina.')),
    );
    expect(sent.bubble.body).toContain('rekening kami 000 100 0001');
    expect((await tickets())[0]?.assignee).toBe('Rina');

    await reply.fill('Terima kasih, {{name|Kak}}.');
    await button('Simpan sebagai balasan cepat').click();
    await page.getByLabel('Judul').fill('Penutup');
    await button('Simpan').click();
    await says('Balasan cepat tersimpan.');
    await button('Balasan cepat').click();
    await button('Hapus balasan cepat Sapaan').click();
    await world.until(async () => {
      const { body } = await world.api<{ items: { title: string }[] }>('GET', '/quick-replies');
      return body.items.map(({ title }) => title).join() === 'Penutup';
    });
  });

  test('a file of the register goes along, seen before it leaves, and only with whole rights', async () => {
    const rights = { owner: 'Kami', licence: 'own', proof: 'Foto oleh Rina', people: 'none' };
    const enter = (bytes: Buffer, said: Record<string, string>) =>
      world.api('POST', `/media?${new URLSearchParams(said)}`, bytes, 'application/octet-stream');
    await enter(await jpegOf(300, 200), { id: 'peta', name: 'peta.jpg', ...rights });
    await enter(await jpegOf(300, 201), { id: 'tanpa-izin', name: 'foto.jpg' });
    await world.write(siti, 'PETUGAS');
    await pane();
    await page.getByRole('combobox', { name: 'Sertakan berkas' }).click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['peta · peta.jpg']);
    await page.getByRole('option', { name: 'peta · peta.jpg' }).click();
    await page.getByRole('img', { name: 'peta.jpg' }).waitFor();
    await fits();
    await page.getByLabel('Balasan untuk orang ini').fill('Ini petanya, {{name|Kak}}.');
    await page.getByRole('region', { name: 'Yang akan dibaca' }).getByText('Ini petanya, Kak.').waitFor();
    await button('Kirim balasan').click();
    await says('Balasan dikirim.');
    await page.getByRole('log').getByText('Ini petanya, Kak.').waitFor();
    await page.getByRole('region', { name: 'Percakapan' }).getByText('Dengan berkas').waitFor();
  });

  test('identity numbers are hidden, and the talk can be taken along', async () => {
    await world.write(siti, 'PETUGAS');
    world.sandbox.write(siti, { type: 'text', body: 'NIK saya 3273014502900001' });
    await pane();
    await page.getByRole('region', { name: 'Percakapan' }).getByText('••••••••••••0001').waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), button('Unduh percakapan').click()]);
    expect(saved.suggestedFilename()).toMatch(/^tk_.*\.txt$/);
    const text = await readFile(await saved.path(), 'utf8');
    expect(text).toContain('PETUGAS');
    expect(text).not.toContain('3273014502900001');
  });

  test('both clocks count, red when it is late; a closed window takes no reply', async () => {
    await world.write(siti, 'PETUGAS');
    await pane();
    await page.getByText(/^Balasan pertama: sisa (1 jam|59 menit)/).waitFor();
    await page.getByText(/^Masa balas: sisa (1 hari|23 jam)/).waitFor();
    const move = (ms: number) => page.request.post(`${world.url}/sandbox/api/clock`, { data: { move: ms } });
    await move(70 * MINUTE);
    await page.getByText('Balasan pertama: lewat 10 menit').waitFor();
    await page.getByText('Balasan pertama terlambat').waitFor();
    await move(24 * 60 * MINUTE);
    await page.getByText('Masa balas 24 jam sudah lewat', { exact: true }).waitFor();
    await page.getByLabel('Balasan untuk orang ini').fill('Halo');
    await page.getByText('Tunggu orang ini menulis lagi.').waitFor();
    expect(await button('Kirim balasan').isDisabled()).toBe(true);
    await fits();
  });

  test('a ticket goes to a team by its reason, to another by hand with a note, aside, and back', async () => {
    await world.api('POST', '/agents', { name: 'Budi', presence: 'here', teams: ['keuangan'] });
    await pane();
    await button('Pembagian tiket').click();
    await button('Tambah baris').click();
    await page.getByLabel('Alasan').fill('angry');
    await page.getByRole('combobox', { name: 'Tim', exact: true }).last().fill('pengaduan');
    await page.getByRole('combobox', { name: 'Tiket baru diberikan' }).click();
    await page.getByRole('option', { name: 'kepada yang paling lengang' }).click();
    await button('Simpan').click();
    await says('Tersimpan.');
    await page.keyboard.press('Escape');

    await world.write(siti, 'kalian penipu, saya marah sekali');
    await page.getByRole('article').getByText('Tim pengaduan', { exact: true }).waitFor();
    await page.getByText('Alasan: marah').waitFor();
    await button('Serahkan').first().click();
    await page.getByRole('combobox', { name: 'Tim', exact: true }).last().fill('keuangan');
    await page.getByLabel('Yang perlu diketahui petugas berikutnya').fill('Minta bukti transfer.');
    await page.getByRole('button', { name: 'Serahkan' }).last().click();
    await says('Tiket sudah diserahkan.');
    await page.getByText('Minta bukti transfer.').waitFor();
    const [moved] = await tickets();
    expect(moved).toMatchObject({ team: 'keuangan', assignee: 'Budi' });

    await page.getByLabel('Catatan baru').fill('Sudah ditelepon.');
    await button('Simpan catatan').click();
    await says('Catatan tersimpan.');
    await page.getByRole('combobox', { name: 'Label' }).fill('donatur');
    await page.keyboard.press('Enter');
    await world.until(async () => {
      const { body } = await world.api<{ labels: string[] }>('GET', `/contacts/${moved?.contact}`);
      return body.labels.includes('donatur');
    });

    await button('Tunda').click();
    await page.getByRole('menuitem', { name: 'Satu jam lagi' }).click();
    await page.getByText('Tidak ada tiket terbuka.').waitFor();
    await page.getByText('Ditunda', { exact: true }).click();
    await page.getByText(/^Ditunda sampai/).waitFor();
    await button('Kembalikan sekarang').click();
    await page.getByText('Tidak ada tiket yang ditunda.').waitFor();
    expect((await tickets())[0]?.notes.map(({ text }) => text)).toEqual([
      'Minta bukti transfer.',
      'Sudah ditelepon.',
    ]);
  });

  test('whoever agreed to be answered later is answered once by template, also after the window', async () => {
    await world.api('PATCH', '/settings', { office_hours: { weekly: {} } });
    await world.write(siti, 'PETUGAS');
    await world.tap(siti, 'Ya, balas nanti');
    await page.request.post(`${world.url}/sandbox/api/clock`, { data: { move: 25 * 60 * MINUTE } });
    await pane();
    await page.getByText('Menjawab ya atas pertanyaan:').waitFor();
    await page.getByRole('combobox', { name: 'Template pesan' }).click();
    await page.getByRole('option', { name: 'ticket_answer · id' }).click();
    const fields = page.getByLabel(/^Isi /);
    const before = world.answers(siti).length;
    for (const field of await fields.all()) await field.fill('Kuitansi sudah dikirim.');
    await button('Kirim jawaban lewat template').click();
    await says('Balasan dikirim.');
    const sent = await world.until(() => world.answers(siti)[before]);
    expect(sent.bubble.body).toContain('Kuitansi sudah dikirim.');
    await page.getByText('Jawaban lewat template sudah dipakai.').waitFor();
    expect(await button('Kirim jawaban lewat template').count()).toBe(0);
  });

  test('what the customer said of the answers stands on the closed ticket', async () => {
    await world.write(siti, 'PETUGAS');
    await pane();
    await page.getByLabel('Balasan untuk orang ini').fill('Sudah kami cek.');
    await button('Kirim balasan').click();
    await world.until(() => world.answers(siti).some(({ bubble }) => bubble.body === 'Sudah kami cek.'));
    await button('Tutup tiket').click();
    await page.getByText('Tidak ada tiket terbuka.').waitFor();
    await world.until(() => world.answers(siti).at(-1)?.bubble.buttons?.length === 3);
    await page.getByText('Ditutup', { exact: true }).click();
    await page.getByText('Sudah ditanya, belum dinilai').waitFor();
    await world.tap(siti, 'Belum membantu');
    await page.getByText('Penilaian: belum membantu').waitFor();
    expect((await tickets('state=closed'))[0]?.rating).toBe('poor');
  });

  test('an abuser is shut out with a reason and let in again; their stop still counts', async () => {
    await world.write(budi, 'DAFTAR');
    await world.tap(budi, 'Ya, setuju');
    await world.write(budi, 'PETUGAS');
    await pane();
    await button('Blokir orang ini').click();
    expect(await button('Blokir').isDisabled()).toBe(true);
    await page.getByLabel('Alasannya').fill('Mengancam petugas.');
    await button('Blokir').click();
    await page.getByText('Tidak ada tiket terbuka.').waitFor();
    const before = world.answers(budi).length;
    world.sandbox.write(budi, { type: 'text', body: 'halo' });
    await world.write(budi, 'BERHENTI');
    expect(world.answers(budi)).toHaveLength(before + 1);
    expect(await world.state(budi, 'info-zakat')).toBe('unsubscribed');

    await page.getByText('Ditutup', { exact: true }).click();
    await page.getByText(/^Diblokir sejak/).waitFor();
    await fits();
    await button('Buka blokir').click();
    await says('Blokirnya dibuka.');
    await world.write(budi, 'PETUGAS');
    expect(await tickets()).toHaveLength(1);
    expect(await world.state(budi, 'info-zakat')).toBe('unsubscribed');
  });

  test('the inbox speaks English', async () => {
    await world.write(siti, 'AGENT');
    await page.getByRole('radiogroup', { name: 'Bahasa' }).getByText('EN').click();
    await page.getByRole('tab', { name: 'Agent', exact: true }).click();
    for (const name of ['Send reply', 'Stop updates', 'Transfer', 'Put off', 'Shut this person out'])
      await button(name).waitFor();
    await page.getByRole('radiogroup', { name: 'Language' }).getByText('ID').click();
  });
});
