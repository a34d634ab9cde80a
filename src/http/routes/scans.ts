import { z } from 'zod';
import { NotAScanError, SCAN_TYPES } from '../../consent/scans.js';
import { endpoint, FileReply } from '../endpoint.js';
import { found, Problem } from '../problem.js';
import { empty, idParams, iso, named, time } from '../schemas.js';

const tag = 'scans';

const scanSchema = named(
  'Scan',
  z.object({
    id: z.string().meta({ description: 'SHA-256 of the file; evidence names it as `scan`.' }),
    type: z.enum(SCAN_TYPES),
    size: z.int().meta({ description: 'Bytes.' }),
    created_at: time,
  }),
);

const post = endpoint({
  method: 'post',
  path: '/scans',
  tag,
  summary: {
    id: 'Unggah pindaian formulir sebagai bukti (paling besar 5 MB)',
    en: 'Upload a scanned form as evidence (at most 5 MB)',
  },
  streamed: SCAN_TYPES,
  bodyExample: '(the bytes of the file)',
  response: scanSchema,
  status: 201,
  refusals: ['not_a_scan', 'too_large'],
  example: {
    id: '3b7f0e5d9a1c4b8e6f2d7c0a9e8b5d4f1a6c3e2b7d8f9a0c5e4b1d6f3a2c7e8b',
    type: 'image/jpeg',
    size: 184_320,
    created_at: '2026-01-05T02:00:00.000Z',
  },
  async handle({ scans, now }, { file }) {
    const { hash, type, size, createdAt } = await scans.keep(file, now()).catch((error: unknown) => {
      if (!(error instanceof NotAScanError)) throw error;
      throw new Problem(error.reason === 'size' ? 'too_large' : 'not_a_scan', { cause: error });
    });
    return { id: hash, type, size, created_at: iso(createdAt) };
  },
});

const get = endpoint({
  method: 'get',
  path: '/scans/{id}',
  tag,
  summary: { id: 'Unduh pindaian', en: 'Download a scan' },
  params: idParams,
  produces: SCAN_TYPES,
  response: empty,
  example: undefined,
  async handle({ scans }, { params }) {
    const { type, bytes, filename } = found(await scans.read(params.id));
    return new FileReply(type, bytes, filename);
  },
});

export const scans = [post, get];
