import { describe, expect, test } from '@jest/globals';
import { findHeader, placeColumns } from '../../../src/consent/import/columns.js';

const PINNED = ['phone', 'name', 'topic', 'source', 'date', 'wording', 'reference'];

describe('the columns are found by their names:', () => {
  test.each<[string[], object]>([
    [PINNED, { phone: 0, name: 1, topic: 2, source: 3, date: 4, wording: 5, reference: 6 }],
    [['DATE', 'Phone ', 'Topic'], { date: 0, phone: 1, topic: 2 }],
    [['No', 'Nama', 'No HP', 'Tanggal setuju'], { name: 1, phone: 2, date: 3 }],
    [['NAMA LENGKAP', 'Nomor WA', 'Tgl. Daftar', 'Sumber'], { name: 0, phone: 1, date: 2, source: 3 }],
    [['Nama Donatur', 'No. Handphone (WA)', 'Keterangan'], { name: 0, phone: 1 }],
    [
      ['Full Name', 'Phone Number', 'Consent date', 'Consent text'],
      { name: 0, phone: 1, date: 2, wording: 3 },
    ],
    [
      ['Stempel waktu', 'Nama', 'Nomor WhatsApp aktif', 'Persetujuan'],
      { date: 0, name: 1, phone: 2, wording: 3 },
    ],
    [['No. HP *', 'Nama (sesuai KTP)', 'Tgl. Setuju'], { phone: 0, name: 1, date: 2 }],
    [['No HP\n(WhatsApp)', 'NAMA\nLENGKAP'], { phone: 0, name: 1 }],
    [['', 'Nama', '', 'Phone #', ''], { name: 1, phone: 3 }],
    [['No HP', 'Nama', 'No HP'], { phone: 0, name: 1 }],
    // What belongs to somebody or something else.
    [['Nama', 'Tanggal lahir', 'Telepon rumah', 'HP'], { name: 0, phone: 3 }],
    [['No KTP', 'Nama Ibu', 'Nama', 'No HP darurat', 'No HP'], { name: 2, phone: 4 }],
    // WhatsApp before telephone, wherever they stand.
    [['Telepon', 'No WA', 'Nama'], { phone: 1, name: 2 }],
    [['Nama', 'Status WA', 'No Telp'], { name: 0, phone: 2 }],
  ])('%j', (cells, placed) => expect(placeColumns(cells, {})).toEqual(placed));
});

test('what is said goes before what is guessed', () => {
  expect(placeColumns(['Nama', 'Kolom A', 'No HP'], { phone: 'kolom a' })).toEqual({ phone: 1, name: 0 });
  expect(placeColumns(['A', 'B'], { phone: 'B', name: 'A' })).toEqual({ phone: 1, name: 0 });
  expect(placeColumns(['A', 'B'], { phone: 'C' })).toBeUndefined();
});

test('a row of data is no header', () => {
  expect(placeColumns(['081234567890', 'Siti', 'wa'], {})).toBeUndefined();
  expect(placeColumns(['Siti', 'donatur'], {})).toBeUndefined();
});

test('the header is found below titles and empty lines', () => {
  const rows = [['DAFTAR HP DONATUR 2025'], [], ['No', 'Nama', 'No HP'], ['1', 'Siti', '0812']];
  expect(findHeader(rows, {})).toEqual({ index: 2, placement: { name: 1, phone: 2 } });
});
