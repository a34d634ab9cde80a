import { z } from 'zod';
import {
  diffReleases,
  listPublications,
  type Publication,
  publicationsOf,
  ReleaseConflictError,
  ReleaseError,
  type ReleaseFiles,
  releaseCreatedAt,
  releaseFiles,
} from '../../release/index.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { MACHINE_KEY } from '../keys.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { found, Problem } from '../problem.js';
import { idParams, iso, text } from '../schemas.js';
import {
  diffSchema,
  newReleaseSchema,
  PUBLICATION_EXAMPLE,
  publicationSchema,
  releaseSchema,
  rollbackSchema,
} from './release-schema.js';

const tag = 'releases';

const list = endpoint({
  method: 'get',
  path: '/releases',
  tag,
  summary: {
    id: 'Rilis alur, kata, dan FAQ: siapa memakai yang mana, kapan, terbaru dulu',
    en: 'Releases of flows, words and FAQ: who put which into use, when, newest first',
  },
  query: pageQuery,
  response: pageOf(publicationSchema),
  example: { items: [PUBLICATION_EXAMPLE], next: null },
  async handle({ store }, { query: { limit, cursor } }) {
    const [before] = readCursor(cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const rows = await listPublications(store.read, before, limit + 1);
    const [newest] =
      cursor === undefined ? rows : await listPublications(store.read, Number.MAX_SAFE_INTEGER, 1);
    return page(
      rows,
      limit,
      ({ number }) => [number],
      (row) => publicationBody(row, row.number === newest?.number),
    );
  },
});

const get = endpoint({
  method: 'get',
  path: '/releases/{id}',
  tag,
  summary: { id: 'Satu rilis dengan semua berkasnya', en: 'One release with all its files' },
  params: idParams,
  response: releaseSchema,
  example: {
    id: PUBLICATION_EXAMPLE.id,
    current: true,
    created_at: PUBLICATION_EXAMPLE.at,
    files: [{ path: 'locales/id/common.json', source: '{ "agent": "Hubungi petugas" }\n' }],
    publications: [{ number: 7, way: 'publish', actor: 'rina', at: PUBLICATION_EXAMPLE.at }],
  },
  async handle({ store, releases }, { params: { id } }) {
    const createdAt = found(await releaseCreatedAt(store.read, id));
    const files = found(await releaseFiles(store.read, id));
    return {
      id,
      current: releases.current.release.id === id,
      created_at: iso(createdAt),
      files: files.map(({ file, source }) => ({ path: file, source })),
      publications: (await publicationsOf(store.read, id)).map(({ number, way, actor, at }) => ({
        number,
        way,
        actor,
        at: iso(at),
      })),
    };
  },
});

const publish = endpoint({
  method: 'post',
  path: '/releases',
  tag,
  summary: {
    id: 'Terbitkan isi folder server, atau berkas yang dikirim; berlaku untuk percakapan baru',
    en: "Publish the server's folders, or the files sent; new conversations begin on it",
  },
  body: newReleaseSchema,
  bodyExample: {
    base: '9c2e5a7710b4d3f8',
    files: [{ path: 'locales/id/common.json', source: '{ "agent": "Hubungi petugas" }\n' }],
  },
  response: publicationSchema,
  status: 201,
  refusals: ['release_refused', 'release_outdated', 'invalid', 'forbidden'],
  example: PUBLICATION_EXAMPLE,
  async handle(deps, { body = {}, actor, key }) {
    const { files, base } = body;
    const publisher = { actor: whoOf(body, actor, key), ...(base !== undefined && { base }) };
    const id = await refusing(async () =>
      files
        ? deps.releases.publish(await laidOver(deps, files, base), publisher)
        : deps.releases.publishFolders(publisher),
    );
    return newestOf(deps, id);
  },
});

const rollback = endpoint({
  method: 'post',
  path: '/releases/{id}/rollback',
  tag,
  summary: { id: 'Kembali ke rilis ini', en: 'Go back to this release' },
  params: idParams,
  body: rollbackSchema,
  response: publicationSchema,
  refusals: ['release_unusable', 'forbidden'],
  example: { ...PUBLICATION_EXAMPLE, way: 'rollback' },
  async handle(deps, { params, body = {}, actor, key }) {
    const who = whoOf(body, actor, key);
    const id = await deps.releases.rollback(params.id, who).catch((error: unknown) => {
      throw error instanceof ReleaseError ? new Problem('release_unusable', { cause: error }) : error;
    });
    return newestOf(deps, found(id));
  },
});

const diff = endpoint({
  method: 'get',
  path: '/releases/{id}/diff',
  tag,
  summary: { id: 'Apa bedanya dengan rilis lain', en: 'What differs from another release' },
  params: idParams,
  query: z.object({
    from: text(80).optional().meta({ description: 'The other release; without it the one in use.' }),
  }),
  response: diffSchema,
  example: {
    from: '9c2e5a7710b4d3f8',
    to: PUBLICATION_EXAMPLE.id,
    files: [
      {
        path: 'locales/id/common.json',
        change: 'changed',
        patch:
          '@@ -1,3 +1,3 @@\n {\n-  "agent": "Tanya petugas",\n+  "agent": "Hubungi petugas",\n   "yes": "Ya"',
      },
    ],
  },
  async handle({ store, releases }, { params: { id }, query: { from = releases.current.release.id } }) {
    const to = found(await releaseFiles(store.read, id));
    const before = found(await releaseFiles(store.read, from));
    const files = diffReleases(before, to).map(({ file, ...rest }) => ({ path: file, ...rest }));
    return { from, to: id, files };
  },
});

export const releases = [list, get, publish, rollback, diff];

function publicationBody({ number, release, way, actor, at }: Publication, current: boolean) {
  return { number, id: release, way, actor, at: iso(at), current };
}

async function newestOf({ store, releases: { current } }: ApiDeps, id: string) {
  const [newest] = await publicationsOf(store.read, id);
  return publicationBody(found(newest), current.release.id === id);
}

/** The commands on this machine act with the server's own key and say who sits there. */
function whoOf({ actor }: { actor?: string | undefined }, keyName: string, key: string): string {
  if (actor === undefined) return keyName;
  if (key !== MACHINE_KEY) throw new Problem('forbidden');
  return actor;
}

type SentFiles = readonly { path: string; source: string | null }[];

/** @throws Problem when there is no such release to lay them over */
async function laidOver(
  { store }: ApiDeps,
  sent: SentFiles,
  base: string | undefined,
): Promise<ReleaseFiles> {
  const files = new Map<string, string>();
  if (base !== undefined) {
    const known = await releaseFiles(store.read, base);
    if (!known) throw new Problem('invalid', { faults: [{ path: 'base', message: 'no such release' }] });
    for (const { file, source } of known) files.set(file, source);
  }
  for (const { path, source } of sent) {
    if (source === null) files.delete(path);
    else files.set(path, source);
  }
  return [...files].map(([file, source]) => ({ file, source }));
}

/** A refusal as problem details: all faults, each with its place and the way to mend it. */
async function refusing(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReleaseConflictError) throw new Problem('release_outdated', { cause: error });
    if (!(error instanceof ReleaseError)) throw error;
    throw new Problem('release_refused', {
      members: { faults: error.faults },
      faults: error.faults.map(({ file, line, message, mend }) => ({
        path: `${file}:${line}`,
        message: `${message.en} ${mend.en}`,
      })),
      cause: error,
    });
  }
}
