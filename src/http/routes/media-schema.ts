import { z } from 'zod';
import { endOfDay } from '../../media/day.js';
import type { Medium } from '../../media/register.js';
import {
  GAP_WORDS,
  gapsIn,
  LICENCES,
  PEOPLE,
  RIGHTS_GAPS,
  rightsShape,
  type Said,
} from '../../media/rights.js';
import { iso, isoOrNull, named, slug, time, timeOrNull, words } from '../schemas.js';

const sentence = z.object({ id: z.string(), en: z.string() });
const day = z.iso.date().describe('The last day on which it may be sent, such as 2026-12-31');

export const mediumSchema = named(
  'Medium',
  z.object({
    id: z.string(),
    name: z.string(),
    type: z.string().meta({ description: 'MIME type, told by the bytes.' }),
    size: z.int().meta({ description: 'Bytes.' }),
    sha256: z.string(),
    small: z.object({ sha256: z.string(), size: z.int() }).nullable().meta({
      description: 'What is sent of a picture: a JPEG of at most 100 KB. null: the file itself.',
    }),
    owner: z.string().nullable(),
    licence: z.enum(LICENCES).nullable(),
    proof: z.string().nullable(),
    people: z.enum(PEOPLE).nullable(),
    people_proof: z.string().nullable(),
    expires_at: timeOrNull,
    sendable: z.boolean().meta({ description: 'The rights are whole at this moment.' }),
    missing: z.array(z.object({ code: z.enum(RIGHTS_GAPS), message: sentence })).meta({
      description: 'What keeps it from being sent.',
    }),
    origin: z.enum(['file', 'api']).meta({
      description: '`file`: flows/media/rights.yaml holds it, and its rights are changed there.',
    }),
    entered_by: z.string(),
    created_at: time,
    updated_by: z.string(),
    updated_at: time,
    withdrawn_at: timeOrNull,
    withdrawn_by: z.string().nullable(),
    withdrawn_why: z.string().nullable(),
  }),
);

const shape = rightsShape;

/** What is said of a file beside its bytes; what is left out can be completed later. */
export const mediumQuery = z.object({
  id: slug,
  name: words(200).describe('File name with its ending, which tells the type'),
  owner: shape.owner.optional(),
  licence: shape.licence.optional(),
  proof: shape.proof.optional(),
  people: shape.people.optional(),
  people_proof: shape.people_proof.optional(),
  expires: day.optional(),
});

export const mediumChange = z.object({
  owner: shape.owner.nullable().optional(),
  licence: shape.licence.nullable().optional(),
  proof: shape.proof.nullable().optional(),
  people: shape.people.nullable().optional(),
  people_proof: shape.people_proof.nullable().optional(),
  expires: day.nullable().optional(),
});

export const withdrawal = z.object({ why: words(500).optional() }).optional();

/** What is said, in the register's words; what is not said is left out. */
export function saidIn(given: z.output<typeof mediumChange>, timezone: string): Said {
  const { owner, licence, proof, people, people_proof: peopleProof, expires } = given;
  return {
    ...(owner !== undefined && { owner }),
    ...(licence !== undefined && { licence }),
    ...(proof !== undefined && { proof }),
    ...(people !== undefined && { people }),
    ...(peopleProof !== undefined && { peopleProof }),
    ...(expires !== undefined && { expiresAt: expires === null ? null : endOfDay(expires, timezone) }),
  };
}

export function mediumBody(medium: Medium, now: number): z.input<typeof mediumSchema> {
  const gaps = gapsIn(medium, now);
  return {
    id: medium.id,
    name: medium.name,
    type: medium.mime,
    size: medium.size,
    sha256: medium.sha256,
    small: medium.small,
    owner: medium.owner,
    licence: medium.licence,
    proof: medium.proof,
    people: medium.people,
    people_proof: medium.peopleProof,
    expires_at: isoOrNull(medium.expiresAt),
    sendable: gaps.length === 0,
    missing: gaps.map((code) => ({ code, message: GAP_WORDS[code] })),
    origin: medium.origin,
    entered_by: medium.enteredBy,
    created_at: iso(medium.createdAt),
    updated_by: medium.updatedBy,
    updated_at: iso(medium.updatedAt),
    withdrawn_at: isoOrNull(medium.withdrawnAt),
    withdrawn_by: medium.withdrawnBy,
    withdrawn_why: medium.withdrawnWhy,
  };
}

export const MEDIUM_EXAMPLE: z.input<typeof mediumSchema> = {
  id: 'poster-ramadan',
  name: 'poster-ramadan.jpg',
  type: 'image/jpeg',
  size: 1_843_200,
  sha256: '3b7f0e5d9a1c4b8e6f2d7c0a9e8b5d4f1a6c3e2b7d8f9a0c5e4b1d6f3a2c7e8b',
  small: { sha256: '9a1c4b8e6f2d7c0a9e8b5d4f1a6c3e2b7d8f9a0c5e4b1d6f3a2c7e8b3b7f0e5d', size: 96_512 },
  owner: 'Yayasan Amanah Contoh',
  licence: 'own',
  proof: 'Foto oleh Rina, 3 Mei 2025',
  people: 'consented',
  people_proof: 'Surat persetujuan 12/2025, map 3',
  expires_at: '2027-01-01T17:00:00.000Z',
  sendable: true,
  missing: [],
  origin: 'api',
  entered_by: 'rina',
  created_at: '2026-01-05T02:00:00.000Z',
  updated_by: 'rina',
  updated_at: '2026-01-05T02:00:00.000Z',
  withdrawn_at: null,
  withdrawn_by: null,
  withdrawn_why: null,
};
