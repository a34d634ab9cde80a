/** A piece of a message as WhatsApp shows it. */
export type Piece =
  | { kind: 'plain'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mono'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; pieces: Piece[] };

const marks: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' };
const pattern =
  /```([\s\S]+?)```|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])|(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/gu;

/** Reads *bold*, _italic_, ~struck~, ```monospace``` and links. A mark without its partner is a plain sign. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const [, mono, mark = '', inner = '', link] = match;
    const kind = marks[mark];
    if (mono !== undefined) pieces.push({ kind: 'mono', text: mono });
    else if (link !== undefined) pieces.push({ kind: 'link', text: link, href: link });
    else if (kind) pieces.push({ kind, pieces: piecesOf(inner) });
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) });
  return pieces;
}
