import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jpeg, pdf } from '../setup/files.js';
import { Izin, person } from '../setup/izin.js';
import { type Customer, media } from '../setup/meta.js';

const HOUR = 3_600_000;
let izin: Izin;
let last = 500;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

interface Proof {
  number: number;
  contact: string;
  message: string;
  amount: number | null;
  state: string;
  decided_by: string | null;
  told: string | null;
  untold: string | null;
  media: { state: string; type: string | null } | null;
}

const next = () => {
  last += 1;
  const id = `wamedia.proof${last}`;
  izin.graph.files.set(id, { bytes: jpeg(id), type: 'image/jpeg' });
  return { who: person(last), id };
};
const photo = (id: string, caption?: string) =>
  media('image', { id, ...(caption !== undefined && { caption }) });
const queue = async (who: Customer, state = 'new') => {
  const { contactId } = await izin.stands(who);
  const { items } = await izin.api<{ items: Proof[] }>(
    'GET',
    `/transfer-proofs?state=${state}&contact=${contactId}`,
  );
  return items;
};
const decide = (number: number | undefined, body: object) =>
  izin.api<Proof>('PATCH', `/transfer-proofs/${number}`, body);
const ticketOf = async (who: Customer) => {
  const { contactId } = await izin.stands(who);
  return izin.store.read
    .selectFrom('ticket')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('opened_at', 'desc')
    .executeTakeFirst();
};
const lastTo = (who: Required<Customer>) => izin.graph.to(who.phone).at(-1)?.text ?? '';
const says = async (who: Customer, ...things: (string | object)[]) => {
  for (const thing of things) {
    await izin.from(who, thing);
    await izin.hurried();
  }
};
/** Somebody who has sent the photo of a slip. */
const sent = async (who: Customer, id: string) => {
  await says(who, 'konfirmasi donasi', photo(id));
  return (await queue(who))[0];
};

describe('a photo comes into the queue', () => {
  test('in the flow that asked for it, with the picture, and its sender hears so', async () => {
    const { who, id } = next();
    await says(who, 'konfirmasi donasi', photo(id));
    const [proof] = await izin.until(async () => {
      const found = await queue(who);
      return found[0]?.media?.state === 'fetched' ? found : null;
    });
    expect(proof).toMatchObject({ state: 'new', amount: null, media: { type: 'image/jpeg' }, told: null });
    expect((await izin.request('GET', `/api/v1/messages/${proof?.message}/media`)).status).toBe(200);
    expect(lastTo(who)).toContain('laporan Anda sudah masuk');
    expect((await ticketOf(who))?.state).toBe('open');
  });

  test('with the sum that was told before it', async () => {
    const { who, id } = next();
    await says(who, 'konfirmasi donasi', 'Rp 500.000', photo(id));
    expect(await queue(who)).toMatchObject([{ amount: 500_000 }]);
  });

  test('with words below it', async () => {
    const { who, id } = next();
    await says(who, 'konfirmasi donasi', photo(id, 'ini buktinya kak'));
    expect(await queue(who)).toHaveLength(1);
  });

  test('when the words below it begin the flow: nobody is asked for what they have sent', async () => {
    const { who, id } = next();
    await says(who, photo(id, 'sudah transfer ya kak'));
    expect(await queue(who)).toHaveLength(1);
    const told = izin.graph
      .to(who.phone)
      .map(({ text }) => text)
      .join('\n');
    expect(told).toContain('laporan Anda sudah masuk');
    expect(told).not.toContain('Kirim foto bukti transfer');
  });

  test('together with a line before it in the same turn', async () => {
    const { who, id } = next();
    await izin.from(who, 'konfirmasi donasi');
    await izin.hurried();
    await izin.from(who, 'kak');
    await izin.from(who, photo(id, 'ini buktinya'));
    await izin.hurried();
    expect(await queue(who)).toHaveLength(1);
  });

  test.each<[string, (id: string) => object]>([
    ['a voice note', (id) => media('audio', { id, mime_type: 'audio/ogg', voice: true })],
    [
      'a contact card',
      () => ({ type: 'contacts', contacts: [{ name: { formatted_name: 'Budi' }, phones: [] }] }),
    ],
  ])('but not %s, which an agent sees in the chat', async (_name, thing) => {
    const { who, id } = next();
    await says(who, 'konfirmasi donasi', thing(id));
    expect(await queue(who)).toEqual([]);
    expect((await ticketOf(who))?.state).toBe('open');
  });

  test('nor a photo that nobody asked for, until an agent puts it there, once', async () => {
    const { who, id } = next();
    await says(who, 'petugas', photo(id));
    expect(await queue(who)).toEqual([]);
    const { contactId } = await izin.stands(who);
    const { items } = await izin.api<{ items: { id: string; media: object | null }[] }>(
      'GET',
      `/contacts/${contactId}/messages`,
    );
    const message = items.find((one) => one.media)?.id;
    const proof = await izin.api<Proof>('POST', '/transfer-proofs', { message, amount: 250_000 });
    expect(proof).toMatchObject({ state: 'new', amount: 250_000, message });
    expect((await izin.api<Proof>('POST', '/transfer-proofs', { message })).number).toBe(proof.number);
    const text = items.find((one) => !one.media && one.id.startsWith('in_'))?.id;
    expect((await izin.request('POST', '/api/v1/transfer-proofs', { message: text })).status).toBe(404);
  });
});

describe('a decision', () => {
  test('tells the customer, says who and when, and closes the ticket that was about nothing else', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    const decided = await decide(proof?.number, { state: 'confirmed', author: 'Rina' });
    expect(decided).toMatchObject({ state: 'confirmed', decided_by: 'Rina', untold: null });
    await izin.settled();
    expect(lastTo(who)).toBe('Terima kasih. Transfer Anda sudah kami terima dan cocok dengan rekening kami.');
    expect(await izin.api('GET', `/messages/${decided.told}`)).toMatchObject({ purpose: 'service' });
    expect((await ticketOf(who))?.state).toBe('closed');
    expect(await queue(who)).toEqual([]);
    expect(await queue(who, 'confirmed')).toMatchObject([{ number: proof?.number }]);
  });

  test('is told in their language, with what staff add', async () => {
    const { who, id } = next();
    await says(who, 'english');
    const { contactId } = await izin.stands(who);
    await izin.api('PATCH', `/contacts/${contactId}`, { language: 'en' });
    const proof = await sent(who, id);
    await decide(proof?.number, { state: 'refused', note: 'The photo is too dark.' });
    await izin.settled();
    expect(lastTo(who)).toMatch(/^Sorry, we have not found.*AGENT\*\.\n\nThe photo is too dark\.$/s);
  });

  test('leaves the ticket open in which they wrote more', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    await says(who, 'oh ya, kapan kuitansinya dikirim?');
    await decide(proof?.number, { state: 'confirmed' });
    expect((await ticketOf(who))?.state).toBe('open');
  });

  test('leaves the ticket open that was there before', async () => {
    const { who, id } = next();
    await says(who, 'petugas', photo(id));
    const { contactId } = await izin.stands(who);
    const { items } = await izin.api<{ items: { id: string; media: object | null }[] }>(
      'GET',
      `/contacts/${contactId}/messages`,
    );
    const { number } = await izin.api<Proof>('POST', '/transfer-proofs', {
      message: items.find((one) => one.media)?.id,
    });
    await decide(number, { state: 'confirmed' });
    expect((await ticketOf(who))?.state).toBe('open');
  });

  test('is made once', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    await decide(proof?.number, { state: 'confirmed' });
    const again = await izin.request('PATCH', `/api/v1/transfer-proofs/${proof?.number}`, {
      state: 'refused',
    });
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'proof_decided']);
    await izin.settled();
    expect(izin.graph.to(who.phone).filter(({ text }) => text?.includes('Transfer Anda'))).toHaveLength(1);
  });

  test('by two at the same moment is one of theirs', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    const answers = await Promise.all(
      ['confirmed', 'refused'].map((state) =>
        izin.request('PATCH', `/api/v1/transfer-proofs/${proof?.number}`, { state }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('with words that may not leave is not made', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    const answer = await izin.request('PATCH', `/api/v1/transfer-proofs/${proof?.number}`, {
      state: 'refused',
      note: 'Kirim kode OTP Anda ke kami.',
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      409,
      'content_blocked',
    ]);
    expect(await queue(who)).toHaveLength(1);
  });

  test('can be kept to the house', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    const count = izin.graph.to(who.phone).length;
    expect(await decide(proof?.number, { state: 'confirmed', send: false })).toMatchObject({
      told: null,
      untold: 'not_asked',
    });
    await izin.settled();
    expect(izin.graph.to(who.phone)).toHaveLength(count);
  });

  test('P2 never reaches somebody who has stopped after the photo', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    await says(who, 'BERHENTI');
    const count = izin.graph.to(who.phone).length;
    const { contactId } = await izin.stands(who);
    expect((await izin.stands(who)).blocks).toContain('withdrawn_all');
    await izin.api('POST', `/tickets/${(await ticketOf(who))?.id}/close`);
    await izin.settled();
    await decide(proof?.number, { state: 'confirmed' });
    await izin.settled();
    expect(contactId).toBe(proof?.contact);
    expect(
      izin.graph
        .to(who.phone)
        .slice(count)
        .map(({ text }) => text),
    ).toEqual([]);
  });

  test('beyond the window is kept, and says that nobody was told', async () => {
    const { who, id } = next();
    const proof = await sent(who, id);
    izin.move(25 * HOUR);
    const count = izin.graph.to(who.phone).length;
    expect(await decide(proof?.number, { state: 'confirmed' })).toMatchObject({
      state: 'confirmed',
      told: null,
      untold: 'window_closed',
    });
    await izin.settled();
    expect(izin.graph.to(who.phone)).toHaveLength(count);
  });
});

test('the queue comes page by page, the oldest first', async () => {
  for (let i = 0; i < 3; i += 1) {
    const { who, id } = next();
    await sent(who, id);
  }
  const numbers: number[] = [];
  for (let cursor = ''; ; ) {
    const { items, next: more } = await izin.api<{ items: Proof[]; next: string | null }>(
      'GET',
      `/transfer-proofs?limit=2${cursor}`,
    );
    numbers.push(...items.map(({ number }) => number));
    if (more === null) break;
    cursor = `&cursor=${more}`;
  }
  expect(numbers.length).toBeGreaterThan(2);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
});

test('P8 an erased person leaves the queue; of a decision only that it was made stays', async () => {
  const { who, id } = next();
  const old = await sent(who, id);
  await decide(old?.number, { state: 'refused', note: 'Nominalnya lain, Bu Rahasia.' });
  const second = `wamedia.second${last}`;
  izin.graph.files.set(second, { bytes: pdf(second), type: 'application/pdf' });
  await says(
    who,
    'konfirmasi donasi',
    media('document', { id: second, mime_type: 'application/pdf', filename: 'b.pdf' }),
  );
  expect(await queue(who)).toHaveLength(1);
  const { contactId } = await izin.stands(who);
  expect(await izin.api('GET', `/contacts/${contactId}/export`)).toMatchObject({
    transfer_proofs: [{ state: 'refused', note: 'Nominalnya lain, Bu Rahasia.' }, { state: 'new' }],
  });
  await izin.api('DELETE', `/contacts/${contactId}`);
  const rows = await izin.store.read
    .selectFrom('transfer_proof')
    .selectAll()
    .where('contact_id', '=', contactId)
    .execute();
  expect(rows).toMatchObject([{ state: 'refused', note: null, amount: null }]);
});
