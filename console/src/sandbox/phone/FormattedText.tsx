import { type Piece, piecesOf } from './format-text.js';

/** Message text with WhatsApp's own formatting. */
export function FormattedText({ text }: { text: string }) {
  return piecesOf(text).map(shown);
}

function shown(piece: Piece, index: number) {
  const key = `${index}`;
  switch (piece.kind) {
    case 'plain':
      return piece.text;
    case 'mono':
      return <code key={key}>{piece.text}</code>;
    case 'link':
      return (
        <a key={key} href={piece.href} target="_blank" rel="noreferrer noopener">
          {piece.text}
        </a>
      );
    case 'bold':
      return <strong key={key}>{piece.pieces.map(shown)}</strong>;
    case 'italic':
      return <em key={key}>{piece.pieces.map(shown)}</em>;
    case 'strike':
      return <s key={key}>{piece.pieces.map(shown)}</s>;
  }
}
