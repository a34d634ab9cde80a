import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptType, mostBytes } from '../../src/media/accept.js';
import { type Sniffed, sniff } from '../../src/media/sniff.js';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const zip = (name: string) => bytes(`PK\x03\x04\x14\0\0\0\x08\0${'\0'.repeat(16)}${name}`);

describe('the first bytes tell', () => {
  test.each<[string, Buffer, Sniffed]>([
    ['a photo', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
    ['a screenshot', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png'],
    ['an animation', bytes('GIF89a'), 'image/gif'],
    ['a sticker', bytes('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
    ['a receipt', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a receipt behind a mark of order', bytes('\xef\xbb\xbf%PDF-1.4'), 'application/pdf'],
    ['an old letter', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'application/x-ole-storage'],
    ['a new letter', zip('[Content_Types].xml'), 'application/zip'],
    ['an empty archive', bytes('PK\x05\x06'), 'application/zip'],
    ['a voice note', bytes('OggS\0\x02'), 'audio/ogg'],
    ['an old voice note', bytes('#!AMR\n'), 'audio/amr'],
    ['a song', bytes('ID3\x04'), 'audio/mpeg'],
    ['a song without a title', bytes('\xff\xfb\x90\x44'), 'audio/mpeg'],
    ['a stream of AAC', bytes('\xff\xf1\x50\x80'), 'audio/aac'],
    ['a film', bytes('\0\0\0\x18ftypmp42'), 'video/mp4'],
    ['a film of an old phone', bytes('\0\0\0\x18ftyp3gp5'), 'video/3gpp'],
    ['a note', Buffer.from('Assalamualaikum, ini bukti transfer 😀'), 'text/plain'],
    ['a page', Buffer.from('<html><script>alert(1)</script>'), 'text/plain'],
    ['a note that is cut within a letter', Buffer.from('é').subarray(0, 1), 'text/plain'],
    ['nothing', Buffer.alloc(0), 'application/octet-stream'],
    ['noise', bytes('\x00\x01\x02\x03'), 'application/octet-stream'],
    ['a program of Windows', bytes('MZ\x90\0'), 'executable'],
    ['a program of Linux', bytes('\x7fELF\x02'), 'executable'],
    ['a program of a Mac', bytes('\xcf\xfa\xed\xfe'), 'executable'],
    ['a script', bytes('#!/bin/sh\n'), 'executable'],
    ['an Android app', zip('AndroidManifest.xml'), 'executable'],
    ['an Android app, its code first', zip('classes.dex'), 'executable'],
  ])('%s', (_name, head, type) => expect(sniff(head)).toBe(type));

  test('of any bytes something, and never fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (any) => typeof sniff(Buffer.from(any)) === 'string'),
    );
  });
});

describe('a file is kept as', () => {
  test.each<[string, string, string | null, string | null, Sniffed, string]>([
    ['a photo', 'image', 'image/jpeg', null, 'image/jpeg', 'image/jpeg'],
    ['a voice note with parameters', 'audio', 'audio/ogg; codecs=opus', null, 'audio/ogg', 'audio/ogg'],
    ['a song in a container of films', 'audio', 'audio/mp4', null, 'video/mp4', 'audio/mp4'],
    [
      'a letter',
      'document',
      `${OFFICE}.wordprocessingml.document`,
      'surat.docx',
      'application/zip',
      `${OFFICE}.wordprocessingml.document`,
    ],
    [
      'an old table',
      'document',
      'application/vnd.ms-excel',
      'a.xls',
      'application/x-ole-storage',
      'application/vnd.ms-excel',
    ],
    ['a document that nobody named', 'document', null, null, 'application/pdf', 'application/pdf'],
    ['a page, as text that no browser runs', 'document', 'text/html', 'a.html', 'text/plain', 'text/plain'],
    [
      'a note in another encoding',
      'document',
      'text/plain',
      'a.txt',
      'application/octet-stream',
      'application/octet-stream',
    ],
    ['an archive', 'document', 'application/zip', 'a.zip', 'application/zip', 'application/octet-stream'],
    ['a picture that can hold a script', 'document', 'image/svg+xml', 'a.svg', 'text/plain', 'text/plain'],
  ])('%s', (_name, kind, mimeType, filename, sniffed, type) =>
    expect(acceptType({ kind, mimeType, filename }, sniffed)).toEqual({ type }),
  );
});

describe('a file is refused that', () => {
  test.each<[string, string, string | null, string | null, Sniffed, string]>([
    ['says photo and is a page', 'image', 'image/jpeg', null, 'text/plain', 'type_mismatch'],
    ['says photo and is a PDF', 'image', 'image/jpeg', null, 'application/pdf', 'type_mismatch'],
    ['says JPEG and is PNG', 'image', 'image/jpeg', null, 'image/png', 'type_mismatch'],
    [
      'says PDF and is an archive',
      'document',
      'application/pdf',
      'a.pdf',
      'application/zip',
      'type_mismatch',
    ],
    ['says film and is a song', 'video', 'video/mp4', null, 'audio/mpeg', 'type_mismatch'],
    ['says nothing and is no photo', 'image', null, null, 'application/pdf', 'type_mismatch'],
    ['is a program', 'document', 'application/pdf', 'a.pdf', 'executable', 'executable'],
    [
      'is called an app',
      'document',
      'application/zip',
      'Undangan Pernikahan.APK',
      'application/zip',
      'executable',
    ],
    [
      'says that it is an app',
      'document',
      'application/vnd.android.package-archive',
      'a',
      'application/zip',
      'executable',
    ],
    ['hides its end', 'document', 'text/plain', 'foto.jpg.exe', 'text/plain', 'executable'],
  ])('%s', (_name, kind, mimeType, filename, sniffed, refused) =>
    expect(acceptType({ kind, mimeType, filename }, sniffed)).toEqual({ refused }),
  );
});

test.each([
  ['image', 5_242_880],
  ['sticker', 512_000],
  ['audio', 16_777_216],
  ['video', 16_777_216],
  ['document', 104_857_600],
  ['anything else', 104_857_600],
])('a %s has at most %d bytes', (kind, most) => expect(mostBytes(kind)).toBe(most));
