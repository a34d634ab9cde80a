import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readFacts } from '../../src/facts/read.js';
import { readSources } from '../../src/flows/files.js';
import { check, explain } from '../../src/flows/index.js';
import { isOptOut } from '../flows/shipped.js';
import { Izin, ROOT } from '../setup/izin.js';
import { buttonReply, envelope, message, messages, text } from '../setup/meta.js';
import { ALWAYS_OPEN } from '../setup/office.js';

const SHOP = join(ROOT, 'examples/shop');
const who = { phone: '6281255500001' };

let izin: Izin;
beforeAll(async () => {
  izin = new Izin({
    env: {
      IZIN_FLOWS_DIR: join(SHOP, 'flows'),
      IZIN_LOCALES_DIR: join(SHOP, 'locales'),
      IZIN_ORG_NAME: 'Kedai Kopi Contoh',
    },
  });
  await izin.graph.start();
  await izin.boot();
  await izin.api('PATCH', '/settings', { office_hours: ALWAYS_OPEN });
  const topics = JSON.parse(readFileSync(join(SHOP, 'topics.json'), 'utf8')) as object[];
  for (const topic of topics) await izin.api('POST', '/topics', topic);
});
afterAll(() => izin.stop());

const sent = () => izin.graph.to(who.phone);
const last = () => sent().at(-1);
const hear = async (content: object | string) => {
  await izin.from(who, content);
  await izin.hurried();
  return last()?.text ?? '';
};
/** Taps the button of the latest message that has this title. */
const tap = (title: string) => {
  const body = JSON.stringify(last()?.body);
  const [, id = ''] = new RegExp(`"id":"([^"]+)","title":"${title}"`).exec(body) ?? [];
  return hear(buttonReply(id, title));
};
const cart = (quantity: number) => ({
  type: 'order',
  order: {
    catalog_id: '194836987003835',
    text: '',
    product_items: [
      { product_retailer_id: 'kopi-gayo-250', quantity, item_price: 85000, currency: 'IDR' },
      { product_retailer_id: 'teh-melati-100', quantity: 1, item_price: 30000, currency: 'IDR' },
    ],
  },
});

describe('the shop', () => {
  test('has neither faults nor warnings, and nothing of the zakat institution', async () => {
    const sources = await readSources(join(SHOP, 'flows'), join(SHOP, 'locales'));
    expect(check(sources, { isOptOut }).map((fault) => explain(fault, 'en'))).toEqual([]);
    expect(JSON.stringify(sources)).not.toMatch(/zakat|infak|donasi|donat|amanah/i);
    expect(readFacts(parse(sources.facts?.source ?? '')).faults).toEqual([]);
  });

  test('greets, shows its products, takes an order and hands it over', async () => {
    expect(await hear('halo')).toContain('WhatsApp resmi Kedai Kopi Contoh');
    await tap('Lihat katalog');
    expect(last()?.body).toMatchObject({
      type: 'interactive',
      interactive: { type: 'product_list', action: { catalog_id: '194836987003835' } },
    });
    expect(await hear('bisa digiling ga kopinya?')).toContain('alat seduhnya');
    expect(await hear(cart(2))).toContain('Rp200.000');
    expect(last()?.text).toContain('Jumlah produk: 3');
    expect(await hear(cart(1))).toContain('Rp115.000');
    expect(await tap('Ya, proses')).toContain('pesanan Anda sudah masuk');
    const tickets = await izin.api<{ items: { reason: string }[] }>('GET', '/tickets');
    expect(tickets.items.map(({ reason }) => reason)).toEqual(['order: 2 items, 115000']);
    expect(await tap('Tidak jadi')).toContain('Bot siap menjawab lagi');
  });

  test('asks for permission, takes a yes, and stops at a word', async () => {
    expect(await hear('DAFTAR')).toContain('*Promo kopi* dari Kedai Kopi Contoh');
    expect(await tap('Ya, setuju')).toContain('Mulai sekarang');
    expect((await izin.stands(who)).topics['promo-kopi']).toBe('subscribed');
    expect(await hear('lihat katalog dong')).toBeDefined();
    expect(await hear('BERHENTI')).toContain('sudah berhenti');
    expect((await izin.stands(who)).blocks).toContain('withdrawn_all');
  });

  test('five quick bubbles are answered once', async () => {
    // What came in the very second of the stop is older than it.
    izin.move(2000);
    const before = sent().length;
    const bubbles = ['kak', 'mau tanya', 'ongkir', 'ke jakarta', 'berapa ya'].map((words) =>
      message(who, text(words), izin.now()),
    );
    await izin.webhook(envelope(messages(who, bubbles)));
    await izin.hurried();
    expect(sent().length - before).toBe(1);
    expect(last()?.text).toContain('Rp12.000');
  });
});
