import { describe, expect, test } from '@jest/globals';
import { normalise } from '../../src/understanding/index.js';

describe('normalise', () => {
  test.each([
    // drawn differently
    ['ＳＴＯＰ', 'stop'],
    ['Ⓢⓣⓞⓟ', 'stop'],
    ['🅂🅃🄾🄿', 'stop'],
    ['🅢🅣🅞🅟', 'stop'],
    ['🆂🆃🅾🅿', 'stop'],
    ['🇸🇹🇴🇵', 'stop'],
    ['🇸 🇹 🇴 🇵', 'stop'],
    ['𝘣𝘦𝘳𝘩𝘦𝘯𝘵𝘪 kirim', 'berhenti kirim'],
    ['bеrhеnti', 'berhenti'],
    ['ЅТОР', 'stop'],
    ['стоп', 'stop'],
    ['STΟP', 'stop'],
    ['ʙᴇʀʜᴇɴᴛɪ', 'berhenti'],
    ['BERHENTİ', 'berhenti'],
    ['bérhénti', 'berhenti'],
    ['s̶t̶o̶p̶', 'stop'],
    ['§top', 'stop'],
    ['Straße', 'strasse'],
    // hidden characters
    ['ber\u200bhen\u200dti', 'berhenti'],
    ['\ufeffberhenti', 'berhenti'],
    ['ber\u00adhenti', 'berhenti'],
    ['\u202estop\u202c', 'stop'],
    ['st\u{e0041}op', 'stop'],
    ['st\u0000op', 'stop'],
    ['stop\u3000kirim', 'stop kirim'],
    // letters apart, words cut or stuck together
    ['B E R H E N T I', 'berhenti'],
    ['s.t.o.p', 'stop'],
    ['S-T-O-P', 'stop'],
    ['s_t_o_p', 'stop'],
    ['s t o p  k i r i m', 'stop kirim'],
    ['s t o p k i r i m', 'stop kirim'],
    ['ber-hen-ti', 'berhenti'],
    ['st.op', 'stop'],
    ['ber henti', 'berhenti'],
    ['off-in', 'offin'],
    ['stopkirim', 'stop kirim'],
    ['jgnkirim', 'jangan kirim'],
    // digits for letters, but not in amounts, sizes and reduplications
    ['st0p', 'stop'],
    ['b3rh3nt1', 'berhenti'],
    ['5top', 'stop'],
    ['$top', 'stop'],
    ['50rb', '50rb'],
    ['2x', '2x'],
    ['kirim2', 'kirim'],
    ['anak2 yatim', 'anak yatim'],
    ['kirim-kirim', 'kirim'],
    // drawn-out letters
    ['stoppp', 'stop'],
    ['STOOOOP', 'stop'],
    ['haloooo', 'halo'],
    ['kirimmmm', 'kirim'],
    ['offff', 'off'],
    // slang, abbreviations, regional words
    ['jgn krm bc lg ya', 'jangan kirim broadcast lagi ya'],
    ['gk ush', 'tidak usah'],
    ['gausah', 'tidak usah'],
    ['sy udh gmau', 'saya sudah tidak mau'],
    ['mboten purun dikintuni malih', 'tidak mau dikirimi lagi'],
    ['teu hoyong nampi deui', 'tidak mau terima lagi'],
    ['indak namuah', 'tidak mau'],
    ['aja ngirim maneh', 'jangan mengirim lagi'],
    ['kirim aja', 'kirim saja'],
    // words that only their neighbours explain
    ['no saya', 'nomor saya'],
    ['no 0812', 'nomor 0812'],
    ['no thanks', 'no thanks'],
    ['5 g', '5 g'],
    ['g ada', 'tidak ada'],
    // numbers, marks, links
    ['Rp1.500.000,-', 'rp1500000'],
    ['2,5 kg', '2.5 kg'],
    ["don't", 'dont'],
    ['don’t', 'dont'],
    ['ma’af', 'maaf'],
    ['*stop*, _stop_; "stop"', 'stop stop stop'],
    ['https://contoh.id/stop?x=1 halo', 'halo'],
    ['www.contoh.id halo', 'halo'],
    ['1️⃣', '1'],
    ['', ''],
    ['   \n\t', ''],
  ])('%j is read as %j', (text, expected) => {
    expect(normalise(text).text).toBe(expected);
  });

  test('emoji are kept apart, skin tones and joiners are not', () => {
    expect(normalise('🙏🏽 stop 👎')).toEqual({ text: 'stop', tokens: ['stop'], emoji: ['🙏', '👎'] });
    expect(normalise('🇮🇩 halo')).toEqual({ text: 'halo', tokens: ['halo'], emoji: ['🇮🇩'] });
  });

  test('a text of another script stays readable', () => {
    expect(normalise('مرحبا بك').tokens).toEqual(['مرحبا', 'بك']);
    expect(normalise('한국어').tokens).toEqual(['한국어']);
  });

  test('an overlong text is read up to a bound', () => {
    expect(normalise('kata '.repeat(10_000)).tokens.length).toBeLessThan(4000);
    expect(normalise(`stop ${'ﷺ'.repeat(10_000)}`).tokens[0]).toBe('stop');
  });
});
