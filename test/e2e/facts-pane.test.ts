import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { SandboxWorld } from '../setup/sandbox.js';
import { describeWith } from '../setup/servers.js';
import { addKey, stage } from './stage.js';

const HOUR = 3_600_000;
const BUDI = 'izin_key_of_the_second_person';
const FACT = {
  id: 'rekening-zakat',
  kind: 'account',
  value: '000 100 0001',
  bank: 'Bank Syariah Contoh',
  holder: 'Yayasan Amanah Contoh',
  source: 'surat bank',
  owner: 'keuangan',
};

/** The registry of facts on the page: what takes two people and a day there takes them here as well. */
describeWith('chromium')('the list of facts', () => {
  const on = stage({ path: '/sandbox', prepare: (started) => addKey(started, 'Budi', BUDI) });
  let world: SandboxWorld;
  let page: Page;
  beforeEach(async () => {
    ({ world, page } = on);
    await page.getByRole('tab', { name: /^Fakta/ }).click();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const fact = (id: string) => page.getByRole('article', { name: id, exact: true });
  const move = (ms: number) => page.request.post(`${world.url}/sandbox/api/clock`, { data: { move: ms } });
  const value = async (id: string) => (await world.api('GET', `/facts/${id}`)).body['value'];

  test('an account takes a second person and a day, with an alarm, and until then the old one counts', async () => {
    await fact('rekening-zakat').getByText('000 100 0001').waitFor();
    await fact('rekening-zakat').getByRole('button', { name: 'Ubah' }).click();
    await page.getByLabel('Nilai').fill('000 100 0077');
    await page.getByLabel('Sumber').fill('Surat bank 12/2026');
    await button('Usulkan perubahan').click();
    await page.getByRole('status').getByText('Belum berlaku: menunggu orang kedua.').waitFor();
    await page.getByRole('alert').getByText('Perhatian: 1 perubahan fakta sedang menunggu').waitFor();
    await page.getByRole('tab', { name: 'Fakta 1' }).waitFor();

    const change = page.getByRole('article', { name: 'No. 1 · rekening-zakat' });
    await change.locator('del').getByText('000 100 0001').waitFor();
    await change.getByText('000 100 0077').waitFor();
    await change.getByText('menunggu orang kedua').waitFor();
    await button('Setujui sebagai orang kedua').click();
    await button('Setujui').click();
    await page.getByText('Perubahan ini harus disetujui orang lain').waitFor();
    // Whoever proposes is refused by the server, and the browser says so too.
    expect(on.browser.problems.splice(0)).toEqual([expect.stringContaining('409')]);
    await page.getByLabel('Kunci API orang kedua').fill(BUDI);
    await button('Setujui').click();
    await change.getByText('disetujui, menunggu 24 jam').waitFor();
    await change.getByText(/^Diusulkan API, .*Disetujui Budi, .*Berlaku /).waitFor();
    expect(await value('rekening-zakat')).toBe('000 100 0001');

    await move(20 * HOUR);
    await change.getByText(/^sisa (4 jam|3 jam 59 menit)/).waitFor();
    expect(await value('rekening-zakat')).toBe('000 100 0001');
    await move(5 * HOUR);
    await world.until(async () => (await value('rekening-zakat')) === '000 100 0077', 20_000);
    await fact('rekening-zakat').getByText('000 100 0077').waitFor();
    await page.getByText('Tidak ada perubahan yang menunggu.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('anybody cancels a change that they do not know', async () => {
    await world.api('POST', '/facts', { ...FACT, value: '000 100 0666' });
    const change = page.getByRole('article', { name: 'No. 1 · rekening-zakat' });
    await change.getByRole('button', { name: 'Batalkan perubahan' }).click();
    await page.getByRole('status').getByText('Perubahan dibatalkan.').waitFor();
    await page.getByText('No. 1 · rekening-zakat: 000 100 0666').waitFor();
    await page.getByText(/Dibatalkan API/).waitFor();
    await on.fitsPhone();
  });

  test('a dated figure needs an end, counts at once, and says when its time is over', async () => {
    await button('Tambah fakta').click();
    await page.getByRole('combobox', { name: 'Jenis' }).click();
    await page.getByRole('option', { name: 'Angka bertanggal' }).click();
    await page.getByLabel('Nama rujukan').fill('fitrah-bandung');
    await page.getByLabel('Nilai dalam bahasa Indonesia').fill('Rp50.000');
    await page.getByLabel('Nilai dalam bahasa Inggris').fill('Rp50,000');
    await page.getByLabel('Sumber').fill('SK BAZNAS Kota Bandung');
    await page.getByLabel('Penjaga').fill('Tim zakat');
    await button('Simpan').click();
    await page.getByText('Angka bertanggal perlu hari terakhir.').waitFor();
    expect(on.browser.problems.splice(0)).toEqual([expect.stringContaining('422')]);
    const end = new Date(Date.now() + 7 * 24 * HOUR).toISOString().slice(0, 10);
    await page.getByLabel('Hari terakhir berlaku').fill(end);
    await on.fitsPhone(() => button('Simpan').click());
    await page.getByRole('status').getByText('Tersimpan dan berlaku.').waitFor();
    await fact('fitrah-bandung')
      .getByText(/^berakhir [678] hari lagi$/)
      .waitFor();
    await move(9 * 24 * HOUR);
    await fact('fitrah-bandung')
      .getByText(/^lewat sejak .*tidak terkirim$/)
      .waitFor();
    await page.getByLabel('Cari fakta').fill('fitrah-band');
    expect(await page.getByRole('article').count()).toBe(1);
    await fact('fitrah-bandung').getByRole('button', { name: 'Cabut' }).click();
    await button('Ya, cabut').click();
    await page.getByText('Tidak ada yang cocok.').waitFor();
    expect((await world.api('GET', '/facts/fitrah-bandung')).status).toBe(404);
  });

  test('the list speaks English', async () => {
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('heading', { name: 'List of facts' }).waitFor();
    await fact('rekening-zakat')
      .getByText(/^Source: .* · Kept by: /)
      .waitFor();
    await page.getByText('ID', { exact: true }).click();
  });
});
