/** One line of a comparison: in both texts, only in the first, only in the second. */
export interface Line {
  sign: ' ' | '-' | '+';
  text: string;
}

/** More differences than this are shown as one text for another: nobody reads them line by line. */
const MOST = 2000;

/** The shortest way from one text to the other, line by line (Myers, "An O(ND) Difference Algorithm", 1986). */
export function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  const start = commonStart(before, after);
  const end = commonStart(before.slice(start).reverse(), after.slice(start).reverse());
  const old = before.slice(start, before.length - end);
  const now = after.slice(start, after.length - end);
  return [
    ...before.slice(0, start).map((text): Line => ({ sign: ' ', text })),
    ...between(old, now),
    ...before.slice(before.length - end).map((text): Line => ({ sign: ' ', text })),
  ];
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length += 1;
  return length;
}

function between(a: readonly string[], b: readonly string[]): Line[] {
  const steps = furthest(a, b);
  if (!steps) {
    return [...a.map((text): Line => ({ sign: '-', text })), ...b.map((text): Line => ({ sign: '+', text }))];
  }
  const lines: Line[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = steps.length - 1; d > 0; d -= 1) {
    const reach = steps[d - 1] as Map<number, number>;
    const k = x - y;
    const down = isDown(reach, k, d);
    const fromX = reach.get(down ? k + 1 : k - 1) ?? 0;
    const fromY = fromX - (down ? k + 1 : k - 1);
    while (x > (down ? fromX : fromX + 1) && y > (down ? fromY + 1 : fromY)) {
      lines.push({ sign: ' ', text: a[x - 1] ?? '' });
      x -= 1;
      y -= 1;
    }
    lines.push(down ? { sign: '+', text: b[y - 1] ?? '' } : { sign: '-', text: a[x - 1] ?? '' });
    [x, y] = [fromX, fromY];
  }
  for (; x > 0; x -= 1) lines.push({ sign: ' ', text: a[x - 1] ?? '' });
  return lines.reverse();
}

/** How far along each diagonal one comes with d changes, for every d; undefined when there are too many. */
function furthest(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const steps: Map<number, number>[] = [];
  for (let d = 0; d <= Math.min(MOST, a.length + b.length); d += 1) {
    const before = steps.at(-1) ?? new Map([[1, 0]]);
    const reach = new Map<number, number>();
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(before, k, d) ? (before.get(k + 1) ?? 0) : (before.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...steps, reach];
    }
    steps.push(reach);
  }
  return undefined;
}

const isDown = (reach: ReadonlyMap<number, number>, k: number, d: number) =>
  k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
