import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { discardUnproven, QUARANTINE } from '../../src/consent/import/quarantine.js';
import { enqueue } from '../../src/outbox/enqueue.js';
import { xlsx } from '../setup/xlsx.js';
import { NOW, NUMBER, Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
  await rig.topic();
});
afterAll(() => rig.stop());

const HEADER = 'phone,name,topic,source,date,wording,reference';
const upload = (csv: string, query = '', headers: Record<string, string> = {}) =>
  rig.api(`/imports${query}`, {
    raw: csv,
    method: 'POST',
    headers: { 'Content-Type': 'text/csv; charset=utf-8', ...headers },
  });
const row = (phone: string, rest = 'Siti,info-zakat,kertas,2026-01-02,"Ya, kirimi saya",F-1') =>
  `${phone},${rest}`;
const results = (body: { items: { outcome: string; reason: string | null }[] }) =>
  body.items.map((one) => [one.outcome, one.reason]);

test('imports requests with their proof, subscribing nobody', async () => {
  const answer = await upload(`${HEADER}\n${row('081411110001')}\n${row('0814-1111-0002')}\n`);
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    state: 'completed',
    dry_run: false,
    rows: 2,
    counts: { requested: 2, unchanged: 0, refused: 0, invalid: 0 },
  });
  const [contact] = (await rig.api('/contacts?phone=081411110001')).body.items;
  expect(contact.name).toBe('Siti');
  const [consent] = (await rig.api(`/contacts/${contact.id}/consents`)).body.items;
  expect(consent).toMatchObject({
    state: 'pending',
    evidence: {
      source: 'import',
      evidence: {
        source: 'kertas',
        date: '2026-01-02',
        wording: 'Ya, kirimi saya',
        reference: 'F-1',
        import: answer.body.id,
        row: 1,
      },
    },
  });
  expect((await rig.api(`/imports/${answer.body.id}`)).body).toEqual(answer.body);
});

test('P2 whoever stopped, declined or answered already is not asked again', async () => {
  const people = {
    '081411120001': 'stopped',
    '081411120002': 'declined',
    '081411120003': 'pending',
    '081411120004': 'subscribed',
    '081411120005': 'suspended',
  };
  for (const [phone, as] of Object.entries(people)) {
    const id = await rig.contact(phone);
    if (as === 'stopped') await rig.post(`/contacts/${id}/consents`, { event: 'WITHDRAW' });
    else if (as === 'suspended') await rig.consent(id, { event: 'SUSPEND' });
    else await rig.consent(id, { event: 'REQUEST' });
    if (as === 'declined') await rig.consent(id, { event: 'DECLINE' });
    if (as === 'subscribed') await rig.consent(id, { event: 'CONFIRM' });
  }
  const { body } = await upload(
    `${HEADER}\n${Object.keys(people)
      .map((phone) => row(phone))
      .join('\n')}`,
  );
  expect(results(body)).toEqual([
    ['refused', 'opted_out'],
    ['refused', 'declined'],
    ['unchanged', 'pending'],
    ['unchanged', 'subscribed'],
    ['refused', 'suspended'],
  ]);
  const [stopped] = (await rig.api('/contacts?phone=081411120001')).body.items;
  expect((await rig.api(`/contacts/${stopped.id}/ledger`)).body.items.at(-1)).toMatchObject({
    event: 'REQUEST',
    effect: false,
  });
});

test('a dry run reports the same and leaves nothing', async () => {
  const answer = await upload(
    `${HEADER}\n${row('081411130001')}\n${row('12')}\n${row('081411130001')}\n`,
    '?dry_run=true',
  );
  expect(answer.body).toMatchObject({ dry_run: true, counts: { requested: 1, invalid: 1, unchanged: 1 } });
  expect((await rig.api('/contacts?phone=081411130001')).body.items).toEqual([]);
  expect(results((await rig.api(`/imports/${answer.body.id}`)).body)).toEqual([
    ['requested', null],
    ['invalid', 'invalid_phone'],
    ['unchanged', 'pending'],
  ]);
});

describe('each fault of a row has a reason:', () => {
  test.each([
    ['invalid_phone', 'abc,Siti,info-zakat,kertas,2026-01-02,Ya,F-1'],
    ['missing_topic', '081411140001,Siti,,kertas,2026-01-02,Ya,F-1'],
    ['unknown_topic', '081411140001,Siti,cuaca,kertas,2026-01-02,Ya,F-1'],
    ['missing_phone', ',Siti,info-zakat,kertas,2026-01-02,Ya,F-1'],
    ['lost_digits', '"6,28E+12",Siti,info-zakat,kertas,2026-01-02,Ya,F-1'],
    ['invalid_date', '081411140001,Siti,info-zakat,kertas,kemarin,Ya,F-1'],
    ['invalid_date', '081411140001,Siti,info-zakat,kertas,2025-02-31,Ya,F-1'],
    ['invalid_date', '081411140001,Siti,info-zakat,kertas,31/2/2025,Ya,F-1'],
    ['date_in_future', '081411140001,Siti,info-zakat,kertas,2026-02-02,Ya,F-1'],
    ['too_long', `081411140001,${'x'.repeat(201)},info-zakat,kertas,2026-01-02,Ya,F-1`],
  ])('%s', async (reason, line) => {
    const { body } = await upload(`${HEADER}\n${line}\n`);
    expect(results(body)).toEqual([['invalid', reason]]);
    expect((await rig.api('/contacts?phone=081411140001')).body.items).toEqual([]);
  });
});

test.each([
  ['a byte order mark and CRLF', `\uFEFF${HEADER}\r\n${row('081411150001')}\r\n`],
  ['semicolons', `${HEADER.replaceAll(',', ';')}\n081411150002;Siti, SE;info-zakat;kertas;2/1/2026;Ya;F-1\n`],
  ['tabs', `${HEADER.replaceAll(',', '\t')}\n081411150003\tSiti\tinfo-zakat\tkertas\t2026-01-02\tYa\tF-1\n`],
  [
    'another order, capitals and a column of its own',
    'Topic,DATE,source,catatan,Phone,wording\ninfo-zakat,2026-01-02,web,x,081411150004,Ya\n',
  ],
  ['an empty line in between', `${HEADER}\n\n${row('081411150005')}\n\n`],
  ['only a reference', `${HEADER}\n${row('081411150006', 'Siti,info-zakat,kertas,2026-01-02 10:00,,F-1')}`],
])('reads a file with %s', async (_, csv) => {
  expect(results((await upload(csv)).body)).toEqual([['requested', null]]);
});

test.each([
  ['nothing', '', 'import_header'],
  ['no header', `${row('081411160001')}\n`, 'import_header'],
  ['a header without a number', 'name,topic,source\n', 'import_header'],
  ['empty lines', '\n\n;;;\n', 'import_header'],
])('refuses %s', async (_, csv, code) => {
  const answer = await upload(csv);
  expect([answer.status, answer.body.code]).toEqual([422, code]);
});

test('a file that stops being CSV keeps what came before', async () => {
  const { body } = await upload(`${HEADER}\n${row('081411170001')}\n"081411170002,Siti\n`);
  expect(body.state).toBe('failed');
  expect(results(body)).toEqual([
    ['requested', null],
    ['invalid', 'csv_syntax'],
  ]);
});

test('wants text/csv', async () => {
  const answer = await rig.post('/imports', { phone: '081411180001' });
  expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
});

test('the report comes in pages', async () => {
  const lines = Array.from({ length: 120 }, (_, i) => row(`08142222${String(1000 + i)}`));
  const { body } = await upload(`${HEADER}\n${lines.join('\n')}\n`);
  expect(body).toMatchObject({ rows: 120, counts: { requested: 120 } });
  const rows: number[] = body.items.map((one: { row: number }) => one.row);
  for (let next = body.next; next !== null; ) {
    const page = (await rig.api(`/imports/${body.id}?cursor=${next}`)).body;
    rows.push(...page.items.map((one: { row: number }) => one.row));
    next = page.next;
  }
  expect(rows).toEqual(lines.map((_, i) => i + 1));
});

test('the same file under the same key is imported once; another file is refused', async () => {
  const csv = `${HEADER}\n${row('081411190001')}\n`;
  const headers = { 'Idempotency-Key': 'file-1' };
  const first = await upload(csv, '', headers);
  const again = await upload(csv, '', headers);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  const other = await upload(`${csv}${row('081411190002')}\n`, '', headers);
  expect([other.status, other.body.code]).toEqual([409, 'idempotency_conflict']);
});

describe('a list as people have it', () => {
  const LIST =
    'DAFTAR DONATUR 2025\n\nNo;No HP;Nama;Tanggal setuju;Sumber;Persetujuan;No Formulir\n' +
    "1;'0814-1121-0001;Siti;3 Agt 2025;acara;Ya, kirimi saya;F-1\n" +
    '2;6,28E+12;Budi;3 Agt 2025;acara;Ya, kirimi saya;F-2\n' +
    '3;081411210003 / 081411210004;Umar;31/2/2025;acara;Ya, kirimi saya;F-3\n' +
    ';;;;;;\n' +
    '4;081411210005 / 081411210006;Ali;45872;acara;Ya, kirimi saya;F-4\n' +
    '5;081411210007;Ani;;;;\n';

  test('is read by its headers, and each row says what to do', async () => {
    const { body } = await upload(LIST, '?topic=info-zakat&name=donatur.csv');
    expect(body).toMatchObject({
      name: 'donatur.csv',
      state: 'completed',
      percent: 100,
      counts: { requested: 2, invalid: 2, unproven: 1 },
      columns: { phone: 'No HP', name: 'Nama', date: 'Tanggal setuju', wording: 'Persetujuan' },
      error: null,
    });
    expect(body.items.map((one: { line: number; reason: string }) => [one.line, one.reason])).toEqual([
      [4, null],
      [5, 'lost_digits'],
      [6, 'invalid_date'],
      [8, null],
      [9, 'missing_source'],
    ]);
    expect(body.items[1].message).toEqual({
      id: expect.stringContaining('6,28E+12'),
      en: expect.stringContaining('.xlsx'),
    });
    const [ali] = (await rig.api('/contacts?phone=081411210005')).body.items;
    expect(ali).toMatchObject({ name: 'Ali', attributes: { other_phones: '6281411210006' } });
    expect((await rig.api('/contacts?phone=081411210006')).body.items).toEqual([]);
  });

  test('the report can be downloaded, all of it or one outcome, without personal data', async () => {
    const { body } = await upload(LIST, '?topic=info-zakat&dry_run=true');
    const all = await rig.api(`/imports/${body.id}/report`);
    expect(all.headers.get('content-type')).toMatch(/text\/csv/);
    expect(all.headers.get('content-disposition')).toContain(`${body.id}.csv`);
    expect(all.text.trim().split('\r\n')).toHaveLength(6);
    expect(all.text).not.toMatch(/0814|62814|Siti|Budi/);
    const bad = await rig.api(`/imports/${body.id}/report?outcome=invalid`);
    expect(bad.text.match(/lost_digits|invalid_date/g)).toEqual(['lost_digits', 'invalid_date']);
    const page = await rig.api(`/imports/${body.id}?outcome=invalid`);
    expect(page.body.items.map((one: { row: number }) => one.row)).toEqual([2, 3]);
  });

  test('a person is one person, however the number is written, in the list and in the store', async () => {
    const first = await upload(
      `${HEADER}\n${row('081411240001')}\n${row('+62 814-1124-0001')}\n${row('81411240001')}\n`,
    );
    expect(results(first.body)).toEqual([
      ['requested', null],
      ['unchanged', 'pending'],
      ['unchanged', 'pending'],
    ]);
    const again = await upload(`${HEADER}\n${row("'6281411240001")}\n${row('wa.me/6281411240001')}\n`);
    expect(results(again.body)).toEqual([
      ['unchanged', 'pending'],
      ['unchanged', 'pending'],
    ]);
    expect((await rig.api('/contacts?phone=081411240001')).body.items).toHaveLength(1);
  });

  test('no formula of the file can run in the report', async () => {
    const evil = ['=cmd|calc!A1', '+1+1', '-2', '@SUM(A1)', '\t=1+1'];
    const lines = evil.flatMap((text, i) => {
      const cells = `"${text}","info-zakat","${text}",2026-01-02,"${text}","${text}"`;
      return [
        `08141125000${i},${cells}`,
        `"${text}",${cells}`,
        `08141125001${i},Ali,"${text}",x,2026-01-02,x,x`,
      ];
    });
    const { body } = await upload(`${HEADER}\n${lines.join('\n')}\n`, '?name=%3Dcmd%7Ccalc!A1');
    expect(body.counts).toMatchObject({ requested: evil.length, invalid: 2 * evil.length });
    const { text } = await rig.api(`/imports/${body.id}/report`);
    expect(text).not.toMatch(/(^|[,"\n])[=+\-@\t]/);
    expect(text).not.toMatch(/calc|SUM/);
  });

  test('the same as .xlsx', async () => {
    const rows = [
      ['No HP', 'Nama', 'Tanggal setuju', 'Sumber', 'Persetujuan'],
      [6281411220001, 'Siti', { date: 45872 }, 'acara', 'Ya'],
      ["'081411220002", 'Budi', '3 Agt 2025', 'acara', 'Ya'],
    ];
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const { body } = await rig.api('/imports?topic=info-zakat', {
      method: 'POST',
      raw: xlsx({ sheets: [{ name: 'Data', rows }] }),
      headers: { 'Content-Type': type },
    });
    expect([body.state, results(body)]).toEqual([
      'completed',
      [
        ['requested', null],
        ['requested', null],
      ],
    ]);
  });

  test('its columns can be said', async () => {
    const csv = 'A;B;C\nSiti;081411230001;2/1/2026\n';
    const query = '?map=phone%3DB&map=name%3DA&map=date%3DC&topic=info-zakat&source=acara&reference=map%207';
    expect(results((await upload(csv, query)).body)).toEqual([['requested', null]]);
    const wrong = await upload(csv, '?map=phone%3DTelepon');
    expect([wrong.status, wrong.body.code, wrong.body.fault]).toEqual([422, 'import_header', 'no_header']);
  });

  test.each([
    ['?map=hp%3DNomor', 'map'],
    ['?topic=cuaca', 'topic'],
    ['?date=31/2/2025', 'date'],
    ['?date=2030-01-01', 'date'],
  ])('what is said for all rows is checked first: %s', async (query, path) => {
    const answer = await upload(LIST, query);
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([
      400,
      'invalid_query',
      path,
    ]);
  });

  test.each([
    ['a PDF', '%PDF-1.7', 'unreadable_format'],
    ['half an .xlsx', 'PK\u0003\u0004', 'broken_file'],
  ])('%s is refused, and nothing stays of it', async (_, raw, fault) => {
    const answer = await upload(raw);
    expect([answer.status, answer.body.code, answer.body.fault]).toEqual([422, 'import_file', fault]);
    expect(
      await rig.deps.store.read.selectFrom('import').select('id').where('fault', '=', fault).execute(),
    ).toEqual([]);
  });
});

describe('rows without proof', () => {
  const PROOF = {
    source: 'acara',
    date: '3 Agt 2025',
    wording: 'Ya, kirimi saya info zakat',
    reference: 'map 14',
  };
  const list = (...phones: string[]) => `phone,name\n${phones.map((phone) => `${phone},Siti`).join('\n')}\n`;
  const bring = async (...phones: string[]) => (await upload(list(...phones), '?topic=info-zakat')).body;
  const consentOf = async (phone: string) => {
    const [contact] = (await rig.api(`/contacts?phone=${phone}`)).body.items;
    return contact && (await rig.api(`/contacts/${contact.id}/consents`)).body.items[0];
  };

  test('wait, with nobody made of them, until staff attach one; then they are requested', async () => {
    const { id, counts, items } = await bring('081412110001', '081412110002');
    expect(counts).toMatchObject({ unproven: 2, requested: 0 });
    expect(items[0]).toMatchObject({ outcome: 'unproven', reason: 'missing_source' });
    expect(await consentOf('081412110001')).toBeUndefined();
    const proven = await rig.post(`/imports/${id}/proof`, PROOF);
    expect(proven.status).toBe(202);
    expect(proven.body).toMatchObject({
      state: 'completed',
      counts: { unproven: 0, requested: 2 },
      proofs: [
        { source: 'acara', date: '2025-08-03', applied_at: expect.any(String), by: expect.any(String) },
      ],
    });
    expect(await consentOf('081412110001')).toMatchObject({
      state: 'pending',
      evidence: {
        evidence: { source: 'acara', date: '2025-08-03', reference: 'map 14', import: id, row: 1 },
      },
    });
    const again = await rig.post(`/imports/${id}/proof`, PROOF);
    expect([again.status, again.body.code]).toEqual([409, 'import_proven']);
    const kept = await rig.deps.store.read
      .selectFrom('import_row')
      .selectAll()
      .where('import_id', '=', id)
      .execute();
    expect(kept.map(({ phone, data }) => [phone, data])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test('a proof fills what is empty, and whoever it does not make whole goes on waiting', async () => {
    const csv = 'phone,source,date,wording\n081412120001,,2026-01-01,Ya\n081412120002,web,,Ya\n';
    const { body } = await upload(csv, '?topic=info-zakat');
    const { body: proven } = await rig.post(`/imports/${body.id}/proof`, {
      source: 'acara',
      wording: 'Boleh',
    });
    expect(proven.counts).toMatchObject({ requested: 1, unproven: 1 });
    expect((await consentOf('081412120001')).evidence.evidence).toMatchObject({
      source: 'acara',
      wording: 'Ya',
    });
  });

  test('P2 whoever stopped or was erased meanwhile is not asked, and leaves nothing behind', async () => {
    const phones = ['081412130001', '081412130002', '081412130003'];
    const { id } = await bring(...phones);
    const stopped = await rig.contact(phones[0]);
    await rig.post(`/contacts/${stopped}/consents`, { event: 'WITHDRAW' });
    await rig.api(`/contacts/${await rig.contact(phones[1])}`, { method: 'DELETE' });
    const view = (await rig.api(`/imports/${id}`)).body;
    expect(results(view)[1]).toEqual(['refused', 'erased']);
    expect(
      JSON.stringify(await rig.deps.store.read.selectFrom('import_row').selectAll().execute()),
    ).not.toContain('81412130002');
    const { body } = await rig.post(`/imports/${id}/proof`, PROOF);
    expect(results(body)).toEqual([
      ['refused', 'opted_out'],
      ['refused', 'erased'],
      ['requested', null],
    ]);
  });

  test('P2 whoever stopped before is refused at once, and an erased number is not even kept', async () => {
    const stopped = await rig.contact('081412140001');
    await rig.post(`/contacts/${stopped}/consents`, { event: 'WITHDRAW' });
    await rig.api(`/contacts/${await rig.contact('081412140002')}`, { method: 'DELETE' });
    expect(results(await bring('081412140001', '081412140002'))).toEqual([
      ['refused', 'opted_out'],
      ['refused', 'erased'],
    ]);
  });

  test('are let go after 90 days', async () => {
    const { id } = await bring('081412150001');
    const { store } = rig.deps;
    expect(await discardUnproven(store, NOW + QUARANTINE)).toBe(0);
    expect(await discardUnproven(store, NOW + QUARANTINE + 1)).toBeGreaterThan(0);
    const { body } = await rig.api(`/imports/${id}`);
    expect([results(body), body.counts]).toEqual([
      [['discarded', 'never_proven']],
      expect.objectContaining({ discarded: 1, unproven: 0 }),
    ]);
  });

  test.each([
    [{}, 'wording'],
    [{ source: 'x', date: '2026-01-01' }, 'wording'],
    [{ ...PROOF, date: '31/2/2025' }, 'date'],
    [{ ...PROOF, date: '2030-01-01' }, 'date'],
  ])('a proof that proves nothing is refused: %j', async (proof, path) => {
    const { id } = await bring(`0814121${String(60000 + path.length + Object.keys(proof).length)}`);
    const answer = await rig.post(`/imports/${id}/proof`, proof);
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });
});

describe('a source whose proof stands for the yes', () => {
  const decide = (source: string, double_opt_in: boolean) =>
    rig.post('/sources', { source, double_opt_in, reason: 'formulir bertanda tangan' });
  const line = (phone: string, rest = 'Siti,info-zakat,formulir,2026-01-02,"Ya, kirimi saya",F-1') =>
    `${phone},${rest}`;

  test('subscribes with its proof alone; other sources ask as ever', async () => {
    expect((await decide('import:formulir', false)).body).toMatchObject({
      double_opt_in: false,
      reason: expect.any(String),
    });
    const { body } = await upload(
      [
        HEADER,
        line('081413110001'),
        line('081413110001'),
        line('081413110002', 'Siti,info-zakat,web,2026-01-02,Ya,F-1'),
        line('081413110003', 'Siti,info-zakat,formulir,2024-01-02,Ya,F-1'),
        line('081413110004', 'Siti,info-zakat,formulir,2026-01-02,,F-1'),
      ].join('\n'),
    );
    expect(results(body)).toEqual([
      ['subscribed', null],
      ['unchanged', 'subscribed'],
      ['requested', null],
      ['requested', null],
      ['requested', null],
    ]);
    const [contact] = (await rig.api('/contacts?phone=081413110001')).body.items;
    const ledger = (await rig.api(`/contacts/${contact.id}/ledger`)).body.items;
    expect(ledger.slice(0, 2)).toMatchObject([
      { event: 'REQUEST', to: 'pending', source: 'import' },
      {
        event: 'CONFIRM',
        to: 'subscribed',
        source: 'import',
        actor: 'api',
        evidence: { wording: 'Ya, kirimi saya' },
      },
    ]);
    expect((await rig.api('/ledger/verify')).body.ok).toBe(true);
  });

  test('P2 brings back nobody who stopped, declined or asked and never said yes after a stop', async () => {
    await decide('import', false);
    const people = {
      '081413120001': 'stopped',
      '081413120002': 'declined',
      '081413120003': 'asked again',
      '081413120004': 'paused',
    };
    for (const [phone, as] of Object.entries(people)) {
      const id = await rig.contact(phone);
      if (as === 'stopped') await rig.post(`/contacts/${id}/consents`, { event: 'WITHDRAW' });
      if (as === 'asked again') await rig.consent(id, { event: 'WITHDRAW' });
      rig.clock.at += 2000;
      if (as === 'declined' || as === 'asked again') await rig.consent(id, { event: 'REQUEST' });
      if (as === 'declined') await rig.consent(id, { event: 'DECLINE' });
      if (as === 'paused') await rig.consent(id, { event: 'PAUSE', until: rig.clock.at + 1e9 });
    }
    const { body } = await upload(
      `${HEADER}\n${Object.keys(people)
        .map((phone) => line(phone))
        .join('\n')}`,
    );
    expect(results(body)).toEqual([
      ['refused', 'opted_out'],
      ['refused', 'declined'],
      ['unchanged', 'pending'],
      ['refused', 'paused_by_customer'],
    ]);
    await decide('import', true);
    const { items } = (await rig.api('/sources')).body;
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'import', double_opt_in: true }),
        { source: 'paper', double_opt_in: true, reason: null, by: null, at: null },
      ]),
    );
  });

  test.each([['keyword'], ['import:'], ['formulir']])('%s is no such source', async (source) => {
    expect((await decide(source, false)).status).toBe(422);
  });
});

test('P4 who let a permission message pass unanswered is not asked by another list', async () => {
  const phone = '081414110001';
  const csv = `${HEADER}\n${row(phone)}\n`;
  await upload(csv);
  const [{ id }] = (await rig.api(`/contacts?phone=${phone}`)).body.items;
  const message = {
    contactId: id,
    numberId: NUMBER,
    purpose: 'permission',
    topic: 'info-zakat',
    basis: { kind: 'proof', reference: 'F-1' },
    content: { type: 'text', body: 'x' },
  } as const;
  await rig.deps.store.write(async (tx) => {
    const row = await enqueue(tx, message, rig.clock.at);
    await tx.updateTable('outbox').set({ attempted_at: rig.clock.at }).where('id', '=', row).execute();
  });
  await rig.consent(id, { event: 'EXPIRE', actor: 'system', source: 'system' });
  expect(results((await upload(csv)).body)).toEqual([['refused', 'already_asked']]);
  expect(results((await upload(csv, '?dry_run=true')).body)).toEqual([['refused', 'already_asked']]);
});

describe('a long import', () => {
  const lines = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => row(`0815${String(first + i).padStart(7, '0')}`)).join('\n');

  test('is answered before its end when that is wished, and tells how far it is', async () => {
    rig.clock.at += 1000;
    const { status, body } = await upload(`${HEADER}\n${lines(0, 3000)}\n`, '?wait=0');
    expect([status, body.completed_at]).toEqual([201, null]);
    expect(['queued', 'running']).toContain(body.state);
    await rig.deps.imports.ended(body.id, 15_000);
    expect((await rig.api(`/imports/${body.id}`)).body).toMatchObject({
      state: 'completed',
      rows: 3000,
      percent: 100,
    });
    const { items } = (await rig.api('/imports?limit=1')).body;
    expect(items).toMatchObject([{ id: body.id, state: 'completed', rows: 3000 }]);
  });

  test('can be cancelled; what it has asked for stays, the file does not', async () => {
    const { body } = await upload(`${HEADER}\n${lines(10_000, 20_000)}\n`, '?wait=0');
    const cancelled = await rig.post(`/imports/${body.id}/cancel`);
    expect(cancelled.body.state).toBe('cancelled');
    const again = await rig.post(`/imports/${body.id}/cancel`);
    expect([again.status, again.body.code]).toEqual([409, 'import_ended']);
    // The next one is done after it, so that nothing of it goes on behind our back.
    const next = await upload(`${HEADER}\n${row('081599990001')}\n`);
    expect(next.body.state).toBe('completed');
    const { rows } = (await rig.api(`/imports/${body.id}`)).body;
    expect(rows).toBeLessThan(20_000);
    const { n } = await rig.deps.store.read
      .selectFrom('import_row')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('import_id', '=', body.id)
      .executeTakeFirstOrThrow();
    expect(n).toBe(rows);
  });

  test('a dry run meets the same number again over thousands of rows', async () => {
    const { body } = await upload(
      `${HEADER}\n${lines(50_000, 1500)}\n${lines(50_000, 10)}\n`,
      '?dry_run=true',
    );
    expect(body.counts).toMatchObject({ requested: 1500, unchanged: 10 });
    expect((await rig.api('/contacts?phone=08150050000')).body.items).toEqual([]);
  });
});
