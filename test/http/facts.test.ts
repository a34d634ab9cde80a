import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, addKey, NOW, Rig } from './rig.js';

const DAY = 24 * 60 * 60 * 1000;
const about = { source: 'surat bank', owner: 'keuangan' };
const account = { id: 'rekening-zakat', kind: 'account', value: '000 100 0001', bank: 'Contoh', ...about };
const nisab = { id: 'nisab', kind: 'figure', value: 'Rp85 juta', expires: '2026-12-31', ...about };

let rig: Rig;
let rina: string;
let budi: string;
const notices: string[] = [];
beforeAll(async () => {
  rig = await Rig.start();
  rina = (await addKey(rig.deps.store, 'rina', NOW - DAY)).key;
  budi = (await addKey(rig.deps.store, 'budi', NOW - DAY)).key;
  rig.deps.bus.subscribe('fact', ({ state }) => void notices.push(state));
  await rig.topic();
  await rig.template('kuitansi');
  await rig.template('laporan', 'MARKETING');
});
afterAll(() => rig.stop());

const propose = (fact: object, key = rina): Promise<Answer> => rig.api('/facts', { body: fact, key });
const act = (number: number, what: 'approve' | 'cancel', key: string) =>
  rig.api(`/facts/changes/${number}/${what}`, { method: 'POST', key });

test('an account takes two people and a day, with an alarm', async () => {
  const proposed = await propose(account);
  expect([proposed.status, proposed.body.state, proposed.body.proposed_by]).toEqual([
    201,
    'proposed',
    'rina',
  ]);
  const { number } = proposed.body;
  expect((await rig.api('/facts')).body.items).toEqual([]);

  const alone = await act(number, 'approve', rina);
  expect([alone.status, alone.body.code]).toEqual([409, 'second_person_needed']);
  const made = (await addKey(rig.deps.store, 'siti', NOW + 1)).key;
  expect((await act(number, 'approve', made)).body.code).toBe('second_person_needed');
  rig.clock.at += 1000;
  const approved = await act(number, 'approve', budi);
  expect(approved.body).toMatchObject({ state: 'approved', approved_by: 'budi' });
  expect(Date.parse(approved.body.effective_at)).toBe(rig.clock.at + DAY);

  rig.clock.at += DAY;
  await rig.deps.facts.due();
  expect((await rig.api('/facts/rekening-zakat')).body).toEqual(account);
  expect((await rig.api('/facts/changes?state=done')).body.items).toMatchObject([{ number, before: null }]);
  expect(notices).toEqual(['proposed', 'approved', 'done']);
  const news = (await rig.api('/account/events')).body.items;
  expect(JSON.stringify(news)).not.toContain('000 100 0001');
});

test('a change is cancelled by anybody, and then closed', async () => {
  const { number } = (await propose({ ...account, value: '000 100 0009' })).body;
  expect((await act(number, 'cancel', budi)).body).toMatchObject({ state: 'cancelled', closed_by: 'budi' });
  expect((await act(number, 'approve', budi)).body.code).toBe('fact_change_closed');
  expect((await act(99, 'cancel', budi)).status).toBe(404);
});

test('a dated figure counts at once, and needs an end and an owner', async () => {
  expect((await propose(nisab)).body.state).toBe('done');
  const { expires: _, ...endless } = nisab;
  const refused = await propose(endless);
  expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'expires']);
  const { owner: __, ...nobodys } = nisab;
  expect((await propose(nobodys)).status).toBe(422);
});

describe('what is not in the list does not leave:', () => {
  const blocked = (answer: Answer) => [answer.status, answer.body.code, answer.body.detail];
  const refusal = [409, 'content_blocked', expect.stringMatching(/rekening.*daftar fakta.*rujukan/s)];

  async function ticket(): Promise<{ contact: string; at: string }> {
    const contact = await rig.contact(`0819${String(40_000_000 + ++last)}`);
    await rig.wrote(contact, 'halo');
    const { body } = await rig.post('/tickets', { contact });
    return { contact, at: `/tickets/${body.id}/reply` };
  }
  let last = 0;
  const textOf = async (id: string) => {
    const row = await rig.deps.store.read
      .selectFrom('outbox')
      .select(['content', 'sound'])
      .where('id', '=', Number(id.replace('out_', '')))
      .executeTakeFirstOrThrow();
    return [JSON.parse(row.content ?? '').body, row.sound];
  };

  test('an agent’s reply, with the reason and what to do', async () => {
    const { at } = await ticket();
    expect(blocked(await rig.post(at, { text: 'Transfer ke BCA 1234567890 ya kak' }))).toEqual(refusal);
    expect((await rig.post(at, { text: 'Kirim kode OTP-nya ya' })).body.detail).toMatch(/OTP/);
    const reply = await rig.post(at, {
      text: 'Rekening: {{fact.rekening-zakat}} ({{fact.rekening-zakat.bank}})',
    });
    expect(reply.status).toBe(202);
    expect(await textOf(reply.body.id)).toEqual([
      'Rekening: 000 100 0001 (Contoh)',
      rig.deps.facts.version(),
    ]);
    expect((await rig.post(at, { text: 'Pakai {{fact.rekening-x}}' })).body.code).toBe('content_blocked');
  });

  test('the reader’s own number may be named', async () => {
    const { at } = await ticket();
    const own = `0819-${String(40_000_000 + last).replace(/(....)(....)/, '$1-$2')}`;
    expect((await rig.post(at, { text: `Kami telepon di ${own} ya` })).status).toBe(202);
    expect((await rig.post(at, { text: 'Telepon 0812-3456-7890 ya' })).body.code).toBe('content_blocked');
  });

  test('a message of an integrator, in its text and in the values of a template', async () => {
    const { contact } = await ticket();
    const message = { contact, purpose: 'service' };
    expect(blocked(await rig.post('/messages', { ...message, text: 'Rekening 123 456 7890' }))).toEqual(
      refusal,
    );
    const receipt = (value: string) =>
      rig.post('/messages', {
        contact,
        purpose: 'utility',
        basis: { kind: 'asked_for', reference: '9876543210123' },
        template: { name: 'kuitansi', language: 'id', parameters: [value] },
      });
    expect((await receipt('buka evil.com')).body).toMatchObject({
      code: 'content_blocked',
      objection: 'unknown_link',
    });
    expect((await receipt('donasi 9876543210123 sebesar Rp100.000')).status).toBe(202);
    expect((await receipt('nisab {{fact.nisab}}')).status).toBe(202);
  });

  test('a quick reply, and an answer to a complaint', async () => {
    const quick = (text: string) => rig.post('/quick-replies', { title: 'x', text });
    expect((await quick('Rekening 123 456 7890')).body.code).toBe('content_blocked');
    expect((await quick('Rekening {{fact.rekening-zakat}}')).status).toBe(201);
  });

  test('a broadcast: the check before sending says so', async () => {
    const contact = await rig.contact('081955550001');
    await rig.subscribe(contact);
    const draft = async (value: string) => {
      const { body } = await rig.post('/broadcasts', {
        name: 'x',
        topic: 'info-zakat',
        template: { name: 'laporan', language: 'id', parameters: [value] },
        audience: { all: true },
      });
      const { checks } = (await rig.post(`/broadcasts/${body.id}/preflight`)).body;
      return checks.find(({ id }: { id: string }) => id === 'content').level;
    };
    expect(await draft('{{nama|Kak}}, transfer ke BCA 1234567890')).toBe('error');
    expect(await draft('{{nama|Kak}}, nisab {{fact.nisab}}')).toBe('ok');
    expect(await draft('nisab {{fact.nisab-lama}}')).toBe('error');
    rig.clock.at += 400 * DAY;
    expect(await draft('nisab {{fact.nisab}}')).toBe('error');
    rig.clock.at -= 400 * DAY;
  });

  test('a fact that is taken away takes its number along, at once', async () => {
    expect((await rig.api('/facts/rekening-zakat', { method: 'DELETE', key: rina })).body).toMatchObject({
      state: 'done',
      after: null,
    });
    const { at } = await ticket();
    expect((await rig.post(at, { text: 'Rekening 000 100 0001' })).body.code).toBe('content_blocked');
  });
});
