import { describe, expect, test } from '@jest/globals';
import { answerOld } from '../../src/flows/index.js';
import { release } from './shipped.js';
import { intent, Talk } from './talk.js';

describe('opt-in', () => {
  test('two messages, no more: the question and the confirmation', () => {
    const talk = new Talk().begin('opt-in', intent('opt_in'));
    expect(talk.bodies).toEqual([
      'Boleh kami kirim *Info Zakat* dari Yayasan Amanah Contoh lewat WhatsApp?\n\n- Isinya: jadwal dan nisab zakat\n- Paling banyak 2 pesan dalam 7 hari, pukul 08.00-19.00 WIB\n- Berhenti kapan saja: balas *BERHENTI*\n\nCara kami menjaga data Anda: amanah.example/privasi',
    ]);
    expect(talk.sends[0]?.topics).toEqual(['info-zakat']);
    expect(talk.acts).toEqual(['REQUEST info-zakat']);
    talk.tap('yes');
    expect(talk.wordings).toEqual(['consent:subscribed']);
    expect(talk.acts).toEqual(['CONFIRM info-zakat']);
    expect(talk.state.stack).toEqual([]);
  });

  test('a yes carries the question as it was shown', () => {
    const talk = new Talk({ language: 'en' }).begin('opt-in');
    const [shown] = talk.bodies;
    talk.type('yes');
    expect(talk.result.effects.find((effect) => effect.type === 'consent')).toMatchObject({
      event: 'CONFIRM',
      shown: {
        wording: 'consent:ask',
        language: 'en',
        body: shown,
        choice: 'Yes, I agree',
        topics: ['info-zakat'],
      },
    });
  });

  test.each([
    ['ya', 'CONFIRM info-zakat'],
    ['Ya, setuju', 'CONFIRM info-zakat'],
    ['1', 'CONFIRM info-zakat'],
    ['tidak', 'DECLINE info-zakat'],
    ['2', 'DECLINE info-zakat'],
  ])('typed %p counts like a button', (text, act) => {
    expect(new Talk().begin('opt-in').type(text).acts).toEqual([act]);
  });

  test('the topic that was named is the one that is asked for and confirmed', () => {
    const scope = { scope: { topicWords: ['laporan'] } };
    const talk = new Talk().begin('opt-in', intent('opt_in', scope));
    expect(talk.bodies[0]).toContain('*Laporan Penyaluran*');
    expect(talk.tap('yes').acts).toEqual(['CONFIRM laporan-penyaluran']);
  });

  test('another topic is another question', () => {
    const talk = new Talk().begin('opt-in').tap('pick');
    expect(talk.sends[0]?.content).toMatchObject({
      type: 'list',
      sections: [
        {
          rows: [
            { title: 'Laporan Penyaluran', description: 'ke mana zakat Anda pergi' },
            { title: 'Tidak jadi' },
          ],
        },
      ],
    });
    talk.tap('topic', 'laporan-penyaluran');
    expect(talk.acts).toEqual(['REQUEST laporan-penyaluran']);
    expect(talk.tap('yes').acts).toEqual(['CONFIRM laporan-penyaluran']);
  });

  test('with one topic only there is no third button', () => {
    const { topics } = new Talk().facts;
    const talk = new Talk({ topics: topics.slice(0, 1) }).begin('opt-in');
    expect(talk.sends[0]?.content).toMatchObject({
      buttons: [{ title: 'Ya, setuju' }, { title: 'Tidak, terima kasih' }],
    });
  });

  test('a sticker is no consent: asked once more, then left alone', () => {
    const talk = new Talk().begin('opt-in').send({ type: 'media' });
    expect(talk.wordings).toEqual(['consent:ask']);
    expect(talk.acts).toEqual(['REQUEST info-zakat']);
    talk.send({ type: 'media' });
    expect(talk.wordings).not.toContain('consent:ask');
    expect(talk.acts).not.toContain('CONFIRM info-zakat');
  });

  test('a question in between is answered and the buttons still count', () => {
    const talk = new Talk().begin('opt-in').type('berapa zakat fitrah?');
    expect(talk.wordings).toEqual(['faq:entry.fitrah']);
    expect(talk.tap('yes').acts).toEqual(['CONFIRM info-zakat']);
  });

  test('the button of the first of two equal bubbles counts too', () => {
    const talk = new Talk().begin('opt-in');
    const first = talk.state.stack[0]?.question?.choices[0]?.id ?? '';
    expect(talk.type('hm').send({ type: 'choice', id: first }).acts).toEqual(['CONFIRM info-zakat']);
  });

  test('P1 a yes from a question that is gone asks again and confirms nothing', () => {
    const talk = new Talk().begin('opt-in', intent('opt_in', {}, { topics: ['laporan-penyaluran'] }));
    const id = talk.state.stack[0]?.question?.choices[0]?.id ?? '';
    talk.tap('no').send({ type: 'choice', id });
    expect(talk.result).toMatchObject({
      handled: false,
      effects: [],
      old: { flow: 'opt-in', choice: 'yes' },
    });
    const old = talk.result.old;
    if (!old) throw new Error('no old choice');
    const { effects } = answerOld(release, talk.state, old, talk.facts);
    expect(effects.filter((effect) => effect.type === 'consent')).toEqual([
      { type: 'consent', event: 'REQUEST', topics: ['laporan-penyaluran'] },
    ]);
  });

  test('the answer to a template confirms what the template named', () => {
    const shown = {
      wording: 'consent:confirm',
      language: 'id' as const,
      body: 'Setuju?',
      choice: 'Ya, setuju',
    };
    const talk = new Talk().begin('opt-in', { type: 'answer', choice: 'yes', topics: ['info-zakat'], shown });
    expect(talk.acts).toEqual(['CONFIRM info-zakat']);
    expect(talk.wordings).toEqual(['consent:subscribed']);
  });

  test('P1 an answer without the question it answers confirms nothing', () => {
    expect(
      new Talk().begin('opt-in', { type: 'answer', choice: 'yes', topics: ['info-zakat'] }).acts,
    ).toEqual([]);
  });

  test('a stranger signed up by somebody else is declined and the operator told', () => {
    const talk = new Talk().begin('opt-in', { type: 'answer', choice: 'not-me', topics: ['info-zakat'] });
    expect(talk.acts).toEqual(['DECLINE info-zakat', 'notify']);
  });

  test.each([
    ['already subscribed', { consents: { 'info-zakat': 'subscribed' as const } }, 'consent:already'],
    [
      'subscribed before a stop of everything',
      { consents: { 'info-zakat': 'subscribed' as const }, withdrawnAll: true },
      'consent:ask',
    ],
    ['no topics at all', { topics: [] }, 'consent:no-topics'],
  ])('%s', (_, changes, wording) => {
    expect(new Talk(changes).begin('opt-in').wordings).toEqual([wording]);
  });

  test('a limit that is off is not promised', () => {
    const talk = new Talk({ policy: { declineDays: 90, backupDays: 30 }, org: { name: 'Toko' } }).begin(
      'opt-in',
    );
    expect(talk.bodies).toEqual([
      'Boleh kami kirim *Info Zakat* dari Toko lewat WhatsApp?\n\n- Isinya: jadwal dan nisab zakat\n- Berhenti kapan saja: balas *BERHENTI*',
    ]);
  });

  test('one message a week, in good English', () => {
    const policy = {
      cap: { messages: 1, days: 7 },
      declineDays: 90,
      backupDays: 30,
      updates: { from: '08:00', to: '19:30' },
    };
    expect(new Talk({ language: 'en', policy }).begin('opt-in').bodies[0]).toContain(
      'At most 1 message in 7 days, between 8 am and 7.30 pm WIB',
    );
  });
});
