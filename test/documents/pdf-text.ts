import { inflateSync } from 'node:zlib';

/** The text of a PDF that pdfkit wrote with standard fonts, line by line. */
export function textOf(pdf: Buffer): string {
  return contentStreams(pdf)
    .flatMap((stream) => [...stream.matchAll(/\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/g)])
    .map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex = '']) => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex')))
        .join(''),
    )
    .join('\n');
}

export function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
}

function contentStreams(pdf: Buffer): string[] {
  const streams: string[] = [];
  for (let from = 0; ; ) {
    const start = pdf.indexOf('stream\n', from);
    if (start < 0) return streams;
    const end = pdf.indexOf('\nendstream', start);
    try {
      streams.push(inflateSync(pdf.subarray(start + 7, end)).toString('latin1'));
    } catch {
      // An image or a font: no text in it.
    }
    from = end + 10;
  }
}
