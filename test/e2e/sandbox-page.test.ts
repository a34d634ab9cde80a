import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import express from 'express';
import type { Page } from 'playwright-core';
import { createMovableClock, createSandbox, type Inside, type Sandbox } from '../../src/sandbox/index.js';
import { describeWith } from '../setup/servers.js';
import { type Browser, openBrowser } from './browser.js';

const built = join(import.meta.dirname, '../../dist/console');
const siti = '6281200000001';
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:";
const inside: Inside = {
  known: true,
  topics: [{ id: 'info-zakat', name: { id: 'Info zakat', en: 'Zakat updates' }, state: 'pending' }],
  blocks: [{ kind: 'platform_stop' }],
  ledger: [
    {
      seq: 1,
      topic: 'info-zakat',
      event: 'REQUEST',
      from: 'unknown',
      to: 'pending',
      at: '2026-05-04T05:00:00.000Z',
      source: 'keyword',
      hash: '0123456789abcdef',
    },
  ],
  flow: {
    name: 'opt-in',
    state: 'ask',
    machine: {
      initial: 'ask',
      states: { ask: { on: { 'choice.yes': 'done' } }, done: { type: 'final' } },
    },
  },
  tickets: [],
};

/** The page on the sandbox alone: our side of the chat is played by the test. */
describeWith('chromium')('the sandbox page', () => {
  let browser: Browser;
  let server: Server;
  let sandbox: Sandbox;
  let page: Page;
  let url: string;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    const app = express();
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    sandbox = createSandbox({
      clock: createMovableClock(),
      appSecrets: ['secret'],
      verifyToken: 'verify',
      token: 'token',
      numberId: '1',
      wabaId: '2',
      displayNumber: '15550100000',
      orgName: 'Yayasan Amanah Contoh',
      webhookUrl: () => `${url}/webhook`,
      storage: { load: async () => undefined, save: async () => {} },
      inside: async () => inside,
      apiKey: 'key',
      page: join(built, 'sandbox.html'),
      delays: { sent: 0, delivered: 0 },
    });
    app.use((_request, response, next) => {
      response.set('content-security-policy', policy);
      next();
    });
    app.post('/webhook', (request, response) => {
      request.resume();
      response.end();
    });
    app.use('/api/v1', (_request, response) => {
      response.json({ items: [], next: null });
    });
    app.use('/sandbox', sandbox.router);
    app.use('/console', express.static(built));
    await sandbox.start();
    page = await browser.open(`${url}/sandbox`);
    await page.getByRole('button', { name: /Siti Rahma/ }).click();
  });
  afterEach(async () => {
    await page.close();
    await sandbox.stop();
    server.closeAllConnections();
    server.close();
    expect(browser.problems.splice(0)).toEqual([]);
  });

  const send = async (body: Record<string, unknown>, to = siti) => {
    const answer = await fetch(`${url}/sandbox/graph/v25.0/1/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: `+${to}`, ...body }),
    });
    expect(answer.status).toBe(200);
  };
  const write = async (text: string) => {
    await page.getByLabel('Ketik pesan').fill(text);
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(text, { exact: true }).waitFor();
  };
  const last = () => sandbox.messages(siti).at(-1);

  test('what is typed is sent, and a button tap answers with its id and context', async () => {
    await write('DAFTAR');
    expect(last()).toMatchObject({ from: 'customer', bubble: { body: 'DAFTAR' } });
    await send({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Boleh kami kirim *Info zakat*?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'consent:yes', title: 'Ya, setuju' } }] },
      },
    });
    const question = last()?.id;
    expect(await page.getByRole('log').locator('strong').textContent()).toBe('Info zakat');
    await page.getByRole('button', { name: 'Ya, setuju' }).click();
    await page.getByRole('log').getByText('Ya, setuju').nth(1).waitFor();
    expect(last()?.input).toEqual({
      type: 'button_reply',
      id: 'consent:yes',
      title: 'Ya, setuju',
      contextId: question,
    });
  });

  test('a list opens from below, is reached by keyboard, and closes with Escape', async () => {
    await write('PILIHAN');
    await send({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Pilih topik' },
        action: { button: 'Lihat topik', sections: [{ rows: [{ id: 't:1', title: 'Info zakat' }] }] },
      },
    });
    await page.getByRole('button', { name: 'Lihat topik' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Lihat topik' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Info zakat' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Info zakat').waitFor();
    expect(last()?.input).toMatchObject({ type: 'list_reply', id: 't:1' });
  });

  test('a message is read only when its phone is open, and until then it counts as unread', async () => {
    const template = {
      type: 'template',
      template: {
        name: 'laporan_penyaluran',
        language: { code: 'id' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Mei 2026' },
              { type: 'text', text: '128' },
            ],
          },
        ],
      },
    };
    const ayu = '6281200000003';
    await send(template, ayu);
    const person = page.getByRole('button', { name: /Ayu Lestari/ });
    await person.getByText('1 pesan belum dibaca').waitFor();
    expect(sandbox.messages(ayu)[0]?.status).not.toBe('read');
    await person.click();
    await person.getByText('1 pesan belum dibaca').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Berhenti' }).click();
    await page.getByRole('log').getByText('Berhenti', { exact: true }).nth(1).waitFor();
    await sandbox.settled();
    expect(sandbox.messages(ayu).map(({ status }) => status)).toEqual(['read', 'delivered']);
  });

  test('the inside view names states in words and marks the active step', async () => {
    await page.getByText('menunggu jawaban').first().waitFor();
    await page.getByText('dihentikan di WhatsApp').first().waitFor();
    await page.getByText('01234567', { exact: true }).waitFor();
    expect(await page.getByText('0123456789abcdef').count()).toBe(0);
    const step = page.getByRole('region', { name: 'Gambar alur dengan langkah yang sedang aktif' });
    expect(await step.locator('[class*=active]').textContent()).toBe('ask');
  });

  test('the clock moves a day and comes back, and the page speaks English when asked', async () => {
    await page.getByRole('button', { name: 'Jam latihan' }).click();
    await page.getByRole('button', { name: '+1 hari' }).click();
    await page.getByText('maju 1 hari').waitFor();
    await page.getByRole('button', { name: 'Kembali ke waktu sekarang' }).click();
    await page.getByText('maju 1 hari').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('tab', { name: 'Behind the scenes' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByText('ID', { exact: true }).click();
  });

  test('nothing is cut off sideways on a small phone', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
    await page.getByLabel('Ketik pesan').waitFor();
  });
});
