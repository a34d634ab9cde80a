/** The middle of the figures: one slow run does not move it. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Prints what was measured, one figure a line. */
export function report(title: string, figures: Record<string, number | string>): void {
  console.log(title);
  for (const [name, figure] of Object.entries(figures)) {
    const shown =
      typeof figure === 'number'
        ? figure.toLocaleString('en', { maximumFractionDigits: Math.abs(figure) < 100 ? 3 : 0 })
        : figure;
    console.log(`  ${name.padEnd(32)} ${shown}`);
  }
}
