/** How our documents look. Lengths in points (1/72 inch), A4. */
export const PAGE = { width: 595.28, height: 841.89, margin: 54, top: 62, bottom: 64 };
/** Width of the text. */
export const MEASURE = PAGE.width - 2 * PAGE.margin;

export const COLOUR = {
  ink: '#1f2a24',
  quiet: '#66736b',
  line: '#d5ded8',
  wash: '#f2f6f3',
  accent: '#0b6b4b',
} as const;

/** Typefaces that every PDF reader brings along; others are embedded only where a name needs them. */
export const FACE = { plain: 'Helvetica', bold: 'Helvetica-Bold', mono: 'Courier' } as const;
export type Face = keyof typeof FACE;

/** A way to set text. */
export interface Style {
  face: Face;
  size: number;
  /** From baseline to baseline, as a multiple of the size. */
  leading: number;
  colour: string;
}

const style = (face: Face, size: number, colour: string, leading = 1.35): Style => ({
  face,
  size,
  colour,
  leading,
});

export const STYLES = {
  title: style('bold', 23, COLOUR.ink, 1.15),
  owner: style('bold', 9.5, COLOUR.accent),
  lead: style('plain', 10.5, COLOUR.quiet, 1.45),
  heading: style('bold', 13, COLOUR.accent, 1.25),
  body: style('plain', 9.5, COLOUR.ink, 1.45),
  label: style('plain', 9.5, COLOUR.quiet, 1.45),
  strong: style('bold', 9.5, COLOUR.ink, 1.45),
  column: style('bold', 8, COLOUR.quiet, 1.3),
  cell: style('plain', 8.5, COLOUR.ink, 1.35),
  mono: style('mono', 7.5, COLOUR.ink, 1.35),
  small: style('plain', 7.5, COLOUR.quiet, 1.35),
} as const satisfies Record<string, Style>;
export type StyleName = keyof typeof STYLES;
