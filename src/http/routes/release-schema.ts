import { z } from 'zod';
import { RELEASE_PATH } from '../../release/index.js';
import { named, time, words } from '../schemas.js';

const id = z.string().meta({ description: 'Made of what the release holds: equal files, equal id.' });
const use = {
  way: z
    .enum(['files', 'publish', 'rollback'])
    .meta({ description: 'Taken in from the files, published, or gone back to.' }),
  actor: z.string(),
  at: time,
};

export const publicationSchema = named(
  'Publication',
  z.object({ number: z.int(), id, ...use, current: z.boolean() }),
);

const path = z
  .string()
  .regex(RELEASE_PATH, 'flows/*.yaml, locales/id|en/*.json or locales/faq.yaml, synonyms.yaml');

export const releaseSchema = named(
  'Release',
  z.object({
    id,
    current: z.boolean(),
    created_at: time,
    files: z.array(z.object({ path: z.string(), source: z.string() })),
    publications: z.array(z.object({ number: z.int(), ...use })),
  }),
);

const file = z.object({
  path,
  source: z
    .string()
    .nullable()
    .meta({ description: 'The whole text; null takes the file away (with `base` only).' }),
});

export const newReleaseSchema = z
  .object({
    files: z
      .array(file)
      .min(1)
      .max(500)
      .refine((all) => new Set(all.map((one) => one.path)).size === all.length, 'each path once')
      .optional()
      .meta({ description: 'Without them the folders of the server are published.' }),
    base: z
      .string()
      .optional()
      .meta({ description: 'The release in use that you have changed: `files` are laid over it.' }),
    actor: words(120)
      .optional()
      .meta({ description: "Who publishes; only with the server's own key, else it is the key's name." }),
  })
  .refine(({ files = [], base }) => base !== undefined || files.every(({ source }) => source !== null), {
    path: ['base'],
    message: 'needed to take a file away',
  })
  .optional();

export const rollbackSchema = z.object({ actor: words(120).optional() }).optional();

export const diffSchema = named(
  'ReleaseDiff',
  z.object({
    from: z.string(),
    to: z.string(),
    files: z.array(
      z.object({
        path: z.string(),
        change: z.enum(['added', 'removed', 'changed']),
        patch: z.string().meta({ description: 'As `diff -u` writes it, without its head.' }),
      }),
    ),
  }),
);

export const PUBLICATION_EXAMPLE: z.input<typeof publicationSchema> = {
  number: 7,
  id: '3f1d0c2b9a8e7f65',
  way: 'publish',
  actor: 'rina',
  at: '2026-01-05T02:00:00.000Z',
  current: true,
};
