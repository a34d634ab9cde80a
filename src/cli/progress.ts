import { Presets, SingleBar } from 'cli-progress';

/** A bar for the terminal; none where nobody watches, or where JSON is wanted. */
export function progressBar(
  words: string,
  quiet = false,
): { at(done: number, total: number): void; end(): void } {
  if (quiet || !process.stderr.isTTY) return { at: () => undefined, end: () => undefined };
  const bar = new SingleBar(
    { format: `${words} {bar} {percentage}% · {value}/{total}`, clearOnComplete: true },
    Presets.shades_classic,
  );
  let running = false;
  return {
    at(done, total) {
      if (!running) bar.start(total, done);
      running = true;
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => running && bar.stop(),
  };
}
