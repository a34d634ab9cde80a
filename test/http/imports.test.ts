import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

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
