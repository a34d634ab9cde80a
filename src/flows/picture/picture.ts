import { shorten } from '../../whatsapp/limits.js';
import { readProject, soundFlows } from '../project.js';
import type { Sources } from '../sources.js';
import { type Box, boxesOf, type Row } from './boxes.js';
import { type Placing, type Point, place, type Sized } from './layout.js';

const WIDTH = { waiting: 340, passing: 260, final: 290 } as const;
const PAD = 12;
const TITLE = 24;
const LINE = 16;
const ROW = 22;
/** Width of a letter in the widest of the fonts. */
const LETTER = 7;
const MARGIN = 36;
const HEAD = 46;
const FOOT = 40;
const LEGEND = [
  '▸ tombol, ✎ kejadian, ◷ waktu, ◇ syarat, ■ selesai, ↩ kembali, ⟲ tetap, ⇒ alur lain',
  '▸ button, ✎ event, ◷ time, ◇ condition, ■ end, ↩ back, ⟲ stays, ⇒ another flow',
];

/** A flow as SVG, or undefined when there is none of this name that can be read. */
export function pictureOf(sources: Sources, flow: string): string | undefined {
  const project = readProject(sources, () => false);
  const doc = soundFlows(project).find((one) => one.flow.id === flow);
  if (!doc) return undefined;
  const all = boxesOf(project, doc).sort((a, b) => Number(b.initial) - Number(a.initial));
  // An end without words is a mark in the row that leads there: an arrow to it would only cross the others.
  const ends = new Set(all.filter(isPlainEnd).map(({ id }) => id));
  const boxes = all.filter(({ id }) => !ends.has(id));
  return draw(flow, doc.flow.description ?? '', boxes, ends);
}

const isPlainEnd = ({ kind, initial, says, does }: Box) =>
  kind === 'final' && !initial && !says && does.length === 0;

type Ends = ReadonlySet<string>;

function draw(flow: string, description: string, boxes: readonly Box[], ends: Ends): string {
  const sized = boxes.map((box) => sizeOf(box, ends));
  const placing = place(sized);
  const width = Math.max(placing.width, 420) + 2 * MARGIN;
  const height = placing.height + 2 * MARGIN + HEAD + FOOT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${xml(flow)}</title>`,
    STYLE,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="head" x="${MARGIN}" y="${MARGIN}">${xml(flow)}</text>`,
    `<text class="note" x="${MARGIN}" y="${MARGIN + 20}">${xml(description)}</text>`,
    `<g transform="translate(${MARGIN} ${MARGIN + HEAD})">`,
    ...arrowsOf(placing),
    ...boxes.map((box, i) =>
      boxOf(box, sized[i] as Sized, placing.places.get(box.id) as Point, ends, placing),
    ),
    '</g>',
    ...LEGEND.map(
      (line, i) => `<text class="note" x="${MARGIN}" y="${height - MARGIN + i * LINE}">${xml(line)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

function sizeOf(box: Box, ends: Ends): Sized {
  const top = PAD + TITLE + (box.says ? 2 * LINE : 0) + (box.does.length > 0 ? LINE : 0);
  const rows = box.rows.length;
  return {
    id: box.id,
    width: WIDTH[box.kind],
    height: top + (rows > 0 ? rows * ROW + 4 : 0) + PAD - 4,
    inlet: PAD + TITLE / 2,
    outlets: box.rows.flatMap(({ to }, i) =>
      to === undefined || ends.has(to) ? [] : [{ to, y: top + i * ROW + ROW / 2 + 2 }],
    ),
  };
}

function boxOf(box: Box, { width, height }: Sized, at: Point, ends: Ends, placing: Placing): string {
  const lines: string[] = [];
  let y = PAD + 15;
  const letters = Math.floor((width - 2 * PAD) / LETTER);
  lines.push(`<text class="name" x="${PAD}" y="${y}">${xml(box.id)}</text>`);
  y += TITLE - 4;
  if (box.says) {
    lines.push(`<text class="says" x="${PAD}" y="${y}">${xml(shorten(box.says.id, letters))}</text>`);
    lines.push(
      `<text class="says en" x="${PAD}" y="${y + LINE}">${xml(shorten(box.says.en, letters))}</text>`,
    );
    y += 2 * LINE;
  }
  if (box.does.length > 0) {
    lines.push(`<text class="does" x="${PAD}" y="${y}">${xml(shorten(box.does.join(', '), letters))}</text>`);
    y += LINE;
  }
  y += 2;
  for (const row of box.rows) {
    lines.push(rowOf(row, y, width, markOf(box, row, ends, placing)));
    y += ROW;
  }
  const start = box.initial ? `<circle class="start" cx="-14" cy="${PAD + TITLE / 2}" r="6"/>` : '';
  return [
    `<g class="box ${box.kind}" transform="translate(${round(at.x)} ${round(at.y)})">`,
    start,
    `<rect width="${width}" height="${height}" rx="${box.kind === 'final' ? 18 : 10}"/>`,
    ...lines,
    '</g>',
  ].join('');
}

/** A row; at its right end stands where it leads when no arrow shows that. */
function rowOf({ kind, label, begins }: Row, y: number, width: number, mark: string): string {
  const end = [...begins.map((flow) => `⇒ ${flow}`), mark].filter(Boolean).join(' ');
  const room = Math.floor((width - 2 * PAD - 20) / LETTER) - (end === '' ? 0 : end.length + 1);
  return [
    `<g class="row ${kind}"><rect x="6" y="${y - 13}" width="${width - 12}" height="${ROW - 3}" rx="5"/>`,
    `<text x="${PAD}" y="${y}">${MARKS[kind]} ${xml(shorten(label, room))}</text>`,
    end === '' ? '' : `<text class="end" x="${width - PAD}" y="${y}">${xml(end)}</text>`,
    '</g>',
  ].join('');
}

const MARKS: Record<Row['kind'], string> = { choice: '▸', event: '✎', timer: '◷', condition: '◇' };

/** `■` it ends, `↩` it leads back, `⟲` it stays; nothing where an arrow begins. */
function markOf(box: Box, row: Row, ends: Ends, { arrows }: Placing): string {
  const { to, begins } = row;
  if (to === undefined) return begins.length === 0 ? '⟲' : '';
  if (ends.has(to)) return `■ ${to}`;
  const outlet = box.rows.filter((one) => one.to !== undefined && !ends.has(one.to)).indexOf(row);
  const back = arrows.some((arrow) => arrow.from === box.id && arrow.outlet === outlet && arrow.back);
  return back ? `↩ ${to}` : '';
}

function arrowsOf({ arrows }: Placing): string[] {
  return arrows.filter(({ back }) => !back).map(({ points }) => `<path class="arrow" d="${curve(points)}"/>`);
}

/** Level where it leaves, where it arrives and where it passes a column; bends in between. */
function curve(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (!start) return '';
  let from = start;
  const parts = [`M${round(start.x)} ${round(start.y)}`];
  rest.forEach((to, i) => {
    // Arrow heads stand just before the box.
    const x = i === rest.length - 1 ? to.x - 5 : to.x;
    const bend = Math.max(20, (x - from.x) / 2);
    parts.push(
      from.y === to.y
        ? `L${round(x)} ${round(to.y)}`
        : `C${round(from.x + bend)} ${round(from.y)} ${round(x - bend)} ${round(to.y)} ${round(x)} ${round(to.y)}`,
    );
    from = to;
  });
  return parts.join(' ');
}

const round = (value: number) => Math.round(value * 10) / 10;

const xml = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Calm green on warm grey, as the console; system fonts only. */
const STYLE = `<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#0f7a63"/></marker></defs>
<style>
text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; fill: #2b2f2e }
.page { fill: #f7f6f3 }
.head { font-size: 20px; font-weight: 600; fill: #06473d }
.note { fill: #6a6f6d }
.box > rect { fill: #fff; stroke: #b9c4c0; stroke-width: 1.2 }
.waiting > rect { stroke: #0b6b5d; stroke-width: 1.6 }
.passing > rect { fill: #f1f0ec; stroke-dasharray: 5 4 }
.final > rect { fill: #e3f1ec; stroke: #76c2ac }
.name { font-size: 13px; font-weight: 600; fill: #06473d }
.en, .end, .does { fill: #6a6f6d }
.does { font-size: 11px; font-family: ui-monospace, "Liberation Mono", monospace }
.row rect { fill: #e9f7f3 }
.event rect { fill: #f3f3ef }
.timer rect { fill: #fbf3e2 }
.condition rect { fill: #e8e7e2 }
.end { text-anchor: end }
.arrow { fill: none; stroke: #4eb093; stroke-width: 1.4; marker-end: url(#head) }
.start { fill: #0b6b5d }
</style>`;
