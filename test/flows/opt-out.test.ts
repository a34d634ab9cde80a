import { describe, expect, test } from '@jest/globals';
import { facts } from './shipped.js';
import { intent, Talk } from './talk.js';

const subscribed = {
  consents: { 'info-zakat': 'subscribed' as const, 'laporan-penyaluran': 'subscribed' as const },
};

describe('opt-out', () => {
  test('one step, one bubble, no buttons, then nothing runs any more', () => {
    const talk = new Talk(subscribed).begin('opt-out', intent('opt_out'));
    expect(talk.acts).toEqual(['WITHDRAW all']);
    expect(talk.sends.map(({ content }) => content)).toEqual([
      {
        type: 'text',
        body: 'Baik, sudah berhenti. Kami tidak akan mengirim info lagi ke nomor ini.\n\nAnda tetap bisa bertanya di sini. Kalau suatu saat ingin menerima info lagi, ketik *DAFTAR*.',
      },
    ]);
    expect(talk.state.stack).toEqual([]);
  });

  test.each([
    ['wrong_number', 'Maaf, kami salah orang. Nomor ini sudah kami keluarkan dari daftar.'],
    [
      'deceased',
      'Kami turut berduka cita. Info ke nomor ini sudah kami hentikan. Kalau ada yang perlu dibantu, ketik *PETUGAS*.',
    ],
    [
      'angry',
      'Maaf, kami sudah mengganggu. Info ke nomor ini sudah kami hentikan.\nUntuk melapor, ketik *PETUGAS*.',
    ],
  ])('their words said more: %s', (reason, body) => {
    const talk = new Talk(subscribed).begin('opt-out', intent('opt_out', { reason }));
    expect(talk.bodies).toEqual([body]);
    expect(talk.wordings).toEqual([`consent:stopped_${reason}`]);
    expect(talk.acts).toEqual(['WITHDRAW all']);
  });

  test('who never signed up learns where the number came from', () => {
    const origin = { at: facts().now, source: 'formulir acara' };
    const talk = new Talk({ origin }).begin('opt-out', intent('opt_out', { reason: 'never_signed_up' }));
    expect(talk.bodies[0]).toContain('Nomor ini kami terima pada 3 Mei 2026 dari formulir acara.');
  });

  test('one topic only, and what stays', () => {
    const scope = { scope: { topicWords: ['laporan'] } };
    const talk = new Talk(subscribed).begin('opt-out', intent('opt_out', scope));
    expect(talk.acts).toEqual(['WITHDRAW laporan-penyaluran']);
    expect(talk.bodies).toEqual([
      'Baik, *Laporan Penyaluran* sudah dihentikan.\nYang masih Anda terima: Info Zakat. Untuk berhenti dari semuanya, balas *BERHENTI*.',
    ]);
  });

  test('P2 a topic that nobody knows stops everything', () => {
    const scope = { scope: { topicWords: ['undian'] } };
    expect(new Talk(subscribed).begin('opt-out', intent('opt_out', scope)).acts).toEqual(['WITHDRAW all']);
  });

  test('the grey zone is held at once and asked about once', () => {
    const talk = new Talk(subscribed).begin('opt-out', intent('suspend'));
    expect(talk.acts).toEqual(['SUSPEND all']);
    expect(talk.wordings).toEqual(['consent:unclear']);
    expect(talk.timers()).toMatchObject([{ delay: 3 * 24 * 3600 * 1000 }]);
    talk.type('berapa zakat fitrah?');
    expect(talk.wordings).toEqual(['faq:entry.fitrah']);
    expect(talk.acts).toEqual([]);
  });

  test.each([
    ['Ya, berhenti', ['WITHDRAW all'], 'consent:stopped'],
    ['ya', ['WITHDRAW all'], 'consent:stopped'],
    ['Tetap kirim', ['CLEAR all'], 'consent:kept'],
  ])('grey zone, typed %p', (text, acts, wording) => {
    const talk = new Talk(subscribed).begin('opt-out', intent('suspend')).type(text);
    expect(talk.acts).toEqual(acts);
    expect(talk.wordings).toEqual([wording]);
  });

  test('P2 silence keeps the hold: the timer says and lifts nothing', () => {
    const talk = new Talk(subscribed).begin('opt-out', intent('suspend'));
    const [timer] = talk.timers();
    talk.send({ type: 'timer', id: timer?.id ?? '' });
    expect(talk.result).toMatchObject({ handled: true, effects: [] });
    expect(talk.state.stack).toEqual([]);
  });

  test('P2 an old "keep sending" lifts nothing and asks anew', () => {
    const talk = new Talk(subscribed).begin('opt-out', { type: 'answer', choice: 'late-no' });
    expect(talk.acts).toEqual(['SUSPEND all']);
    expect(talk.wordings).toEqual(['consent:unclear']);
  });

  test('it lies on top of whatever runs, and that goes on afterwards', () => {
    const talk = new Talk(subscribed).begin('handoff').begin('opt-out', intent('opt_out'));
    expect(talk.state.stack.map(({ flow }) => flow)).toEqual(['handoff']);
    expect(talk.wordings).toEqual(['consent:stopped']);
  });
});
