import { setImmediate as nextTurn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { COLOUR, FACE, MEASURE, PAGE, STYLES, type Style, type StyleName } from './look.js';
import { printable, UNPRINTABLE } from './printable.js';
import { fontFile, type Piece, piecesOf } from './scripts.js';
import { wrap } from './wrap.js';

export interface SheetOptions {
  title: string;
  /** Whose document it is: the organisation. */
  owner: string;
  language: 'id' | 'en';
  /** ms since the epoch; stands in the file's own data only. */
  createdAt: number;
  /** Left in the footer of each page. */
  footer: string;
  /** Right in the footer, e.g. `Halaman 1 dari 3`. */
  pageOf: (page: number, pages: number) => string;
  /** Explains `[*]`, at the end, where any text needed it. */
  unprintable: string;
}

export interface Column {
  title: string;
  /** Share of the width, in relation to the others'. */
  share: number;
  style?: StyleName;
}

/** The longest that a long table holds everything else up, ms. */
const SLICE = 10;
const GAP = 8;

/**
 * A document of A4 pages that is written from top to bottom: title, headings, paragraphs, facts, tables. All
 * text passes `printable`, so that no name and no message can break it. `finish` gives the PDF.
 */
export class Sheet {
  readonly #o: SheetOptions;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #widths = new Map<string, number>();
  #y = PAGE.top;
  #lossy = false;

  constructor(options: SheetOptions) {
    this.#o = options;
    this.#pdf = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      autoFirstPage: false,
      lang: options.language === 'id' ? 'id-ID' : 'en-GB',
      displayTitle: true,
      info: {
        Title: printable(options.title),
        Author: printable(options.owner),
        Creator: 'Izin',
        CreationDate: new Date(options.createdAt),
      },
    });
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#pdf.addPage();
  }

  /** The head of the first page: whose it is, what it is, and one sentence or two. */
  title(lead: string): void {
    this.#pdf.rect(0, 0, PAGE.width, 6).fill(COLOUR.accent);
    this.#lines(this.#o.owner, 'owner', PAGE.margin, MEASURE);
    this.#y += 4;
    this.#lines(this.#o.title, 'title', PAGE.margin, MEASURE);
    this.#y += 6;
    this.#lines(lead, 'lead', PAGE.margin, MEASURE);
    this.#y += 4;
  }

  /** A section begins; never alone at the foot of a page. */
  heading(text: string): void {
    this.room(70);
    this.#y += 16;
    this.#lines(text, 'heading', PAGE.margin, MEASURE);
    this.#y += 6;
  }

  paragraph(text: string, style: StyleName = 'body'): void {
    this.#lines(text, style, PAGE.margin, MEASURE);
    this.#y += 5;
  }

  /** Words as somebody saw them: set in, with a line beside them. */
  quote(text: string, caption?: string): void {
    const from = { page: this.#page, y: this.#y };
    this.#lines(text, 'body', PAGE.margin + 14, MEASURE - 14, (y, height) =>
      this.#pdf.rect(PAGE.margin, y, 2.5, height).fill(COLOUR.accent),
    );
    if (caption !== undefined) {
      this.#lines(caption, 'small', PAGE.margin + 14, MEASURE - 14, (y, height) =>
        this.#pdf.rect(PAGE.margin, y, 2.5, height).fill(COLOUR.accent),
      );
    }
    if (from.page !== this.#page || from.y !== this.#y) this.#y += GAP;
  }

  /** Label and value, line by line. */
  facts(pairs: readonly (readonly [label: string, value: string])[], style: StyleName = 'body'): void {
    const left = MEASURE * 0.3;
    for (const [label, value] of pairs) {
      this.room(lineHeight('label') * 2);
      const [top, page] = [this.#y, this.#page];
      this.#lines(label, 'label', PAGE.margin, left - GAP);
      const labelEnd = this.#y;
      if (page === this.#page) this.#y = top;
      this.#lines(value, style, PAGE.margin + left, MEASURE - left);
      if (page === this.#page) this.#y = Math.max(this.#y, labelEnd);
      this.#y += 3;
    }
  }

  /**
   * A table; its head comes again on each page, and a row may go on over the page. Long ones let everything
   * else of the program run in between.
   */
  async table(columns: readonly Column[], rows: Iterable<readonly string[]>): Promise<void> {
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    const places: Place[] = [];
    let x = PAGE.margin;
    for (const { share, style = 'cell' } of columns) {
      const width = (MEASURE * share) / shares;
      places.push({ x: x + 4, width: width - GAP, style });
      x += width;
    }
    const head = () => {
      const lines = columns.map(({ title }, i) => this.#wrapped(title, 'column', places[i]?.width ?? 0));
      const height = Math.max(...lines.map((one) => one.length)) * lineHeight('column') + 8;
      this.#pdf.rect(PAGE.margin, this.#y, MEASURE, height).fill(COLOUR.wash);
      for (const [i, one] of lines.entries())
        this.#draw(one, 'column', places[i]?.x ?? PAGE.margin, this.#y + 4);
      this.#y += height;
    };
    this.room(60);
    head();
    let began = performance.now();
    for (const row of rows) {
      this.#row(row, places, head);
      if (performance.now() - began < SLICE) continue;
      await nextTurn();
      began = performance.now();
    }
    this.#y += GAP;
  }

  /** Something drawn by hand, `height` high: a QR code, a signature, a seal. */
  drawing(
    height: number,
    draw: (pdf: PDFKit.PDFDocument, x: number, y: number, width: number) => void,
  ): void {
    this.room(height);
    draw(this.#pdf, PAGE.margin, this.#y, MEASURE);
    this.#y += height + GAP;
  }

  space(points: number): void {
    this.#y += points;
  }

  /** What follows, `points` high, stands on one page together. */
  room(points: number): void {
    if (this.#y + points > PAGE.height - PAGE.bottom) this.#turn();
  }

  async finish(): Promise<Buffer> {
    if (this.#lossy) {
      this.space(GAP);
      this.paragraph(`${UNPRINTABLE}  ${this.#o.unprintable}`, 'small');
    }
    const { count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#pdf.switchToPage(page);
      this.#frame(page, count);
    }
    const ended = new Promise<void>((resolve, reject) => {
      this.#pdf.once('end', resolve).once('error', reject);
    });
    this.#pdf.end();
    await ended;
    return Buffer.concat(this.#chunks);
  }

  get #page(): number {
    return this.#pdf.bufferedPageRange().count;
  }

  #turn(): void {
    this.#pdf.addPage();
    this.#y = PAGE.top;
  }

  #frame(page: number, pages: number): void {
    const foot = PAGE.height - PAGE.bottom + 22;
    if (page > 0) {
      this.#draw([printable(`${this.#o.owner}  ·  ${this.#o.title}`)], 'small', PAGE.margin, 34);
      this.#rule(48);
    }
    this.#rule(foot - 6);
    this.#draw([printable(this.#o.footer)], 'small', PAGE.margin, foot);
    const right = printable(this.#o.pageOf(page + 1, pages));
    this.#draw([right], 'small', PAGE.width - PAGE.margin - this.#widthOf(right, STYLES.small), foot);
  }

  #rule(y: number): void {
    this.#pdf
      .moveTo(PAGE.margin, y)
      .lineTo(PAGE.width - PAGE.margin, y)
      .lineWidth(0.5)
      .stroke(COLOUR.line);
  }

  #row(row: readonly string[], places: readonly Place[], head: () => void): void {
    let cells = places.map((place, i) => this.#wrapped(row[i] ?? '', place.style, place.width));
    const tall = Math.max(...places.map(({ style }) => lineHeight(style)));
    const most = Math.max(...cells.map((lines) => lines.length));
    // A short row is not torn; a long one begins where it stands.
    this.#keep(Math.min(most, 6) * tall + 7, head);
    for (;;) {
      const free = Math.floor((PAGE.height - PAGE.bottom - this.#y - 7) / tall);
      const shown = cells.map((lines) => lines.slice(0, free));
      for (const [i, lines] of shown.entries()) {
        const place = places[i];
        if (place) this.#draw(lines, place.style, place.x, this.#y + 3.5);
      }
      this.#y +=
        Math.max(...shown.map((lines, i) => lines.length * lineHeight(places[i]?.style ?? 'cell'))) + 7;
      this.#rule(this.#y);
      cells = cells.map((lines) => lines.slice(free));
      if (cells.every((lines) => lines.length === 0)) return;
      this.#turn();
      head();
    }
  }

  #keep(points: number, head: () => void): void {
    if (this.#y + points <= PAGE.height - PAGE.bottom) return;
    this.#turn();
    head();
  }

  /** Sets lines one below the other, over as many pages as it takes. */
  #lines(
    text: string,
    name: StyleName,
    x: number,
    width: number,
    beside?: (y: number, height: number) => void,
  ): void {
    const height = lineHeight(name);
    for (const line of this.#wrapped(text, name, width)) {
      this.room(height);
      beside?.(this.#y, height);
      this.#draw([line], name, x, this.#y);
      this.#y += height;
    }
  }

  #wrapped(text: string, name: StyleName, width: number): string[] {
    const shown = printable(text);
    if (shown.includes(UNPRINTABLE)) this.#lossy = true;
    const style = STYLES[name];
    return wrap(shown, width, (part) => this.#widthOf(part, style));
  }

  #draw(lines: readonly string[], name: StyleName, x: number, y: number): void {
    const style: Style = STYLES[name];
    this.#pdf.fillColor(style.colour);
    for (const [i, line] of lines.entries()) {
      let at = x;
      for (const piece of piecesOf(line)) at += this.#drawPiece(piece, style, at, y + i * lineHeight(name));
    }
  }

  /** All pieces of a line stand on the baseline of the reader's own typeface. Returns the width. */
  #drawPiece(piece: Piece, style: Style, x: number, y: number): number {
    const { text, script } = piece;
    this.#pdf.font(fontOf(piece, style)).fontSize(style.size);
    if (script === undefined) this.#pdf.text(text, x, y, { lineBreak: false });
    else
      this.#pdf.text(text, x, y + (ASCENDER * style.size) / 1000, {
        lineBreak: false,
        baseline: 'alphabetic',
      });
    return this.#pdf.widthOfString(text);
  }

  /** Sum of the words' widths: each word is measured once. */
  #widthOf(text: string, style: Style): number {
    const { face, size } = style;
    let width = 0;
    for (const part of text.split(/( )/)) {
      const key = `${face} ${part}`;
      let known = this.#widths.get(key);
      if (known === undefined) {
        known = 0;
        for (const piece of piecesOf(part))
          known += this.#pdf.font(fontOf(piece, style)).fontSize(1000).widthOfString(piece.text);
        if (this.#widths.size > 20_000) this.#widths.clear();
        this.#widths.set(key, known);
      }
      width += known;
    }
    return (width * size) / 1000;
  }
}

/** Of Helvetica, in thousandths of the size: how far its baseline lies below the top of a line. */
const ASCENDER = 718;

const fontOf = ({ script }: Piece, { face }: Style): string =>
  script === undefined ? FACE[face] : fontFile(script, face);

interface Place {
  x: number;
  width: number;
  style: StyleName;
}

function lineHeight(name: StyleName): number {
  const { size, leading } = STYLES[name];
  return size * leading;
}
