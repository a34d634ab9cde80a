/** A box to be placed: its size, and where on its right side each of its arrows begins. Lengths in px. */
export interface Sized {
  id: string;
  width: number;
  height: number;
  /** height of the place, on the left side, at which arrows arrive */
  inlet: number;
  outlets: { to: string; y: number }[];
}

export interface Point {
  x: number;
  y: number;
}

/** Where things stand. An arrow passes its points in their order; it leads `back` when its end lies before it. */
export interface Placing {
  places: Map<string, Point>;
  arrows: { from: string; outlet: number; points: Point[]; back: boolean }[];
  width: number;
  height: number;
}

const COLUMN_GAP = 90;
const ROW_GAP = 26;
const LANE_GAP = 10;
/** Height of the lane by which an arrow passes a column. */
const LANE = 10;
const ROUNDS = 24;

/** A box, or the lane of an arrow through a column. */
interface Slot {
  key: string;
  column: number;
  height: number;
  y: number;
  /** what pulls it: the slots before and after it, and at which heights the arrows meet them */
  before: Pull[];
  after: Pull[];
}
interface Pull {
  slot: Slot;
  own: number;
  theirs: number;
}

/**
 * Places boxes in columns, from the left as far as the longest way to them, so that arrows run to the right; those
 * that lead back are only marked. Sugiyama's method: layers, lanes for long arrows, order by the middle of the
 * neighbours, then heights. `boxes`: the first one is where it begins.
 */
export function place(boxes: readonly Sized[]): Placing {
  const ahead = withoutReturns(boxes);
  const columnOf = columnsOf(boxes, ahead);
  const slots = new Map<string, Slot>(
    boxes.map(({ id, height }) => [
      id,
      { key: id, column: columnOf.get(id) ?? 0, height, y: 0, before: [], after: [] },
    ]),
  );
  const lanes = new Map<string, Slot[]>();
  for (const box of boxes) {
    box.outlets.forEach(({ to, y }) => {
      const target = boxes.find(({ id }) => id === to);
      if (!target || !ahead.has(`${box.id} ${to}`)) return;
      // Arrows between the same two boxes share their lanes.
      const key = `${box.id} ${to}`;
      if (!lanes.has(key)) lanes.set(key, link(slots, box.id, to, y, target.inlet));
    });
  }
  const columns = arrange([...slots.values()]);
  const xs = columnPlaces(columns, boxes);
  const places = new Map(
    boxes.map(({ id }) => [id, { x: xs[columnOf.get(id) ?? 0] ?? 0, y: slots.get(id)?.y ?? 0 }]),
  );
  const widest = (column: number) =>
    Math.max(0, ...boxes.filter(({ id }) => columnOf.get(id) === column).map(({ width }) => width));
  const arrows = boxes.flatMap((box) =>
    box.outlets.flatMap(({ to, y }, outlet) => {
      const from = places.get(box.id) as Point;
      const end = places.get(to);
      const target = boxes.find(({ id }) => id === to);
      if (!end || !target) return [];
      const start = { x: from.x + box.width, y: from.y + y };
      const passed = lanes.get(`${box.id} ${to}`);
      const through = (passed ?? []).flatMap((lane) => {
        const x = xs[lane.column] ?? 0;
        const middle = lane.y + LANE / 2;
        return [
          { x, y: middle },
          { x: x + widest(lane.column), y: middle },
        ];
      });
      const points = [start, ...through, { x: end.x, y: end.y + target.inlet }];
      return [{ from: box.id, outlet, points, back: passed === undefined }];
    }),
  );
  const all = boxes.map(({ id, width, height }) => {
    const at = places.get(id) as Point;
    return { right: at.x + width, bottom: at.y + height };
  });
  const deepest = arrows.flatMap(({ points }) => points.map(({ y }) => y + LANE));
  return {
    places,
    arrows,
    width: Math.max(0, ...all.map(({ right }) => right)),
    height: Math.max(0, ...deepest, ...all.map(({ bottom }) => bottom)),
  };
}

/** The arrows without those that lead back to a box on the way here, so that no circle is left. */
function withoutReturns(boxes: readonly Sized[]): Set<string> {
  const kept = new Set<string>();
  const visited = new Map<string, 'open' | 'done'>();
  const visit = (box: Sized): void => {
    visited.set(box.id, 'open');
    for (const { to } of box.outlets) {
      const target = boxes.find(({ id }) => id === to);
      if (!target || visited.get(to) === 'open') continue;
      kept.add(`${box.id} ${to}`);
      if (!visited.has(to)) visit(target);
    }
    visited.set(box.id, 'done');
  };
  for (const box of boxes) if (!visited.has(box.id)) visit(box);
  return kept;
}

function columnsOf(boxes: readonly Sized[], ahead: ReadonlySet<string>): Map<string, number> {
  const columns = new Map<string, number>();
  const columnOf = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    const before = boxes.filter((box) => ahead.has(`${box.id} ${id}`)).map((box) => columnOf(box.id) + 1);
    const found = Math.max(0, ...before);
    columns.set(id, found);
    return found;
  };
  for (const { id } of boxes) columnOf(id);
  return columns;
}

/** Ties two boxes together, by lanes through the columns between them; returns the lanes. */
function link(slots: Map<string, Slot>, from: string, to: string, y: number, inlet: number): Slot[] {
  const start = slots.get(from) as Slot;
  const end = slots.get(to) as Slot;
  const lanes: Slot[] = [];
  for (let column = start.column + 1; column < end.column; column += 1) {
    const key = `${from} ${to} ${column}`;
    const lane: Slot = { key, column, height: LANE, y: 0, before: [], after: [] };
    slots.set(key, lane);
    lanes.push(lane);
  }
  const chain = [start, ...lanes, end];
  chain.slice(1).forEach((next, i) => {
    const last = chain[i] as Slot;
    const leaves = last === start ? y : LANE / 2;
    const arrives = next === end ? inlet : LANE / 2;
    last.after.push({ slot: next, own: leaves, theirs: arrives });
    next.before.push({ slot: last, own: arrives, theirs: leaves });
  });
  return lanes;
}

/** Orders every column by where its neighbours stand, then lets them pull it there. */
function arrange(slots: Slot[]): Slot[][] {
  const last = Math.max(0, ...slots.map(({ column }) => column));
  const columns = Array.from({ length: last + 1 }, (_, i) => slots.filter(({ column }) => column === i));
  for (const column of columns) stack(column);
  for (let round = 0; round < ROUNDS; round += 1) {
    const forward = round % 2 === 0;
    const order = forward ? columns : columns.toReversed();
    for (const column of order) {
      const wish = new Map(column.map((slot) => [slot, wishOf(slot, forward ? slot.before : slot.after)]));
      column.sort((a, b) => (wish.get(a) ?? a.y) - (wish.get(b) ?? b.y));
      stack(column);
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const column of round % 2 === 0 ? columns : columns.toReversed()) {
      settle(
        column,
        column.map((slot) => wishOf(slot, [...slot.before, ...slot.after]) ?? slot.y),
      );
    }
  }
  const top = Math.min(...slots.map(({ y }) => y));
  for (const slot of slots) slot.y -= top;
  return columns;
}

function wishOf(slot: Slot, pulls: readonly Pull[]): number | undefined {
  if (pulls.length === 0) return undefined;
  const heights = pulls.map(({ slot: other, own, theirs }) => other.y + theirs - own).sort((a, b) => a - b);
  const middle = heights.length / 2;
  return ((heights[Math.ceil(middle) - 1] ?? slot.y) + (heights[Math.floor(middle)] ?? slot.y)) / 2;
}

function stack(column: readonly Slot[]): void {
  let y = 0;
  for (const slot of column) {
    slot.y = y;
    y += slot.height + gapOf(slot);
  }
}

const gapOf = ({ height }: Slot) => (height === LANE ? LANE_GAP : ROW_GAP);

/** Puts every slot as near to its wish as those above it and below it allow: neighbours that want the same share it. */
function settle(column: readonly Slot[], wishes: readonly number[]): void {
  const groups: { slots: Slot[]; top: number; offsets: number[]; wishes: number[]; height: number }[] = [];
  column.forEach((slot, i) => {
    groups.push({
      slots: [slot],
      top: wishes[i] ?? slot.y,
      offsets: [0],
      wishes: [wishes[i] ?? slot.y],
      height: slot.height + gapOf(slot),
    });
    for (;;) {
      const own = groups.at(-1);
      const above = groups.at(-2);
      if (!own || !above || above.top + above.height <= own.top) break;
      groups.pop();
      above.offsets.push(...own.offsets.map((offset) => offset + above.height));
      above.slots.push(...own.slots);
      above.wishes.push(...own.wishes);
      above.height += own.height;
      const tops = above.wishes.map((wish, k) => wish - (above.offsets[k] ?? 0));
      above.top = tops.reduce((sum, top) => sum + top, 0) / tops.length;
    }
  });
  for (const group of groups) {
    group.slots.forEach((slot, k) => {
      slot.y = group.top + (group.offsets[k] ?? 0);
    });
  }
}

function columnPlaces(columns: readonly Slot[][], boxes: readonly Sized[]): number[] {
  let x = 0;
  return columns.map((column) => {
    const keys = new Set(column.map(({ key }) => key));
    const width = Math.max(0, ...boxes.filter(({ id }) => keys.has(id)).map((box) => box.width));
    const own = x;
    x += width + COLUMN_GAP;
    return own;
  });
}
