import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../src/flows/index.js';
import { intent, Talk } from './talk.js';

const NONE: Partial<Facts> = {};
const ONE: Partial<Facts> = { consents: { 'info-zakat': 'subscribed' } };
const BOTH: Partial<Facts> = {
  consents: { 'info-zakat': 'subscribed', 'laporan-penyaluran': 'subscribed' },
};
const BREAK: Partial<Facts> = { ...ONE, pausedUntil: Date.UTC(2026, 5, 2, 3) };

const order = (choice: string) => ({ type: 'answer', choice }) as const;
const titles = (talk: Talk) => {
  const content = talk.sends[0]?.content as
    | { sections?: { rows: { title: string }[] }[]; buttons?: { title: string }[] }
    | undefined;
  return (content?.sections?.[0]?.rows ?? content?.buttons ?? []).map(({ title }) => title);
};

describe('the menu says what they receive and offers what can be changed', () => {
  test.each<[string, Partial<Facts>, string, string[]]>([
    [
      'nothing yet',
      NONE,
      'Saat ini Anda tidak menerima kiriman info.\n\nApa yang ingin Anda ubah?',
      ['Tambah topik', 'Ganti bahasa', 'Hubungi petugas'],
    ],
    [
      'one topic',
      ONE,
      'Anda menerima: Info Zakat.\n\nApa yang ingin Anda ubah?',
      ['Tambah topik', 'Kurangi topik', 'Jeda 30 hari', 'Ganti bahasa', 'Hubungi petugas'],
    ],
    [
      'every topic',
      BOTH,
      'Anda menerima: Info Zakat dan Laporan Penyaluran.\n\nApa yang ingin Anda ubah?',
      ['Kurangi topik', 'Jeda 30 hari', 'Ganti bahasa', 'Hubungi petugas'],
    ],
    [
      'a break',
      BREAK,
      'Anda menerima: Info Zakat.\nSedang dijeda sampai 2 Juni 2026.\n\nApa yang ingin Anda ubah?',
      ['Tambah topik', 'Kurangi topik', 'Lanjutkan kiriman', 'Ganti bahasa', 'Hubungi petugas'],
    ],
  ])('%s', (_, world, body, offered) => {
    const talk = new Talk(world).begin('preferences');
    expect(talk.bodies).toEqual([body]);
    expect(titles(talk)).toEqual(offered);
  });

  test('only the main topic is left to add: it is offered', () => {
    const talk = new Talk({ consents: { 'laporan-penyaluran': 'subscribed' } }).begin('preferences');
    expect(titles(talk)).toContain('Tambah topik');
    talk.tap('add');
    expect(titles(talk)).toEqual(['Info Zakat', 'Tidak jadi']);
  });
});

describe('buttons, numbers and words lead to the same', () => {
  const ways = (world: Partial<Facts>, ...ways: ((talk: Talk) => Talk)[]) =>
    ways.map((way) => {
      const talk = way(new Talk(world));
      return [talk.acts, talk.wordings];
    });
  const menu = (talk: Talk) => talk.begin('preferences');

  test.each<[string, Partial<Facts>, ((talk: Talk) => Talk)[], string[], string[]]>([
    [
      'pause',
      ONE,
      [
        (t) => menu(t).tap('pause'),
        (t) => menu(t).type('3'),
        (t) => menu(t).type('jeda'),
        (t) => t.begin('preferences', order('pause')),
      ],
      ['PAUSE all'],
      ['consent:paused'],
    ],
    [
      'resume',
      BREAK,
      [
        (t) => menu(t).tap('resume'),
        (t) => menu(t).type('lanjutkan'),
        (t) => t.begin('preferences', order('resume')),
        (t) => t.begin('opt-in', intent('opt_in')),
      ],
      ['UNPAUSE all'],
      ['consent:resumed'],
    ],
    [
      'drop',
      BOTH,
      [
        (t) => menu(t).tap('drop').tap('topic', 'laporan-penyaluran'),
        (t) => menu(t).type('1').type('2'),
        (t) => menu(t).type('kurangi').type('laporan penyaluran'),
        (t) => t.begin('preferences', order('drop')).type('2'),
      ],
      ['WITHDRAW laporan-penyaluran'],
      ['consent:stopped_topic'],
    ],
    [
      'add',
      ONE,
      [
        (t) => menu(t).tap('add').tap('topic', 'laporan-penyaluran'),
        (t) => menu(t).type('1').type('1'),
        (t) => menu(t).type('tambah').type('Laporan Penyaluran'),
        (t) => t.begin('preferences', order('add')).type('1'),
      ],
      ['REQUEST laporan-penyaluran'],
      ['consent:ask'],
    ],
    [
      'language',
      ONE,
      [
        (t) => menu(t).tap('language').tap('english'),
        (t) => menu(t).type('4').type('2'),
        (t) => menu(t).type('ganti bahasa').type('english'),
        (t) => t.begin('preferences', intent('language', { language: 'en' })),
      ],
      ['setLanguage en'],
      ['preferences:language-set'],
    ],
    [
      'nothing',
      ONE,
      [(t) => menu(t).tap('add').tap('never-mind'), (t) => menu(t).type('2').type('tidak jadi')],
      [],
      ['preferences:nothing'],
    ],
  ])('%s', (_, world, all, acts, wordings) => {
    for (const way of ways(world, ...all)) expect(way).toEqual([acts, wordings]);
  });
});

describe('an order that has nothing to change shows the menu', () => {
  test.each<[string, Partial<Facts>]>([
    ['pause', NONE],
    ['drop', NONE],
    ['resume', NONE],
    ['resume', ONE],
    ['add', BOTH],
    ['see', ONE],
  ])('%s', (act, world) => {
    const talk = new Talk(world).begin('preferences', order(act));
    expect(talk.acts).toEqual([]);
    expect(talk.wordings[0]).toMatch(/^preferences:menu/);
  });
});

test('the pause tells how long, and how to end it', () => {
  const talk = new Talk({ ...ONE, language: 'en' }).begin('preferences', order('pause'));
  expect(talk.bodies).toEqual([
    'All right, your updates are paused for 30 days, then they go on by themselves.\n\nTo go on earlier, type *RESUME*. To stop for good, reply *STOP*.',
  ]);
  expect(talk.result.effects).toContainEqual({ type: 'consent', event: 'PAUSE', topics: 'all', days: 30 });
});

describe('the question says who writes, what, what for, how often, and how to stop', () => {
  const [zakat, report] = new Talk().facts.topics;
  if (!zakat || !report) throw new Error('no topics');
  const own = {
    ...zakat,
    purpose: { id: 'mengingatkan Anda berzakat', en: 'to remind you of zakat' },
    frequency: { messages: 1, days: 30 },
  };

  test('with the promise of the topic itself', () => {
    expect(new Talk({ topics: [own, report] }).begin('opt-in').bodies[0]).toBe(
      'Boleh kami kirim *Info Zakat* dari Yayasan Amanah Contoh lewat WhatsApp?\n\n- Isinya: jadwal dan nisab zakat\n- Tujuannya: mengingatkan Anda berzakat\n- Paling banyak 1 pesan dalam 30 hari, pukul 08.00-19.00 WIB\n- Berhenti kapan saja: balas *BERHENTI*\n\nCara kami menjaga data Anda: amanah.example/privasi',
    );
  });

  test.each<[number, string]>([
    [1, 'At most 1 message in 30 days'],
    [4, 'At most 4 messages in 30 days'],
  ])('without quiet hours, in English, %d', (messages, line) => {
    const policy = { cap: { messages: 2, days: 7 }, declineDays: 90, backupDays: 30 };
    const topics = [{ ...own, frequency: { messages, days: 30 } }];
    const [body] = new Talk({ language: 'en', topics, policy }).begin('opt-in').bodies;
    expect(body).toContain(`- What for: to remind you of zakat\n- ${line}\n- Stop at any time`);
  });

  test('a topic without a promise of its own tells that of the organisation', () => {
    expect(new Talk({ topics: [report] }).begin('opt-in').bodies[0]).toContain(
      'Paling banyak 2 pesan dalam 7 hari',
    );
  });
});
