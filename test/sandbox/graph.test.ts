import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { codeOf, type Rig, siti, startRig, template, text } from './rig.js';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const report = ['Mei 2026', '128'];
const day = 24 * 60 * 60 * 1000;

describe('POST /{number}/messages', () => {
  test('accepts a reply in the window like Meta, and reports sent and delivered with our own data', async () => {
    rig.sandbox.write(siti, { type: 'text', body: 'P' });
    const answer = await rig.send({ ...text(siti), biz_opaque_callback_data: 'outbox:7' });
    expect(answer).toEqual({
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: `+${siti}`, wa_id: siti }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    });
    await rig.sandbox.settled();
    expect(rig.statuses()).toHaveLength(2);
    for (const status of ['sent', 'delivered'])
      expect(rig.statuses()).toContainEqual(
        expect.objectContaining({ status, biz_opaque_callback_data: 'outbox:7', recipient_id: siti }),
      );
  });

  test('a template leaves outside the window and says that it was accepted', async () => {
    const answer = await rig.send(template(siti, 'laporan_penyaluran', report));
    expect(answer.body).toMatchObject({ messages: [{ message_status: 'accepted' }] });
    expect(rig.sandbox.messages(siti).at(-1)?.bubble).toMatchObject({
      header: 'Laporan penyaluran',
      body: 'Laporan penyaluran bulan Mei 2026 sudah terbit. Sebanyak 128 keluarga menerima bantuan dari donasi Anda.',
      footer: 'Berhenti kapan saja: balas BERHENTI',
      buttons: [
        { kind: 'quick_reply', title: 'Lihat ringkasan' },
        { kind: 'quick_reply', title: 'Berhenti' },
      ],
    });
  });

  test.each([
    ['nothing was ever written', 0, undefined],
    ['the last message is a day old', day, 131047],
    ['the last message is just under a day old', day - 1, undefined],
  ])('the window when %s', async (_case, age, code) => {
    if (age > 0) {
      rig.sandbox.write(siti, { type: 'text', body: 'P' });
      rig.clock.move(age);
      expect(codeOf(await rig.send(text(siti)))).toBe(code);
    } else expect(codeOf(await rig.send(text(siti)))).toBe(131047);
  });

  test.each([
    ['no recipient', { type: 'text', text: { body: 'x' } }, 131008],
    ['a recipient that is no number', { to: 'x', type: 'text', text: { body: 'x' } }, 131009],
    ['our own number', text('15550100000'), 131021],
    ['an unknown BSUID', { recipient: 'ID.NOBODY', type: 'text', text: { body: 'x' } }, 131026],
    ['an unknown type', { to: `+${siti}`, type: 'poll' }, 131051],
    ['an empty text', { to: `+${siti}`, type: 'text', text: { body: '' } }, 131008],
    ['no text', { to: `+${siti}`, type: 'text' }, 131008],
    ['callback data over 512 characters', { ...text(siti), biz_opaque_callback_data: 'x'.repeat(513) }, 100],
    ['an unknown template', template(siti, 'nothing', []), 132001],
    ['a template in another language', template(siti, 'laporan_penyaluran', report, 'en_US'), 132001],
    ['too few parameters', template(siti, 'laporan_penyaluran', ['Mei']), 132000],
    ['a line break in a parameter', template(siti, 'laporan_penyaluran', ['Mei\n2026', '1']), 132018],
    ['a paused template', template(siti, 'promo_ramadan', ['Rp150.000']), 132015],
    [
      'an unknown message to react to',
      { to: `+${siti}`, type: 'reaction', reaction: { message_id: 'x', emoji: '👍' } },
      131047,
    ],
  ])('refuses %s', async (_case, body, code) => {
    const answer = await rig.send(body);
    expect(answer.body).toEqual({
      error: {
        message: expect.stringContaining(`(#${code})`),
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
        fbtrace_id: expect.any(String),
      },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('a wrong token is 190 with 401', async () => {
    const answer = await rig.call('GET', '/sandbox/graph/v25.0/100000000000001');
    expect([answer.status, codeOf(answer)]).toEqual([401, 190]);
  });

  test('another number id is 100 with subcode 33', async () => {
    const answer = await fetch(`${rig.url}/sandbox/graph/v25.0/999/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', ...text(siti) }),
    });
    expect(await answer.json()).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  test.each([
    ['marketing to a person who stopped it', 'laporan_penyaluran', report, siti, 131050],
    ['a number that is not on WhatsApp', 'laporan_penyaluran', report, '6280000123456', 131026],
  ])('accepts %s and fails later', async (_case, name, parameters, phone, code) => {
    rig.sandbox.write(siti, { type: 'text', body: 'P' });
    await rig.call('POST', `/sandbox/api/customers/${siti}/preferences`, { value: 'stop' });
    expect((await rig.send(template(phone, name, parameters))).status).toBe(200);
    await rig.sandbox.settled();
    expect(rig.statuses()).toEqual([
      expect.objectContaining({ status: 'failed', errors: [expect.objectContaining({ code })] }),
    ]);
    expect(rig.sandbox.messages(phone).at(-1)).toMatchObject({ status: 'failed', error: code });
  });

  test('a person who stopped marketing still gets utility', async () => {
    await rig.call('POST', `/sandbox/api/customers/${siti}/preferences`, { value: 'stop' });
    await rig.send(template(siti, 'donation_receipt', ['Rp500.000', 'Zakat', '3 Mei 2026']));
    await rig.sandbox.settled();
    expect(
      rig
        .statuses()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['delivered', 'sent']);
  });

  test('refuses the 46th message in a row to one person, and lets one pass every 6 s', async () => {
    rig.sandbox.write(siti, { type: 'text', body: 'P' });
    const codes: (number | undefined)[] = [];
    for (let count = 0; count < 46; count += 1) codes.push(codeOf(await rig.send(text(siti))));
    expect(codes.slice(0, 45)).toEqual(Array(45).fill(undefined));
    expect(codes[45]).toBe(131056);
    rig.clock.move(6000);
    expect(codeOf(await rig.send(text(siti)))).toBeUndefined();
    expect(codeOf(await rig.send(text(siti)))).toBe(131056);
  });

  test('refuses what is over the throughput of the number, until a limit is turned off', async () => {
    rig.sandbox.limits({ throughput: 2 });
    const send = (index: number) => rig.send(template(`62812000011${index}`, 'laporan_penyaluran', report));
    expect([codeOf(await send(1)), codeOf(await send(2)), codeOf(await send(3))]).toEqual([
      undefined,
      undefined,
      130429,
    ]);
    await rig.call('PUT', '/sandbox/api/limits', { throughput: null });
    expect(codeOf(await send(4))).toBeUndefined();
  });

  test('a read receipt turns the ticks of this and earlier messages blue', async () => {
    rig.sandbox.write(siti, { type: 'text', body: 'P' });
    const second = rig.sandbox.write(siti, { type: 'text', body: 'kak' });
    rig.sandbox.write(siti, { type: 'text', body: 'halo' });
    await rig.sandbox.settled();
    const answer = await rig.send({ status: 'read', message_id: second, typing_indicator: { type: 'text' } });
    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(rig.sandbox.messages(siti).map(({ status }) => status)).toEqual(['read', 'read', 'delivered']);
    expect(codeOf(await rig.send({ status: 'read', message_id: 'wamid.unknown' }))).toBe(131009);
  });

  test('a person known by BSUID alone is reached by it, and statuses hold no phone', async () => {
    await rig.call('POST', '/sandbox/api/customers', { phone: '6281200000009', phoneHidden: true });
    rig.sandbox.write('6281200000009', { type: 'text', body: 'P' });
    await rig.sandbox.settled();
    const inbound = rig.changes()[0]?.value as { messages: { from_user_id: string }[] };
    expect(inbound).toMatchObject({ contacts: [expect.not.objectContaining({ wa_id: expect.anything() })] });
    const bsuid = inbound.messages[0]?.from_user_id ?? '';
    const answer = await rig.send({ recipient: bsuid, type: 'text', text: { body: 'Halo' } });
    expect(answer.body).toMatchObject({ contacts: [{ input: bsuid, user_id: bsuid }] });
    await rig.sandbox.settled();
    expect(rig.statuses()).toHaveLength(2);
    for (const status of rig.statuses()) {
      expect(status).toMatchObject({ recipient_user_id: bsuid });
      expect(status).not.toHaveProperty('recipient_id');
    }
  });
});

describe('the other calls', () => {
  const get = async (path: string) => {
    const answer = await fetch(`${rig.url}/sandbox/graph/v25.0${path}`, {
      headers: { authorization: 'Bearer token' },
    });
    return (await answer.json()) as Record<string, unknown>;
  };

  const draft = {
    name: 'kabar',
    language: 'id',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Kabar {{1}} untuk Anda.', example: { body_text: [['Mei']] } }],
  };
  const handIn = (change: object = {}) =>
    rig.call(
      'POST',
      '/sandbox/graph/v25.0/200000000000002/message_templates',
      { ...draft, ...change },
      { authorization: 'Bearer token' },
    );

  test('a template that is handed in is reviewed at once, and can be sent', async () => {
    const { status, body } = await handIn();
    expect([status, body]).toEqual([200, { id: expect.any(String), status: 'PENDING', category: 'UTILITY' }]);
    await rig.sandbox.settled();
    expect(rig.changes()).toContainEqual({
      field: 'message_template_status_update',
      value: expect.objectContaining({ event: 'APPROVED', message_template_name: 'kabar' }),
    });
    expect(codeOf(await rig.send(template(siti, 'kabar', ['Mei'])))).toBeUndefined();
  });

  test.each<[string, object, number]>([
    ['with a name that Meta does not take', { name: 'Kabar Baru' }, 2388023],
    ['without a body', { components: [{ type: 'FOOTER', text: 'x' }] }, 2388023],
    ['that stands there already', { name: 'donation_receipt' }, 2388024],
    ['with a body of 1,025', { components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }, 2388040],
    ['with a value first', { components: [{ type: 'BODY', text: '{{1}} kabar', example: {} }] }, 2388299],
    ['without a sample', { components: [{ type: 'BODY', text: 'Kabar {{1}} ini.' }] }, 2388043],
  ])('a template %s is refused', async (_, change, subcode) => {
    const { status, body } = await handIn(change);
    expect([status, (body as { error: { code: number; error_subcode: number } }).error]).toEqual([
      400,
      expect.objectContaining({ code: 100, error_subcode: subcode }),
    ]);
  });

  test('all templates come over several pages', async () => {
    const names: string[] = [];
    let path: string | undefined = '/200000000000002/message_templates?limit=4&fields=name,language,status';
    while (path) {
      const page: Record<string, unknown> = await get(path);
      for (const one of page['data'] as { name: string; language: string }[])
        names.push(`${one.name} ${one.language}`);
      const { next, cursors } = page['paging'] as { next?: string; cursors: { after: string } };
      path = next && `/200000000000002/message_templates?limit=4&after=${encodeURIComponent(cursors.after)}`;
    }
    expect(names).toHaveLength(15);
    expect(new Set(names).size).toBe(15);
    expect(names).toEqual(
      expect.arrayContaining(['consent_confirm id', 'consent_confirm en', 'laporan_penyaluran id']),
    );
  });

  test('every marketing template offers a way out, as a button and in its footer', async () => {
    const page = await get('/200000000000002/message_templates?category=MARKETING&limit=100');
    for (const { components } of page['data'] as { components: Record<string, unknown>[] }[]) {
      expect(JSON.stringify(components)).toMatch(/"QUICK_REPLY","text":"(Berhenti|Stop)"/);
      expect(components.find(({ type }) => type === 'FOOTER')?.['text']).toMatch(/BERHENTI|STOP/);
    }
  });

  test('the number answers exactly the fields that were asked for', async () => {
    expect(
      await get(
        '/100000000000001?fields=quality_rating,throughput,whatsapp_business_manager_messaging_limit',
      ),
    ).toEqual({
      id: '100000000000001',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
    });
  });

  test.each([
    ['restriction', 'LIMITED', 368, undefined],
    ['restriction_all', 'BLOCKED', 131031, 131031],
    ['ban', 'BLOCKED', 131031, 131031],
    ['violation', 'AVAILABLE', undefined, undefined],
  ])('after %s health is %s', async (preset, health, templateCode, textCode) => {
    rig.sandbox.write(siti, { type: 'text', body: 'P' });
    await rig.call('POST', '/sandbox/api/account-events', { preset });
    expect(await get('/100000000000001?fields=health_status')).toMatchObject({
      health_status: { can_send_message: health },
    });
    expect(codeOf(await rig.send(template(siti, 'laporan_penyaluran', report)))).toBe(templateCode);
    expect(codeOf(await rig.send(text(siti)))).toBe(textCode);
    await rig.call('POST', '/sandbox/api/account-events', { preset: 'reinstate' });
    expect(codeOf(await rig.send(template(siti, 'laporan_penyaluran', report)))).toBeUndefined();
  });

  test.each([
    ['verify', 200],
    ['another token', 400],
  ])('subscribing verifies our webhook: with %s it answers %i', async (verifyToken, status) => {
    const other = await startRig({ verifyToken });
    try {
      const answer = await fetch(`${other.url}/sandbox/graph/v25.0/200000000000002/subscribed_apps`, {
        method: 'POST',
        headers: { authorization: 'Bearer token' },
      });
      expect(answer.status).toBe(status);
    } finally {
      await other.close();
    }
  });

  test('the account is subscribed, and an uploaded file comes back', async () => {
    expect(await get('/200000000000002/subscribed_apps')).toMatchObject({ data: [{}] });
    const form = new FormData();
    form.append('messaging_product', 'whatsapp');
    form.append('type', 'application/pdf');
    form.append('file', new Blob(['%PDF-1.7']), 'salinan.pdf');
    const upload = await fetch(`${rig.url}/sandbox/graph/v25.0/100000000000001/media`, {
      method: 'POST',
      headers: { authorization: 'Bearer token' },
      body: form,
    });
    const { id } = (await upload.json()) as { id: string };
    const { url, mime_type } = await get(`/${id}`);
    expect(mime_type).toBe('application/pdf');
    const file = await fetch(String(url), { headers: { authorization: 'Bearer token' } });
    expect(await file.text()).toBe('%PDF-1.7');
  });
});
