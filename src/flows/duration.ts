const UNIT = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** How staff write a delay: `30s`, `10m`, `72h`, `3d`. */
export const DURATION = /^([1-9][0-9]*)(s|m|h|d)$/;

/** In ms; undefined when it is not a duration. */
export function milliseconds(duration: string): number | undefined {
  const [, amount, unit] = DURATION.exec(duration) ?? [];
  return unit ? Number(amount) * UNIT[unit as keyof typeof UNIT] : undefined;
}

/** The shortest way to write so many ms: 259200000 as `3d`; undefined for less than a whole second. */
export function durationOf(ms: number): string | undefined {
  const unit = (['d', 'h', 'm', 's'] as const).find((one) => ms >= UNIT[one] && ms % UNIT[one] === 0);
  return unit && `${ms / UNIT[unit]}${unit}`;
}
