import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { SandboxWorld } from '../setup/sandbox.js';
import { describeWith } from '../setup/servers.js';
import { addKey, stage } from './stage.js';

const siti = '6281200000001';
const RINA = 'izin_key_of_rina';
const BUDI = 'izin_key_of_budi';

/** `/console`: the same panes without any phone, for whoever has a key. */
describeWith('chromium')("the staff's console", () => {
  const on = stage({
    path: '/console',
    prepare: async (started) => {
      await addKey(started, 'Rina', RINA);
      await addKey(started, 'Budi', BUDI);
    },
  });
  let world: SandboxWorld;
  let page: Page;
  beforeEach(() => {
    ({ world, page } = on);
  });

  const signIn = async (key: string) => {
    await page.getByLabel('Kunci API Anda').fill(key);
    await page.getByRole('button', { name: 'Masuk' }).click();
  };

  test('without a good key nothing is shown, and the key leaves with whoever signs out', async () => {
    await world.write(siti, 'PETUGAS');
    await signIn('salah');
    await page.getByText('Kunci ini tidak dikenal atau sudah dimatikan.').waitFor();
    expect(on.browser.problems.splice(0)).toEqual([expect.stringContaining('401')]);
    expect(await page.getByRole('tab').count()).toBe(0);
    await on.fitsPhone();
    await signIn(RINA);
    await page.getByRole('article', { name: '+62 812-0000-0001' }).waitFor();
    await on.fitsPhone();
    await page.reload();
    await page.getByRole('article', { name: '+62 812-0000-0001' }).waitFor();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.getByLabel('Kunci API Anda').waitFor();
    expect(await page.evaluate("sessionStorage.getItem('izin-key') ?? ''")).not.toContain('izin_key');
    await page.reload();
    await page.getByLabel('Kunci API Anda').waitFor();
  });

  test('whoever names no page comes to the sandbox while it is on', async () => {
    await page.goto(world.url);
    await page.getByRole('button', { name: /Siti Rahma/ }).waitFor();
    expect(page.url()).toBe(`${world.url}/sandbox`);
  });

  test('an agent answers, and it is on record under the name of the key', async () => {
    await world.write(siti, 'PETUGAS');
    await signIn(RINA);
    await page.getByLabel('Balasan untuk orang ini').fill('Halo, saya {{agent}}.');
    await page.getByRole('region', { name: 'Yang akan dibaca' }).getByText('saya Rina').waitFor();
    await page.getByRole('button', { name: 'Kirim balasan' }).click();
    await world.until(() => world.answers(siti).some(({ bubble }) => bubble.body === 'Halo, saya Rina.'));
    await page.getByText('Petugas: Rina').waitFor();
  });

  test('who waits, and what they write, is there as it happens', async () => {
    // The list is read again every 10 s, a conversation every 5 s: right after such a reading only news is quicker.
    const read = (path: string) => page.waitForResponse((answer) => answer.url().includes(path));
    await Promise.all([read('/api/v1/tickets?'), signIn(RINA)]);
    await world.write(siti, 'PETUGAS');
    await page.getByRole('article', { name: '+62 812-0000-0001' }).waitFor({ timeout: 7000 });
    await read('/messages?');
    await page.getByRole('tab', { name: 'Petugas 1' }).waitFor();
    expect(await page.title()).toBe('(1) Izin');
    world.sandbox.write(siti, { type: 'text', body: 'Halo, ada orang?' });
    await page.getByText('Halo, ada orang?').waitFor({ timeout: 3500 });
  });

  test('two people with keys of their own change an account, each in a session of their own', async () => {
    await signIn(RINA);
    await page.getByRole('tab', { name: /^Fakta/ }).click();
    await page.getByRole('article', { name: 'rekening-zakat' }).getByRole('button', { name: 'Ubah' }).click();
    await page.getByLabel('Nilai').fill('000 100 0088');
    await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
    await page.getByText(/^Diusulkan Rina/).waitFor();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await signIn(BUDI);
    await page.getByRole('tab', { name: 'Fakta 1' }).click();
    await page.getByRole('button', { name: 'Setujui sebagai orang kedua' }).click();
    await page.getByRole('button', { name: 'Setujui', exact: true }).click();
    await page.getByText(/Disetujui Budi/).waitFor();
    await on.fitsPhone();
    await page.getByRole('tab', { name: 'Kewajiban' }).click();
    await page.getByRole('heading', { name: 'Permintaan hak atas data' }).waitFor();
    await page.getByLabel('Nomor WhatsApp').waitFor();
    await on.fitsPhone();
  });
});
