/** The name that was probably meant: at most a third of its letters away; undefined when nothing is near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const scored = names.map((other) => ({ other, distance: distance(name, other) }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.ceil(best.other.length / 3) ? best.other : undefined;
}

function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
