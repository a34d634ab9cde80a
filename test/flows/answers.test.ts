import { describe, expect, test } from '@jest/globals';
import { intent, Talk } from './talk.js';

const HOUR = 3600 * 1000;

describe('faq', () => {
  test('a sure answer, and whether it helped, in one bubble', () => {
    const talk = new Talk().begin('faq', { type: 'text', text: 'zakat fitrah?' });
    expect(talk.bodies).toEqual(['Zakat fitrah 2,5 kg beras.\n\nApakah ini membantu?']);
    expect(talk.state.stack).toEqual([]);
  });

  test('the nearest answers as a list, with a person as the last row', () => {
    const talk = new Talk().begin('faq', { type: 'text', text: 'zakat' });
    expect(talk.sends[0]?.content).toMatchObject({
      type: 'list',
      button: 'Lihat pilihan',
      sections: [
        {
          rows: [
            { title: 'Berapa besar zakat fitr…', description: 'Berapa besar zakat fitrah per orang?' },
            { title: 'Berapa nisab zakat maal…' },
            { title: 'Hubungi petugas' },
          ],
        },
      ],
    });
    expect(talk.tap('entry', 'nisab').bodies).toEqual(['Nisab setara 85 gram emas.\n\nApakah ini membantu?']);
  });

  test('typing the number of a row takes it; its first word is a new question', () => {
    const talk = () => new Talk().begin('faq', { type: 'text', text: 'zakat' });
    expect(talk().type('2').wordings).toEqual(['faq:entry.nisab']);
    expect(talk().type('berapa').wordings).not.toContain('faq:entry.fitrah');
  });

  test('unknown once: two buttons; a second miss in a row goes to a person', () => {
    const talk = new Talk().begin('faq', { type: 'text', text: 'qwerty' });
    expect(talk.wordings).toEqual(['faq:unknown']);
    talk.type('asdf');
    expect(talk.acts).toEqual(['openTicket']);
    expect(talk.bodies).toHaveLength(1);
    expect(talk.bodies[0]).toMatch(/^Maaf, kami belum menemukan jawabannya\.\n\nBaik, petugas kami/);
  });

  test('a miss, an answer, a miss: no person yet', () => {
    const talk = new Talk().begin('faq', { type: 'text', text: 'qwerty' }).type('zakat fitrah');
    expect(talk.state.misses).toBe(0);
    expect(talk.begin('faq', { type: 'text', text: 'asdf' }).wordings).toEqual(['faq:unknown']);
  });

  test('a yes to being passed on', () => {
    expect(new Talk().begin('faq', { type: 'text', text: 'qwerty' }).type('ya').acts).toEqual(['openTicket']);
  });
});

describe('handoff', () => {
  test.each([
    [{ position: 3, minutes: 10 }, 'Anda di antrean nomor 3, kira-kira 10 menit lagi.'],
    [{ position: 1, minutes: 2 }, 'Anda berikutnya.'],
    [{ position: 5 }, 'Antrean sedang panjang dan kami belum bisa memastikan waktunya.'],
  ])('the place in the queue: %j', (queue, sentence) => {
    const talk = new Talk({ queue }).begin('handoff', intent('handoff'));
    expect(talk.acts).toEqual(['openTicket']);
    expect(talk.bodies[0]).toContain(sentence);
  });

  test('the bot is silent while the ticket is open, until it is closed', () => {
    const talk = new Talk().begin('handoff');
    for (const event of [
      { type: 'text', text: 'zakat fitrah?' },
      { type: 'media' },
      { type: 'location' },
    ] as const) {
      expect(talk.send(event).result).toMatchObject({ handled: true, effects: [] });
    }
    talk.send({ type: 'ticket.closed' });
    expect(talk.state.stack).toEqual([]);
  });

  test('a ticket that is closed below another flow gives the chat back', () => {
    const talk = new Talk().begin('handoff').begin('preferences').send({ type: 'ticket.closed' });
    expect(talk.state.stack.map(({ flow }) => flow)).toEqual(['preferences']);
  });

  test('Tidak jadi', () => {
    expect(new Talk().begin('handoff').type('tidak jadi').acts).toEqual(['closeTicket']);
  });

  const closed = { office: { open: false, opensAt: Date.UTC(2026, 4, 4, 1, 0) } };
  test('outside office hours the ticket is opened in that very turn', () => {
    const talk = new Talk(closed).begin('handoff');
    expect(talk.acts).toEqual(['openTicket']);
    expect(talk.bodies[0]).toBe(
      'Petugas kami kembali Senin, 4 Mei 2026, pukul 08.00 WIB. Boleh kami balas pertanyaan Anda saat itu?\n\nSelama menunggu, bot tidak ikut menjawab. Untuk bertanya ke bot, pilih *Tidak usah*.',
    );
    talk.tap('yes');
    expect(talk.acts).toEqual(['openTicket later']);
    expect(talk.type('zakat fitrah?').result).toMatchObject({ handled: true, effects: [] });
    expect(talk.type('qwerty').result).toMatchObject({ handled: true, effects: [] });
  });

  test.each([
    [{ open: false }, 'handoff:closed_unknown'],
    [{ open: false, opensAt: 1, holiday: { id: 'Idulfitri', en: 'Eid' } }, 'handoff:closed_holiday'],
  ])('closed: %j', (office, wording) => {
    expect(new Talk({ office }).begin('handoff').wordings).toEqual([wording]);
  });

  test('Tidak usah closes the ticket', () => {
    expect(new Talk(closed).begin('handoff').tap('no').acts).toEqual(['closeTicket']);
  });
});

describe('preferences', () => {
  const some = { consents: { 'info-zakat': 'subscribed' as const } };
  test('without a subscription the menu says so', () => {
    expect(new Talk().begin('preferences').wordings).toEqual(['preferences:menu_none']);
  });
  test('adding asks the consent question for that topic', () => {
    const talk = new Talk(some).begin('preferences').tap('add').tap('topic', 'laporan-penyaluran');
    expect(talk.wordings).toEqual(['consent:ask']);
    expect(talk.acts).toEqual(['REQUEST laporan-penyaluran']);
  });
  test('dropping stops that topic', () => {
    const talk = new Talk(some).begin('preferences').tap('drop').tap('topic', 'info-zakat');
    expect(talk.acts).toEqual(['WITHDRAW info-zakat']);
    expect(talk.bodies).toEqual(['Baik, *Info Zakat* sudah dihentikan.']);
  });
  test('a break', () => {
    const talk = new Talk(some).begin('preferences').tap('pause');
    expect(talk.result.effects).toContainEqual({
      type: 'consent',
      event: 'PAUSE',
      topics: 'all',
      days: 30,
      shown: expect.anything(),
    });
    expect(talk.bodies[0]).toContain('jeda 30 hari');
  });
  test('a new language answers in that language at once', () => {
    const talk = new Talk().begin('preferences', intent('language', { language: 'en' }));
    expect(talk.acts).toEqual(['setLanguage en']);
    expect(talk.sends).toMatchObject([
      { language: 'en', content: { body: 'All right, we go on in English.' } },
    ]);
  });
  test('BAHASA without a language asks', () => {
    const talk = new Talk().begin('preferences', intent('language')).tap('english');
    expect(talk.acts).toEqual(['setLanguage en']);
  });
});

describe('data-rights', () => {
  const person = {
    name: 'Siti',
    maskedPhone: '0812-xxxx-7890',
    since: Date.UTC(2026, 0, 2),
    source: 'WhatsApp',
    updates: 4,
  };
  test('the summary, then the copy', () => {
    const talk = new Talk({ person, consents: { 'info-zakat': 'subscribed' } }).begin(
      'data-rights',
      intent('data_rights'),
    );
    expect(talk.bodies[0]).toBe(
      'Data Anda di Yayasan Amanah Contoh:\n- Nama: Siti\n- Nomor: 0812-xxxx-7890\n- Topik: Info Zakat\n- Setuju sejak 2 Januari 2026 lewat WhatsApp\n- Info terkirim 90 hari terakhir: 4\n\nKirim salinan data ke chat ini? Siapa pun yang memegang HP ini bisa membukanya.',
    );
    expect(talk.tap('yes').acts).toEqual(['exportData']);
    expect(talk.sends).toEqual([]);
  });
  test('nothing stored', () => {
    expect(new Talk().begin('data-rights').wordings).toEqual(['rights:summary_empty']);
  });
  test('erasing asks once, holds updates, and is the last message', () => {
    const talk = new Talk().begin('data-rights', intent('data_rights', { right: 'erase' }));
    expect(talk.acts).toEqual(['SUSPEND all']);
    talk.tap('download');
    expect(talk.acts).toEqual(['exportData']);
    talk.tap('yes');
    expect(talk.acts).toEqual(['eraseData']);
    expect(talk.bodies[0]).toContain('sudah dihapus pada 3 Mei 2026 pukul 10.00 WIB');
  });
  test('Jangan dihapus keeps updates on hold until they say otherwise', () => {
    const talk = new Talk({ consents: { 'info-zakat': 'subscribed' } })
      .begin('data-rights', intent('data_rights', { right: 'erase' }))
      .tap('no');
    expect(talk.wordings).toEqual(['rights:kept']);
    expect(talk.acts).toEqual([]);
    expect(talk.tap('no').acts).toEqual(['CLEAR all']);
  });
  test('P2 an old "yes, delete" deletes nothing', () => {
    expect(new Talk().begin('data-rights', { type: 'answer', choice: 'late-yes' }).acts).toEqual([]);
  });
  test('correcting asks what; a name is shown old and new before it is changed', () => {
    const talk = new Talk({ person }).begin('data-rights', intent('data_rights', { right: 'correct' }));
    expect([talk.wordings, talk.acts]).toEqual([['rights:correct'], []]);
    expect(talk.tap('name').bodies[0]).toContain('Siti');
    expect(talk.type('  Siti   Aminah ').bodies[0]).toBe(
      'Kami ganti seperti ini?\n\n- Lama: Siti\n- Baru: *Siti Aminah*',
    );
    expect(talk.acts).toEqual([]);
    expect(talk.tap('yes').acts).toEqual(['correctData']);
  });
  test.each(['https://x.id', 'kenapa?', '0812345', '🙏'])('%s is no name and goes to a person', (text) => {
    const talk = new Talk({ person })
      .begin('data-rights', intent('data_rights', { right: 'correct' }))
      .tap('name')
      .type(text);
    expect(talk.acts).toEqual(['correctData', 'openTicket']);
  });
  test('anything else to correct goes to a person', () => {
    const talk = new Talk().begin('data-rights', intent('data_rights', { right: 'correct' })).tap('other');
    expect(talk.acts).toEqual(['correctData', 'openTicket']);
  });
});

describe('welcome and catalogue', () => {
  test.each([
    ['Assalamualaikum', 'welcome:first_salam'],
    ["assalamu'alaikum wr wb", 'welcome:first_salam'],
    ['halo', 'welcome:first'],
    ['asli?', 'welcome:first'],
  ])('%p is greeted with %s', (text, wording) => {
    expect(new Talk().begin('welcome', { type: 'text', text }).wordings).toEqual([wording]);
  });
  test('an order goes to a person in one bubble', () => {
    const talk = new Talk().begin('catalogue', { type: 'order' });
    expect(talk.acts).toEqual(['openTicket']);
    expect(talk.bodies).toHaveLength(1);
  });
});

test('timers: set on asking, taken back on answering, harmless afterwards', () => {
  const talk = new Talk().begin('opt-in');
  const [timer] = talk.timers();
  expect(timer?.delay).toBe(72 * HOUR);
  talk.tap('no');
  expect(talk.result.effects).toContainEqual({ type: 'cancelTimer', id: timer?.id });
  expect(talk.send({ type: 'timer', id: timer?.id ?? '' }).result.handled).toBe(false);
});

describe('greetings', () => {
  /** Sunday, 3 May 2026, on the clock in Jakarta. */
  const at = (hour: number) => ({ now: Date.UTC(2026, 4, 3, hour - 7, 30) });

  test.each([
    ['halo', at(9), 'Halo, ini'],
    ['Selamat pagi', at(9), 'Selamat pagi, ini'],
    ['pagi kak', at(9), 'Selamat pagi, ini'],
    ['halo, selamat malam', at(20), 'Selamat malam, ini'],
    ['pagi', at(13), 'Selamat siang, ini'],
    ['pagi', { ...at(13), timezone: 'Asia/Jayapura' }, 'Selamat sore, ini'],
    ['good morning', { ...at(9), language: 'en' as const }, 'Good morning, this'],
    ['malam', { ...at(20), language: 'en' as const }, 'Good evening, this'],
    ['selamat berpuasa', at(9), 'Halo, ini'],
  ])('%s %j', (text, changes, start) => {
    const talk = new Talk(changes).begin('welcome', { type: 'text', text });
    expect(talk.bodies[0]?.startsWith(start)).toBe(true);
    expect(talk.wordings).toEqual(['welcome:first']);
  });
});

test('a row is cut between the signs that a reader sees', () => {
  const name = '👨‍👩‍👧‍👦'.repeat(4);
  const talk = new Talk({
    topics: ['a', 'b'].map((id) => ({
      id,
      name: { id: name, en: name },
      description: { id: '', en: '' },
    })),
  }).begin('preferences', { type: 'answer', choice: 'add' });
  const [content] = talk.sends.map((send) => send.content);
  expect(content?.type === 'list' && content.sections[0]?.rows[0]?.title).toBe('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦…');
});
