/** Cheap looks at values of unknown shape, for the road that every webhook takes. */

export type Loose = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that says something; numbers as their digits. Everything else is absent. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** An object, or an empty one in place of anything else. */
export function objectOf(value: unknown): Loose {
  return isObject(value) ? value : {};
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Leaves out the keys whose value is `undefined`, as optional keys want it. */
export function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = { ...(value as object) };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}
