import { z } from 'zod';
import type { Bilingual } from '../whatsapp/error-row.js';

/** Why we may show it: made by ourselves, allowed by its owner, under a licence for all or for a fee, or free of rights. */
export const LICENCES = ['own', 'permission', 'licensed', 'creative-commons', 'public-domain'] as const;
export type Licence = (typeof LICENCES)[number];
/** Whether people can be recognised; `consented` says that each agreed to be shown, `peopleProof` where that stands. */
export const PEOPLE = ['none', 'consented'] as const;
export type People = (typeof PEOPLE)[number];

/** The rights to a medium as they are on record; null: nobody has said. Times in ms. */
export interface Rights {
  owner: string | null;
  licence: Licence | null;
  /** Where the licence can be read: a letter, a page, who took the picture and when. */
  proof: string | null;
  people: People | null;
  peopleProof: string | null;
  /** From this moment on it may not be sent any more; null: the rights do not end. */
  expiresAt: number | null;
  withdrawnAt: number | null;
}

/** Nobody has said anything. */
export const UNSAID: Rights = {
  owner: null,
  licence: null,
  proof: null,
  people: null,
  peopleProof: null,
  expiresAt: null,
  withdrawnAt: null,
};

/** What people say of the rights; what they leave out is not on record. */
export type Said = Partial<Omit<Rights, 'withdrawnAt'>>;

/** A file that is to be entered, with what is said of it. */
export interface NewMedium extends Said {
  id: string;
  /** With its ending: it tells the type, and readers of documents see it. */
  name: string;
}

/** What keeps a medium from being sent. */
export const RIGHTS_GAPS = [
  'withdrawn',
  'expired',
  'owner',
  'licence',
  'proof',
  'people',
  'people_proof',
] as const;
export type RightsGap = (typeof RIGHTS_GAPS)[number];

/**
 * What is missing in the rights at this moment; nothing: it may be sent. Without a proof even our own picture counts
 * for nothing (UU 28/2014 Pasal 12: a portrait needs the consent of those on it; Pasal 9: use needs the owner's).
 */
export function gapsIn(rights: Rights, now: number): RightsGap[] {
  const { owner, licence, proof, people, peopleProof, expiresAt, withdrawnAt } = rights;
  const gaps: [RightsGap, boolean][] = [
    ['withdrawn', withdrawnAt !== null],
    ['expired', expiresAt !== null && expiresAt <= now],
    ['owner', isEmpty(owner)],
    ['licence', licence === null],
    ['proof', isEmpty(proof)],
    ['people', people === null],
    ['people_proof', people === 'consented' && isEmpty(peopleProof)],
  ];
  return gaps.flatMap(([gap, is]) => (is ? [gap] : []));
}

const isEmpty = (text: string | null) => text === null || text.trim() === '';
const says = (id: string, en: string): Bilingual => ({ id, en });

/** Each gap as staff read it, with the way to mend it. */
export const GAP_WORDS: Readonly<Record<RightsGap, Bilingual>> = {
  withdrawn: says(
    'Berkas ini sudah ditarik. Daftarkan berkas lain dengan id baru.',
    'This file was withdrawn. Enter another one under a new id.',
  ),
  expired: says(
    'Izin pemakaiannya sudah berakhir. Perpanjang, atau ganti berkasnya.',
    'The right to use it has ended. Renew it, or use another file.',
  ),
  owner: says('Pemiliknya belum dicatat.', 'Its owner is not on record.'),
  licence: says(
    `Lisensinya belum dicatat: ${LICENCES.join(', ')}.`,
    `Its licence is not on record: ${LICENCES.join(', ')}.`,
  ),
  proof: says(
    'Bukti izinnya belum dicatat, misalnya "Foto oleh Rina, 3 Mei 2026" atau nomor surat.',
    'The proof is not on record, such as "Photo by Rina, 3 May 2026" or the number of a letter.',
  ),
  people: says(
    'Belum dicatat apakah ada orang yang dapat dikenali: none atau consented.',
    'It is not on record whether people can be recognised: none or consented.',
  ),
  people_proof: says(
    'Bukti persetujuan orang yang tampak belum dicatat.',
    'The proof that the people on it agreed is not on record.',
  ),
};

const line = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((text) => !/[\0\r\n]/.test(text), 'must be one line');

/** What people enter of the rights, under the names that the API and `flows/media/rights.yaml` share. */
export const rightsShape = {
  owner: line.describe('Whose it is'),
  licence: z.enum(LICENCES).describe('Why we may show it'),
  proof: line.describe('Where that can be read: a letter, a page, who took the picture and when'),
  people: z.enum(PEOPLE).describe('Whether people can be recognised, and that they agreed'),
  people_proof: line.describe('Where their consent can be read'),
};
