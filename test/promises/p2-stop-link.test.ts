import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StopLinks } from '../../src/consent/stop-link.js';
import { Izin, quietHoursIn, TOPIC } from '../setup/izin.js';
import type { Customer } from '../setup/meta.js';

const SOMEBODY = 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e';
const DAY = 24 * 3_600_000;

describe('P2 a link that stops with one click', () => {
  let izin: Izin;
  let next = 0;
  beforeAll(async () => {
    izin = await Izin.start();
  });
  afterAll(() => izin.stop());

  async function subscriber(): Promise<Required<Customer> & { contactId: string }> {
    next += 10;
    const [who] = (await izin.subscribers(1, next)) as [Required<Customer>];
    return { ...who, contactId: (await izin.stands(who)).contactId };
  }
  const linkOf = async (contactId: string, topic?: string) =>
    (
      await izin.api<{ path: string }>('POST', `/contacts/${contactId}/stop-link`, {
        ...(topic && { topic }),
      })
    ).path;
  const open = (path: string, options: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${izin.app.port}${path}`, options);
  const press = (path: string, body = '') =>
    open(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

  test('looking changes nothing, however often and with whatever method; the button stops everything', async () => {
    const who = await subscriber();
    const path = await linkOf(who.contactId);
    expect(path).not.toContain(who.phone);
    expect(path).not.toContain(who.contactId);
    for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS']) await open(path, { method });
    const page = await (await open(path)).text();
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(page).toContain('Ya, berhenti');
    expect(page).not.toContain(who.phone);
    expect(await izin.stands(who)).toMatchObject({ topics: { [TOPIC]: 'subscribed' }, blocks: [] });

    const done = await press(path);
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Baik, sudah berhenti')]);
    expect(await izin.stands(who)).toMatchObject({
      topics: { [TOPIC]: 'unsubscribed' },
      blocks: ['withdrawn_all'],
    });
    const { items } = await izin.api<{ items: object[] }>('GET', `/contacts/${who.contactId}/ledger`);
    expect(items).toContainEqual(
      expect.objectContaining({ event: 'WITHDRAW', source: 'link', actor: 'customer', topic: null }),
    );
    // Again: nothing more is written.
    await press(path);
    const after = await izin.api<{ items: object[] }>('GET', `/contacts/${who.contactId}/ledger`);
    expect(after.items).toHaveLength(items.length);
    // The page was the confirmation.
    expect(izin.graph.sent.filter(({ to }) => to.includes(who.phone))).toEqual([]);
  });

  test('one topic, what stays, and everything after all', async () => {
    const who = await subscriber();
    await izin.from(who, 'daftar laporan penyaluran');
    await izin.settled();
    izin.move(2000);
    await izin.from(who, 'ya');
    await izin.settled();
    const path = await linkOf(who.contactId, TOPIC);
    expect(await (await open(path)).text()).toContain('<strong>Info zakat</strong>');
    const page = await (await press(path)).text();
    expect(page).toContain('Yang masih Anda terima: Laporan penyaluran');
    expect(page).toContain('Berhenti dari semuanya');
    expect(await izin.stands(who)).toMatchObject({
      topics: { [TOPIC]: 'unsubscribed', 'laporan-penyaluran': 'subscribed' },
      blocks: [],
    });
    expect(await (await press(path, 'all=1')).text()).toContain('sudah berhenti');
    expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
  });

  test("a mail program's own button (RFC 8058), and the other language", async () => {
    const who = await subscriber();
    const path = await linkOf(who.contactId);
    expect(await (await open(`${path}?lang=en`)).text()).toContain('Yes, stop');
    const english = await open(path, { headers: { 'accept-language': 'en' } });
    expect(await english.text()).toMatch(/lang="en"/);
    expect((await press(path, 'List-Unsubscribe=One-Click')).status).toBe(200);
    expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
  });

  test('a link of the id from before two contacts became one stops the one', async () => {
    const who = await subscriber();
    const account = { bsuid: `${who.bsuid}Z`, name: 'Siti' };
    await izin.from(account, 'berapa nisab zakat maal?');
    await izin.settled();
    const path = await linkOf((await izin.stands(account)).contactId);
    await izin.from({ ...account, phone: who.phone }, 'terima kasih');
    await izin.settled();
    expect((await press(path)).status).toBe(200);
    expect(await izin.stands(who)).toMatchObject({ blocks: ['withdrawn_all'] });
  });

  test('what we did not make, and what is too old, opens nothing and says how to stop', async () => {
    const who = await subscriber();
    const path = await linkOf(who.contactId);
    const last = path.at(-3);
    const changed = `${path.slice(0, -3)}${last === 'A' ? 'B' : 'A'}${path.slice(-2)}`;
    for (const wrong of [changed, '/stop/x', `/stop/${'A'.repeat(90)}`, `${path}AAAA`]) {
      const answers = [await open(wrong), await press(wrong)];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(await answers[0]?.text()).toContain('balas <strong>BERHENTI</strong>');
    }
    expect((await izin.stands(who)).blocks).toEqual([]);
    let now = Date.UTC(2026, 0, 1);
    const links = await StopLinks.open(izin.store, () => now);
    const { token } = links.make(who.contactId, null);
    now += 3 * 365 * DAY - DAY;
    expect(await links.read(token)).toMatchObject({ contactId: who.contactId });
    now += 3 * DAY;
    expect(await links.read(token)).toBeUndefined();
  });

  test('a new key does not break old links, here nor in another process, nor a restart', async () => {
    const who = await subscriber();
    const old = await linkOf(who.contactId);
    const elsewhere = await StopLinks.open(izin.store, izin.now);
    await elsewhere.rotate();
    const { token } = elsewhere.make(who.contactId, null);
    expect(token.slice(0, 5)).not.toBe(old.split('/')[2]?.slice(0, 5));
    expect((await open(`/stop/${token}`)).status).toBe(200);
    await izin.restart();
    expect((await open(old)).status).toBe(200);
    expect((await press(old)).status).toBe(200);
    expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
  });

  test('a key is renewed by itself after a year', async () => {
    let now = izin.now();
    const links = await StopLinks.open(izin.store, () => now);
    const before = links.make(SOMEBODY, null).token;
    now += 366 * DAY;
    await links.renew();
    const after = links.make(SOMEBODY, null).token;
    expect(after.slice(0, 5)).not.toBe(before.slice(0, 5));
    expect(await links.read(before)).toMatchObject({ contactId: SOMEBODY, topic: null });
  });

  test('P8 the token is in no line of the log and no metric; the page tells nobody else', async () => {
    const who = await subscriber();
    const path = await linkOf(who.contactId);
    const token = path.split('/')[2] ?? '';
    const page = await open(path);
    await press(path);
    await open(`${path}x`);
    const metrics = await (await izin.request('GET', '/metrics')).text();
    for (const text of [...izin.log, metrics]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(who.phone);
    }
    expect(izin.log.join('')).toContain('"route":"/stop/{token}"');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(page.headers.get('set-cookie')).toBeNull();
  });
});

describe('P2 the link in a broadcast', () => {
  test('is filled for each recipient, and stops the rest of it', async () => {
    const izin = await Izin.start({ env: { IZIN_QUIET_HOURS: quietHoursIn(10) } });
    try {
      izin.graph.templates.push({
        ...(izin.graph.templates[0] as object),
        name: 'info_tautan',
        components: [
          { type: 'BODY', text: 'Info zakat bulan ini sudah terbit.' },
          { type: 'FOOTER', text: 'Berhenti kapan saja: balas BERHENTI' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'QUICK_REPLY', text: 'Berhenti' },
              { type: 'URL', text: 'Berhenti di web', url: 'https://amanah.example/stop/{{1}}' },
            ],
          },
        ],
      });
      await izin.api('POST', '/templates/sync');
      const [one] = (await izin.subscribers(1)) as [Required<Customer>];
      const draft = await izin.api<{ id: string }>('POST', '/broadcasts', {
        name: 'Tautan',
        topic: TOPIC,
        template: { name: 'info_tautan', language: 'id', parameters: [] },
        audience: { all: true },
      });
      await izin.api('POST', `/broadcasts/${draft.id}/start`);
      await izin.completed(draft.id);
      const [sent] = izin.graph.initiated(one.phone);
      const token = /"sub_type":"url".*?"text":"([\w-]+)"/.exec(JSON.stringify(sent?.body))?.[1];
      const page = await fetch(`http://127.0.0.1:${izin.app.port}/stop/${token}`, { method: 'POST' });
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('sudah dihentikan')]);
      expect((await izin.stands(one)).topics).toEqual({ [TOPIC]: 'unsubscribed' });
    } finally {
      await izin.stop();
    }
  });
});
