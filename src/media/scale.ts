/** Pixels in rows from the top, red, green, blue and opacity, a byte each. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * The picture with its longer side at most `longest`, on white: each pixel is the mean of those that it stands for.
 * Never larger than it was. Pure.
 */
export function scaled(source: Pixels, longest: number): Pixels {
  const factor = Math.min(1, longest / Math.max(source.width, source.height));
  const width = Math.max(1, Math.round(source.width * factor));
  const height = Math.max(1, Math.round(source.height * factor));
  const data = new Uint8ClampedArray(width * height * 4);
  const edges = (count: number, of: number) =>
    Array.from({ length: count + 1 }, (_, i) => Math.floor((i * of) / count));
  const [columns, rows] = [edges(width, source.width), edges(height, source.height)];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      mean(source, columns, rows, x, y, data, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

function mean(
  { width, data }: Pixels,
  columns: readonly number[],
  rows: readonly number[],
  x: number,
  y: number,
  target: Uint8ClampedArray,
  at: number,
): void {
  const left = columns[x] as number;
  const right = columns[x + 1] as number;
  const top = rows[y] as number;
  const bottom = rows[y + 1] as number;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let row = top; row < bottom; row += 1) {
    for (let i = (row * width + left) * 4; i < (row * width + right) * 4; i += 4) {
      const opacity = (data[i + 3] as number) / 255;
      const white = 255 * (1 - opacity);
      red += (data[i] as number) * opacity + white;
      green += (data[i + 1] as number) * opacity + white;
      blue += (data[i + 2] as number) * opacity + white;
    }
  }
  const count = (right - left) * (bottom - top);
  target[at] = red / count;
  target[at + 1] = green / count;
  target[at + 2] = blue / count;
  target[at + 3] = 255;
}
