import { z } from 'zod';

/** Schemas with a name become components of the OpenAPI document. */
export const names = z.registry<{ id: string }>();

export function named<T extends z.ZodType>(id: string, schema: T): T {
  names.add(schema, { id });
  return schema;
}

/** Text that every database keeps: no NUL. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes('\0'), 'must not contain NUL');
/** Text that says something. */
export const words = (most: number) => text(most).trim().min(1);

export const idParams = z.object({ id: text(80) });

export const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC.' });
export const timeOrNull = time.nullable();

export const language = z.enum(['id', 'en']);

/** The same words in both languages. */
export const localizedLong = named('LocalizedText', z.object({ id: text(1000), en: text(1000) }));

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a slug: lower-case letters, digits, hyphens')
  .max(60);

export const label = words(60);
export const attributes = z
  .record(text(60), z.union([text(1000), z.number(), z.boolean()]))
  .refine((all) => Object.keys(all).length <= 100, 'at most 100 attributes');

export const identity = named(
  'Identity',
  z.object({ kind: z.enum(['phone', 'bsuid', 'parent_bsuid']), value: words(200) }),
);

export const none = z.object({});
export const empty = z.undefined();

export const iso = (ms: number): string => new Date(ms).toISOString();
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** `?flag=true` */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((value) => value === 'true' || value === '1');
