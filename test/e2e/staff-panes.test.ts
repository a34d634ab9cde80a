import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { SandboxWorld } from '../setup/sandbox.js';
import { describeWith } from '../setup/servers.js';
import { type Browser, openBrowser } from './browser.js';

const TOPIC = 'info-zakat';
const REPORT = 'laporan-penyaluran';
const siti = '6281200000001';

/** The page on the whole program: what staff do there, and what the customer's phone shows of it. */
describeWith('chromium')('the panes of staff', () => {
  let browser: Browser;
  let world: SandboxWorld;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    world = await SandboxWorld.start({ IZIN_QUIET_HOURS: '' });
    page = await browser.open(`${world.url}/sandbox`);
    await page.getByRole('button', { name: /Siti Rahma/ }).click();
  });
  afterEach(async () => {
    await page.close();
    await world.stop();
    expect(browser.problems.splice(0)).toEqual([]);
  });

  const pane = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  const phoneShows = (text: string) => page.getByRole('log').getByText(text).last().waitFor();
  const fits = async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
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
    await fits();
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
    await fits();
  });
});
