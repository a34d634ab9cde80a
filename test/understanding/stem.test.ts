import { describe, expect, test } from '@jest/globals';
import { stem } from '../../src/understanding/index.js';

describe('stem', () => {
  test.each([
    ['kirim', ['kirim', 'mengirim', 'dikirim', 'dikirimi', 'kirimkan', 'pengiriman', 'kiriman', 'kirimnya']],
    ['bayar', ['bayar', 'membayar', 'dibayarkan', 'pembayaran', 'bayarnya', 'bayarin']],
    ['hitung', ['hitung', 'menghitung', 'dihitung', 'perhitungan', 'hitungan']],
    ['salur', ['menyalurkan', 'penyaluran', 'disalurkan', 'tersalurkan']],
    ['daftar', ['daftar', 'mendaftar', 'didaftarkan', 'pendaftaran', 'daftarnya']],
    ['jemput', ['jemput', 'dijemput', 'penjemputan', 'jemputan']],
    ['hasil', ['penghasilan', 'hasilnya', 'berpenghasilan']],
    ['uang', ['uang', 'uangnya', 'keuangan']],
    ['donasi', ['donasi', 'berdonasi', 'mendonasikan', 'donasinya']],
    ['zakat', ['zakat', 'zakatnya']],
    ['konfirmasi', ['konfirmasi', 'konfirmasinya']],
    ['tabung', ['menabung', 'tabungan']],
    ['terima', ['menerima', 'penerima', 'diterima']],
    ['berhenti', ['berhenti', 'hentikan', 'dihentikan', 'penghentian']],
  ])('the forms of %s meet', (root, forms) => {
    expect(forms.map(stem)).toEqual(forms.map(() => root));
  });

  test.each([
    'ikan',
    'makan',
    'bulan',
    'hanya',
    'punya',
    'biaya',
    'nilai',
    'pagi',
    'anak',
    '2.5',
    'rp50000',
    'a',
  ])('%s is whole as it is', (word) => {
    expect(stem(word)).toBe(word);
  });
});
