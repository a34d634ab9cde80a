import { z } from 'zod';
import { MediumError, type MediumFault } from '../../media/medium-error.js';
import { endpoint, FileReply } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { found, Problem } from '../problem.js';
import type { ProblemCode } from '../problem-words.js';
import { empty, flag, idParams } from '../schemas.js';
import {
  MEDIUM_EXAMPLE,
  mediumBody,
  mediumChange,
  mediumQuery,
  mediumSchema,
  saidIn,
  withdrawal,
} from './media-schema.js';

const tag = 'media';

/** The bytes tell what a file is; whatever a client calls them is taken. */
const UPLOADED = ['application/octet-stream', 'image/*', 'video/*', 'audio/*', 'text/plain', 'application/*'];

const CODES: Readonly<Record<MediumFault, ProblemCode>> = {
  not_found: 'not_found',
  already_exists: 'already_exists',
  too_large: 'too_large',
  not_sendable: 'medium_not_sendable',
  type_mismatch: 'medium_type_mismatch',
  broken_picture: 'medium_broken',
  no_sticker: 'medium_no_sticker',
  held_by_file: 'medium_held_by_file',
  withdrawn: 'medium_withdrawn',
};

function explained(error: unknown): never {
  throw error instanceof MediumError ? new Problem(CODES[error.fault], { cause: error }) : error;
}

const post = endpoint({
  method: 'post',
  path: '/media',
  tag,
  summary: {
    id: 'Daftarkan gambar atau berkas yang akan dikirim, beserta izin pemakaiannya',
    en: 'Enter a picture or file that is to be sent, with the rights to it',
  },
  query: mediumQuery,
  streamed: UPLOADED,
  bodyExample: '(the bytes of the file)',
  response: mediumSchema,
  status: 201,
  refusals: [
    'already_exists',
    'too_large',
    'medium_not_sendable',
    'medium_type_mismatch',
    'medium_broken',
    'medium_no_sticker',
  ],
  example: MEDIUM_EXAMPLE,
  async handle({ library, now, sources }, { query, file, actor }) {
    const { id, name, ...rights } = query;
    const said = saidIn(rights, sources.timezone);
    const medium = await library.add(file, { id, name, ...said }, { actor, origin: 'api' }).catch(explained);
    return mediumBody(medium, now());
  },
});

const list = endpoint({
  method: 'get',
  path: '/media',
  tag,
  summary: { id: 'Semua gambar dan berkas yang terdaftar', en: 'All pictures and files on record' },
  query: pageQuery,
  response: pageOf(mediumSchema),
  example: { items: [MEDIUM_EXAMPLE], next: null },
  async handle({ library, now }, { query: { limit, cursor } }) {
    const [after] = readCursor(cursor, z.tuple([z.string()])) ?? [''];
    const rows = await library.list(after, limit + 1);
    return page(
      rows,
      limit,
      ({ id }) => [id],
      (medium) => mediumBody(medium, now()),
    );
  },
});

const get = endpoint({
  method: 'get',
  path: '/media/{id}',
  tag,
  summary: { id: 'Lihat gambar atau berkas dan izinnya', en: 'One picture or file, and the rights to it' },
  params: idParams,
  response: mediumSchema,
  example: MEDIUM_EXAMPLE,
  handle: async ({ library, now }, { params }) => mediumBody(found(await library.find(params.id)), now()),
});

const bytes = endpoint({
  method: 'get',
  path: '/media/{id}/file',
  tag,
  summary: { id: 'Unduh berkasnya', en: 'Download the file' },
  params: idParams,
  query: z.object({ small: flag.describe('What is sent of a picture, instead of the original') }),
  produces: ['application/octet-stream'],
  response: empty,
  example: undefined,
  async handle({ library }, { params, query }) {
    const medium = found(await library.find(params.id));
    const { stream, mime } = found(await library.open(medium, query.small));
    return new FileReply(mime, stream, medium.name);
  },
});

const change = endpoint({
  method: 'patch',
  path: '/media/{id}',
  tag,
  summary: { id: 'Lengkapi atau ubah izin pemakaiannya', en: 'Complete or change the rights to it' },
  params: idParams,
  body: mediumChange,
  bodyExample: {
    people: 'consented',
    people_proof: 'Surat persetujuan 12/2025, map 3',
    expires: '2027-01-01',
  },
  response: mediumSchema,
  refusals: ['medium_held_by_file', 'medium_withdrawn'],
  example: MEDIUM_EXAMPLE,
  async handle({ library, now, sources }, { params, body, actor }) {
    const said = saidIn(body, sources.timezone);
    return mediumBody(await library.change(params.id, said, actor).catch(explained), now());
  },
});

const withdraw = endpoint({
  method: 'post',
  path: '/media/{id}/withdraw',
  tag,
  summary: {
    id: 'Tarik: tidak dikirim lagi mulai sekarang, juga dalam siaran yang sedang berjalan',
    en: 'Withdraw it: from now on it is not sent any more, nor by a broadcast under way',
  },
  params: idParams,
  body: withdrawal,
  bodyExample: { why: 'Orang dalam foto menarik persetujuannya' },
  response: mediumSchema,
  example: {
    ...MEDIUM_EXAMPLE,
    sendable: false,
    withdrawn_at: '2026-01-06T02:00:00.000Z',
    withdrawn_by: 'rina',
    withdrawn_why: 'Orang dalam foto menarik persetujuannya',
  },
  async handle({ library, now }, { params, body, actor }) {
    const medium = await library.withdraw(params.id, body?.why ?? null, actor).catch(explained);
    return mediumBody(medium, now());
  },
});

export const media = [post, list, get, bytes, change, withdraw];
