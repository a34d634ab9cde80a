import { expect, test } from '@jest/globals';
import { type Piece, piecesOf } from '../../console/src/sandbox/phone/format-text.js';

/** Pieces as markup, to read at a glance. */
function markup(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'plain') return piece.text;
      if (piece.kind === 'mono' || piece.kind === 'link')
        return `<${piece.kind}>${piece.text}</${piece.kind}>`;
      return `<${piece.kind}>${markup(piece.pieces)}</${piece.kind}>`;
    })
    .join('');
}

test.each([
  ['balas *BERHENTI*', 'balas <bold>BERHENTI</bold>'],
  ['*a* dan *b*', '<bold>a</bold> dan <bold>b</bold>'],
  ['*_dua_*', '<bold><italic>dua</italic></bold>'],
  ['~lama~ baru', '<strike>lama</strike> baru'],
  ['2*3*4', '2*3*4'],
  ['* bukan *', '* bukan *'],
  ['*satu\ndua*', '*satu\ndua*'],
  ['snake_case_name', 'snake_case_name'],
  ['```kode *mentah*```', '<mono>kode *mentah*</mono>'],
  ['lihat https://amanah.example/a_b_c.', 'lihat <link>https://amanah.example/a_b_c</link>.'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
  ['<b>tebal</b>', '<b>tebal</b>'],
  ['', ''],
])('%j', (text, shown) => expect(markup(piecesOf(text))).toBe(shown));
