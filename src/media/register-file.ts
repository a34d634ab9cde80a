import { z } from 'zod';
import type { Bilingual } from '../whatsapp/error-row.js';
import { endOfDay } from './day.js';
import { LICENCES, type NewMedium, PEOPLE, rightsShape } from './rights.js';
import { sendableAs } from './sendable.js';

/** Where staff keep what flows and the FAQ show, with this list beside the files. */
export const REGISTER_FILE = 'flows/media/rights.yaml';

const { owner, licence, proof, people, people_proof: peopleProof } = rightsShape;

/** One file as staff write it. The rights may be incomplete: then it is not sent, and `izin check` says what is missing. */
const entrySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  file: z
    .string()
    .regex(/^[^/\\\0]+$/)
    .max(200),
  owner: owner.optional(),
  licence: licence.optional(),
  proof: proof.optional(),
  people: people.optional(),
  peopleProof: peopleProof.optional(),
  expires: z.iso.date().optional(),
});
export type RegisterEntry = z.output<typeof entrySchema>;

/** Something in the list that staff should mend. `path` leads into the data. */
export interface RegisterFault {
  path: PropertyKey[];
  message: Bilingual;
  mend: Bilingual;
}

/** Reads the list as YAML gave it; entries with a fault are left out. Never throws. Pure. */
export function readRegister(data: unknown): { entries: RegisterEntry[]; faults: RegisterFault[] } {
  if (data === null || data === undefined) return { entries: [], faults: [] };
  if (!Array.isArray(data)) return { entries: [], faults: [notAList()] };
  const entries: RegisterEntry[] = [];
  const faults: RegisterFault[] = [];
  data.forEach((item: unknown, number) => {
    const read = entrySchema.safeParse(item);
    const own = (read.error?.issues ?? []).map((issue) => explain(issue, number));
    if (read.success && entries.some(({ id }) => id === read.data.id)) own.push(twice(number));
    if (read.success && !sendableAs(read.data.file)) own.push(notSendable(number));
    faults.push(...own);
    if (read.success && own.length === 0) entries.push(read.data);
  });
  return { entries, faults };
}

/** What an entry says, in the register's words. Pure. */
export function saidBy(entry: RegisterEntry, timezone: string): NewMedium {
  const { id, file, owner, licence, proof, people, peopleProof, expires } = entry;
  return {
    id,
    name: file,
    ...(owner !== undefined && { owner }),
    ...(licence !== undefined && { licence }),
    ...(proof !== undefined && { proof }),
    ...(people !== undefined && { people }),
    ...(peopleProof !== undefined && { peopleProof }),
    ...(expires !== undefined && { expiresAt: endOfDay(expires, timezone) }),
  };
}

const says = (id: string, en: string): Bilingual => ({ id, en });

/** What each key has to be, by its name. */
const KEYS: Readonly<Record<string, [Bilingual, Bilingual]>> = {
  id: [
    says('Id ini tidak terbaca.', 'This id cannot be read.'),
    says(
      'Pakai huruf kecil, angka, dan tanda hubung, misalnya denah-kantor.',
      'Use small letters, digits and hyphens, such as office-map.',
    ),
  ],
  file: [
    says('Nama berkas ini tidak terbaca.', 'This file name cannot be read.'),
    says(
      'Taruh berkasnya di flows/media dan tulis namanya saja, misalnya denah-kantor.jpg.',
      'Put the file into flows/media and write its name alone, such as office-map.jpg.',
    ),
  ],
  licence: [
    says('Lisensi ini tidak dikenal.', 'This licence is not known.'),
    says(`Yang ada: ${LICENCES.join(', ')}.`, `There are: ${LICENCES.join(', ')}.`),
  ],
  people: [
    says('Ini tidak terbaca.', 'This cannot be read.'),
    says(
      `Tulis ${PEOPLE.join(' atau ')}: apakah ada orang yang dapat dikenali, dan mereka setuju.`,
      `Write ${PEOPLE.join(' or ')}: whether people can be recognised, and that they agreed.`,
    ),
  ],
  expires: [
    says('Tanggal ini tidak terbaca.', 'This date cannot be read.'),
    says('Tulis tahun-bulan-hari, misalnya 2026-12-31.', 'Write year-month-day, such as 2026-12-31.'),
  ],
};

function explain(issue: z.core.$ZodIssue, number: number): RegisterFault {
  const path = [number, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return {
      path: [...path, issue.keys[0] ?? ''],
      message: says(`\`${issue.keys[0]}\` tidak dikenal.`, `\`${issue.keys[0]}\` is not known.`),
      mend: says(
        'Yang boleh: id, file, owner, licence, proof, people, peopleProof, expires.',
        'Allowed: id, file, owner, licence, proof, people, peopleProof, expires.',
      ),
    };
  }
  const name = String(issue.path.at(-1) ?? '');
  const [message, mend] = KEYS[name] ?? [
    says(
      `\`${name || 'berkas'}\` kosong, terlalu panjang, atau bukan teks satu baris.`,
      `\`${name || 'the file'}\` is missing, too long, or no text of one line.`,
    ),
    says('Tiap berkas perlu id dan file.', 'Every file needs id and file.'),
  ];
  return { path, message, mend };
}

const notAList = (): RegisterFault => ({
  path: [],
  message: says('Berkas ini harus berupa daftar.', 'This file must be a list.'),
  mend: says(
    'Awali tiap berkas dengan "- id:" di tepi kiri.',
    'Begin every file with "- id:" at the left edge.',
  ),
});

const twice = (number: number): RegisterFault => ({
  path: [number, 'id'],
  message: says('Id ini sudah dipakai berkas lain.', 'Another file has this id already.'),
  mend: says('Beri id lain, atau hapus salah satunya.', 'Give it another id, or remove one of them.'),
});

const notSendable = (number: number): RegisterFault => ({
  path: [number, 'file'],
  message: says('Jenis berkas ini tidak dapat dikirim.', 'This kind of file cannot be sent.'),
  mend: says(
    'Pakai JPEG, PNG, MP4, PDF, atau jenis lain yang diterima WhatsApp.',
    'Use a JPEG, PNG, MP4, PDF or another type that WhatsApp takes.',
  ),
});
