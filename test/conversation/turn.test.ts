import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { textOf } from '../documents/pdf-text.js';
import { Izin, person, TOPIC } from '../setup/izin.js';
import { buttonReply, envelope, media, message, messages, status, text, unsupported } from '../setup/meta.js';
import { ALWAYS_OPEN } from '../setup/office.js';

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let next = 200;
const somebody = () => {
  next += 1;
  return person(next);
};
const bodies = (who: { phone: string }) => izin.graph.to(who.phone).map((sent) => sent.text ?? '');
const choices = (who: { phone: string }): { id: string; title: string }[] => {
  const { interactive } = (izin.graph.to(who.phone).at(-1)?.body ?? {}) as {
    interactive?: { action: { buttons?: { reply: { id: string; title: string } }[] } };
  };
  return (interactive?.action.buttons ?? []).map(({ reply }) => reply);
};
const tap = async (who: ReturnType<typeof somebody>, which: RegExp) => {
  const found = choices(who).find(({ id }) => which.test(id));
  if (!found) throw new Error(`no ${which} among ${JSON.stringify(choices(who))}`);
  await izin.from(who, buttonReply(found.id, found.title));
  await izin.hurried();
};
const say = async (who: ReturnType<typeof somebody>, content: object | string) => {
  await izin.from(who, content);
  await izin.hurried();
};

describe('five quick bubbles at once', () => {
  const atOnce = async (who: ReturnType<typeof somebody>, bubbles: readonly string[]) => {
    izin.move(2000);
    const before = bodies(who).length;
    await izin.webhook(
      envelope(
        messages(
          who,
          bubbles.map((words) => message(who, text(words), izin.now())),
        ),
      ),
    );
    await izin.hurried();
    return bodies(who).slice(before);
  };

  test('are answered once, at first and in the middle of the zakat calculator', async () => {
    const who = somebody();
    const first = await atOnce(who, ['kak', 'assalamualaikum', 'mau tanya', 'zakat fitrah', 'berapa ya']);
    expect([first.length, first[0]]).toEqual([1, expect.stringMatching(/fitrah|Mungkin yang Anda maksud/i)]);
    await say(who, 'HITUNG ZAKAT');
    const lost = await atOnce(who, ['eh', 'bentar', 'asdf', 'gimana ya', 'bingung']);
    expect(lost).toHaveLength(1);
    await say(who, 'hitung zakat penghasilan');
    const asked = await atOnce(who, ['oh', 'gitu', '10', 'juta', 'kak']);
    expect(asked).toHaveLength(1);
  });

  test('P2 a stop among them is the only thing that is answered', async () => {
    const who = somebody();
    await say(who, 'HITUNG ZAKAT');
    const answers = await atOnce(who, ['eh', 'kak', 'BERHENTI', 'makasih', 'ya']);
    expect(answers).toEqual([expect.stringMatching(/^Baik, sudah berhenti/)]);
  });

  test('what they ask after a stop, in its very second, is answered, in the same turn and in the next', async () => {
    const who = somebody();
    izin.move(2000);
    const at = izin.now();
    const send = async (...said: string[]) => {
      await izin.webhook(
        envelope(
          messages(
            who,
            said.map((words) => message(who, text(words), at)),
          ),
        ),
      );
      await izin.hurried();
    };
    await send('eh', 'BERHENTI', 'berapa zakat fitrah?');
    expect(bodies(who)).toEqual([
      expect.stringMatching(/^Baik, sudah berhenti/),
      expect.stringMatching(/^Mungkin yang Anda maksud/),
    ]);
    await send('PETUGAS');
    expect(bodies(who)).toHaveLength(3);
    expect(bodies(who).at(-1)).toMatch(/petugas/i);
    expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
  });
});

describe('the right to one’s data', () => {
  test('a copy of it, in the language of the person', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await tap(who, /\.yes/);
    await say(who, 'DATA SAYA');
    await tap(who, /\.yes/);
    const files = await izin.until(() => {
      const documents = izin.graph
        .to(who.phone)
        .flatMap(({ body }) => (body.document ? [body.document] : []));
      return documents.length === 2
        ? (documents as { id: string; caption?: string; filename: string }[])
        : null;
    });
    const [pdf, json] = files.map(({ id }) => izin.graph.uploads.get(id));
    expect(files.map(({ filename }) => filename)).toEqual(['data-saya.pdf', 'data-saya.json']);
    expect(files[0]?.caption).toContain('Salinan data Anda per');
    expect([pdf?.type, json?.type]).toEqual(['application/pdf', 'text/plain']);
    const read = textOf(pdf?.bytes ?? Buffer.alloc(0)).replaceAll('\n', ' ');
    const words = (
      await izin.api<{ items: { wording: { text: string } | null }[] }>(
        'GET',
        `/contacts/${(await izin.stands(who)).contactId}/ledger`,
      )
    ).items.at(-1)?.wording?.text;
    expect(words).toBeTruthy();
    for (const part of ['berlangganan', 'Info zakat', 'setuju', 'Tidak ada.', ...(words ?? '').split('\n')])
      expect(read).toContain(part.slice(0, 40));
    const { contact, rights_requests } = JSON.parse(String(json?.bytes));
    expect(contact.phone).toBe(`+${who.phone}`);
    expect(rights_requests).toMatchObject([{ kind: 'access', state: 'open', overdue: false }]);
    const { items } = await izin.api<{ items: object[] }>('GET', `/rights-requests?contact=${contact.id}`);
    expect(items).toMatchObject([{ kind: 'access', state: 'done', closed_by: 'system' }]);
  });

  test('when no file can be uploaded the copy comes as text', async () => {
    const who = somebody();
    izin.graph.refusesUploads = true;
    await say(who, 'DATA SAYA');
    await tap(who, /\.yes/);
    for (const wait of [6_000, 61_000]) {
      await izin.until(() => izin.log.filter((line) => line.includes('"where":"data copy"')).length > 0);
      izin.log.length = 0;
      izin.move(wait);
    }
    const copy = await izin.until(() => bodies(who).find((words) => words.includes('Salinan data Anda')));
    expect(copy).toContain(who.phone);
    izin.graph.refusesUploads = false;
  });

  test('a name is corrected after they have seen old and new, and the register tells both', async () => {
    const who = somebody();
    await say(who, 'perbaiki data saya');
    await tap(who, /\.name/);
    await say(who, 'Siti Aminah');
    expect(bodies(who).at(-1)).toContain('Baru: *Siti Aminah*');
    const { contactId } = await izin.stands(who);
    const name = async () => (await izin.api<{ name: string }>('GET', `/contacts/${contactId}`)).name;
    expect(await name()).not.toBe('Siti Aminah');
    await tap(who, /\.yes/);
    expect(await name()).toBe('Siti Aminah');
    const { items } = await izin.api<{ items: object[] }>('GET', `/rights-requests?contact=${contactId}`);
    expect(items).toMatchObject([
      { kind: 'correction', state: 'done', detail: { field: 'name', after: 'Siti Aminah' } },
    ]);
  });

  test('a correction that no program can judge waits for a person, with its clock', async () => {
    const who = somebody();
    await say(who, 'perbaiki data saya');
    await say(who, 'alamat kwitansi saya keliru');
    const { contactId } = await izin.stands(who);
    const { items } = await izin.api<{ items: { asked_at: string; due_at: string }[] }>(
      'GET',
      `/rights-requests?contact=${contactId}&state=open`,
    );
    expect(items).toMatchObject([{ kind: 'correction', detail: { note: 'alamat kwitansi saya keliru' } }]);
    const [one] = items;
    expect(Date.parse(one?.due_at ?? '') - Date.parse(one?.asked_at ?? '')).toBe(3 * 24 * 3_600_000);
    const tickets = await izin.api<{ items: { contact: string }[] }>('GET', '/tickets');
    expect(JSON.stringify(tickets)).toContain(contactId);
  });

  test('erasure: a goodbye, and half a minute later nothing is left but the proof', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await tap(who, /\.yes/);
    await say(who, 'HAPUS DATA SAYA');
    await tap(who, /\.yes/);
    const said = bodies(who).length;
    izin.move(31_000);
    await say(somebody(), 'BERHENTI');
    await izin.until(async () => {
      const row = await izin.store.read
        .selectFrom('identity')
        .select('value')
        .where('value', '=', who.phone)
        .executeTakeFirst();
      return row === undefined;
    });
    expect(bodies(who)).toHaveLength(said);
  });
});

describe('what is no text', () => {
  test.each<[string, object]>([
    ['a voice note', media('audio', { voice: true })],
    ['a picture', media('image')],
    ['a place', { type: 'location', location: { latitude: 1, longitude: 2 } }],
    ['an order', { type: 'order', order: { catalog_id: '1', product_items: [] } }],
    ['what cannot be read', unsupported()],
  ])('%s gets one answer', async (_, content) => {
    const who = somebody();
    await say(who, content);
    expect(bodies(who)).toHaveLength(1);
  });

  test('while a person handles the chat the bot is silent', async () => {
    const who = somebody();
    await say(who, 'mau bicara dengan petugas');
    const said = bodies(who).length;
    for (const content of [media('image'), unsupported(), text('berapa zakat fitrah?')])
      await say(who, content);
    expect(bodies(who)).toHaveLength(said);
  });
});

test('an opener waits for what follows, and all is answered in one bubble', async () => {
  const who = somebody();
  await izin.from(who, 'halo kak');
  await izin.until(async () => {
    const row = await izin.store.read
      .selectFrom('event')
      .select('ready_at')
      .where('state', '=', 'pending')
      .executeTakeFirst();
    return row && row.ready_at > izin.now();
  });
  expect(bodies(who)).toHaveLength(0);
  await izin.from(who, 'berapa zakat fitrah?', izin.now() + 1000);
  await izin.settled();
  expect(bodies(who)).toHaveLength(1);
});

test('an opener under one name waits for the question under another, and is answered with it', async () => {
  const who = somebody();
  await say(who, 'ok makasih');
  const said = bodies(who).length;
  await izin.from({ phone: who.phone }, 'halo');
  await izin.until(async () =>
    izin.store.read
      .selectFrom('event')
      .select('id')
      .where('state', '=', 'pending')
      .where('contact_id', 'is not', null)
      .executeTakeFirst(),
  );
  await izin.from({ bsuid: who.bsuid }, 'berapa nisab zakat maal?', izin.now() + 1000);
  await izin.settled();
  izin.move(5000);
  await izin.settled();
  expect(izin.graph.to(who.phone).length).toBe(said + 1);
});

describe('links', () => {
  test('a status that shows two contacts to be one person brings the stop along', async () => {
    const [who] = await izin.subscribers(1, 300);
    if (!who) throw new Error('nobody');
    await izin.from({ bsuid: who.bsuid }, 'BERHENTI');
    await izin.settled();
    expect((await izin.stands({ phone: who.phone })).blocks).toEqual([]);
    await izin.webhook(envelope(status(who, { wamid: 'wamid.OF-OTHERS' }, 'delivered', izin.now())));
    await izin.settled();
    expect((await izin.stands({ phone: who.phone })).blocks).toEqual(['withdrawn_all']);
    expect((await izin.stands({ phone: who.phone })).contactId).toBe(
      (await izin.stands({ bsuid: who.bsuid })).contactId,
    );
  });

  test('who changes their number keeps their stop, and no grant', async () => {
    const [stopped, granted] = await izin.subscribers(2, 310);
    if (!stopped || !granted) throw new Error('nobody');
    await say(stopped, 'BERHENTI');
    for (const [who, to] of [
      [stopped, '628110000001'],
      [granted, '628110000002'],
    ] as const) {
      const system = { type: 'system', system: { type: 'user_changed_number', wa_id: to, body: 'x' } };
      await izin.webhook(
        envelope(messages({ phone: who.phone }, [message({ phone: who.phone }, system, izin.now())])),
      );
    }
    await izin.settled();
    expect((await izin.stands({ phone: '628110000001' })).blocks).toEqual(['withdrawn_all']);
    expect((await izin.stands({ phone: '628110000002' })).topics[TOPIC]).not.toBe('subscribed');
  });
});

test('a question that nobody answers ends by itself, and DAFTAR asks anew', async () => {
  const who = somebody();
  await say(who, 'DAFTAR');
  izin.move(73 * 3_600_000);
  await say(who, 'DAFTAR');
  expect(bodies(who)).toHaveLength(2);
  await tap(who, /\.yes/);
  expect((await izin.stands(who)).topics[TOPIC]).toBe('subscribed');
  izin.move(-73 * 3_600_000);
});

test('ENGLISH and INDONESIA choose the language', async () => {
  const who = somebody();
  await say(who, 'ENGLISH');
  const { contactId } = await izin.stands(who);
  const language = async () =>
    (await izin.api<{ language: string }>('GET', `/contacts/${contactId}`)).language;
  expect(await language()).toBe('en');
  await say(who, 'INDONESIA');
  expect(await language()).toBe('id');
});

test.each([
  ['START', /May we send you/],
  ['DAFTAR', /Boleh kami kirim/],
])('%s as the first word sets the language', async (word, answer) => {
  const who = somebody();
  await say(who, word);
  expect(bodies(who)).toEqual([expect.stringMatching(answer)]);
  const { contactId } = await izin.stands(who);
  const language = answer.source.startsWith('May') ? 'en' : 'id';
  expect(await izin.api('GET', `/contacts/${contactId}`)).toMatchObject({ language });
});

test('what staff set is told from the next message on', async () => {
  const before = await izin.api('GET', '/settings');
  const said = async (words: string) => {
    const who = somebody();
    await say(who, words);
    return bodies(who).join();
  };
  expect(await said('DAFTAR')).not.toContain('https://');
  await izin.api('PATCH', '/settings', {
    privacy_url: 'https://amanah.example/privasi',
    office_hours: { weekly: {}, holidays: [] },
  });
  expect(await said('DAFTAR')).toContain('https://amanah.example/privasi');
  expect(await said('PETUGAS')).toContain('Petugas kami sedang tidak ada');
  await izin.api('PATCH', '/settings', { office_hours: ALWAYS_OPEN });
  expect(await said('PETUGAS')).toContain('petugas kami akan membalas di chat ini');
  await izin.api('PATCH', '/settings', before);
});

describe('after an agent has closed the ticket', () => {
  const tickets = (state: string) =>
    izin.api<{ items: { id: string; contact: string }[] }>('GET', `/tickets?state=${state}`);

  test.each<[string, () => object | string, boolean]>([
    ['what the bot cannot answer brings it back', () => 'ayam saya bertelur dua', true],
    ['so does a photo', () => media('image'), true],
    ['a question that the bot can answer does not', () => 'berapa zakat fitrah?', false],
    ['nor does a stop', () => 'BERHENTI', false],
  ])('%s', async (_, content, back) => {
    const who = somebody();
    await say(who, 'PETUGAS');
    const { contactId } = await izin.stands(who);
    const opened = (await tickets('open')).items.find(({ contact }) => contact === contactId);
    await izin.api('POST', `/tickets/${opened?.id}/close`);
    await say(who, content());
    const open = (await tickets('open')).items.filter(({ contact }) => contact === contactId);
    expect(open.map(({ id }) => id)).toEqual(back ? [opened?.id] : []);
  });
});

describe('anger and need lead straight to a person', () => {
  const ticketOf = async (contactId: string) =>
    (await izin.api<{ items: { contact: string; reason: string | null }[] }>('GET', '/tickets')).items.find(
      ({ contact }) => contact === contactId,
    );

  test.each([
    ['in the middle of a question', 'DAFTAR', 'anak saya belum makan dari kemarin', 'vulnerable'],
    ['as a first message', null, 'kalian penipu semua', 'angry'],
    [
      'forwarded words are not theirs',
      null,
      { ...text('kalian penipu semua'), context: { forwarded: true } },
      undefined,
    ],
  ])('%s', async (_, before, content, reason) => {
    const who = somebody();
    if (before !== null) await say(who, before);
    await say(who, content);
    expect((await ticketOf((await izin.stands(who)).contactId))?.reason).toBe(reason);
  });

  test('P2 a stop in the same words is a stop', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await tap(who, /\.yes/);
    await say(who, 'BERHENTI, kalian penipu');
    expect((await izin.stands(who)).blocks).toContain('withdrawn_all');
  });
});
