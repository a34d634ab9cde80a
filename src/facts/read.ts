import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { FACT_KINDS, type Fact, type FactFaultCode, factSchema } from './fact.js';
import type { Bilingual } from './objection.js';

/** Something in the list of facts that staff should mend. `path` leads into the data. */
export interface FactFault {
  path: PropertyKey[];
  message: Bilingual;
  mend: Bilingual;
}

const says = (id: string, en: string): Bilingual => ({ id, en });

const SPECIAL: Readonly<Record<FactFaultCode, [Bilingual, Bilingual]>> = {
  reserved_id: [
    says('Nama ini dipakai oleh API.', 'The API uses this name itself.'),
    says('Pilih id lain.', 'Choose another id.'),
  ],
  no_expiry: [
    says('Angka harus punya tanggal akhir.', 'A figure needs a day on which it ends.'),
    says('Tambahkan baris seperti `expires: 2026-12-31`.', 'Add a line such as `expires: 2026-12-31`.'),
  ],
  one_value: [
    says('Nilai ini harus sama dalam kedua bahasa.', 'This value is the same in both languages.'),
    says('Tulis sebagai satu teks, tanpa `id:` dan `en:`.', 'Write it as one text, without `id:` and `en:`.'),
  ],
  bad_account: [
    says('Ini tidak terbaca sebagai nomor rekening.', 'This does not read as an account number.'),
    says(
      'Tulis angkanya saja dalam tanda kutip, misalnya "000 100 0001"; awalan virtual account diakhiri *.',
      'Write the digits alone in quotes, such as "000 100 0001"; the beginning of virtual accounts ends with *.',
    ),
  ],
  bad_qris: [
    says('Ini tidak terbaca sebagai nomor QRIS.', 'This does not read as the id of a QRIS code.'),
    says(
      'Tulis NMID di bawah kode, misalnya ID1020304050607.',
      'Write the NMID below the code, such as ID1020304050607.',
    ),
  ],
  bad_domain: [
    says('Ini tidak terbaca sebagai domain.', 'This does not read as a domain.'),
    says(
      'Tulis namanya saja dalam huruf kecil, misalnya amanah.example.',
      'Write the name alone in small letters, such as amanah.example.',
    ),
  ],
  bad_phone: [
    says('Ini tidak terbaca sebagai nomor telepon.', 'This does not read as a phone number.'),
    says('Tulis misalnya (021) 555-0100 dalam tanda kutip.', 'Write it such as (021) 555-0100, in quotes.'),
  ],
};

/** Reads the file; what has a fault is left out, and then `isSound` is false. Never throws. */
export function factsIn(source: string): { facts: Fact[]; isSound: boolean } {
  const document = parseDocument(source);
  if (document.errors.length > 0) return { facts: [], isSound: false };
  const { facts, faults } = readFacts(document.toJS());
  return { facts, isSound: faults.length === 0 };
}

/** Reads the list as YAML gave it. Facts with a fault are left out. Never throws. */
export function readFacts(data: unknown): { facts: Fact[]; faults: FactFault[] } {
  if (data === null || data === undefined) return { facts: [], faults: [] };
  if (!Array.isArray(data)) return { facts: [], faults: [notAList()] };
  const facts: Fact[] = [];
  const faults: FactFault[] = [];
  const seen = new Set<string>();
  data.forEach((item: unknown, number) => {
    const read = factSchema.safeParse(item);
    const own = (read.error?.issues ?? []).map((issue) => explain(issue, number));
    if (read.success && seen.has(read.data.id)) own.push(twice(number));
    faults.push(...own);
    if (!read.success || own.length > 0) return;
    seen.add(read.data.id);
    facts.push(read.data);
  });
  return { facts, faults };
}

function explain(issue: z.core.$ZodIssue, number: number): FactFault {
  const path = [number, ...issue.path];
  const name = String(issue.path.at(-1) ?? '');
  const special = issue.code === 'custom' ? (issue.params?.['fact'] as FactFaultCode | undefined) : undefined;
  if (special !== undefined) {
    const [message, mend] = SPECIAL[special];
    return { path, message, mend };
  }
  if (issue.code === 'unrecognized_keys') {
    return {
      path: [...path, issue.keys[0] ?? ''],
      message: says(`\`${issue.keys[0]}\` tidak dikenal.`, `\`${issue.keys[0]}\` is not known.`),
      mend: says(
        'Yang boleh: id, kind, value, bank, holder, source, owner, expires.',
        'Allowed: id, kind, value, bank, holder, source, owner, expires.',
      ),
    };
  }
  if (name === 'kind') {
    return {
      path,
      message: says('Jenis fakta ini tidak dikenal.', 'This kind of fact is not known.'),
      mend: says(`Yang ada: ${FACT_KINDS.join(', ')}.`, `There are: ${FACT_KINDS.join(', ')}.`),
    };
  }
  if (name === 'expires') {
    return {
      path,
      message: says('Tanggal ini tidak terbaca.', 'This date cannot be read.'),
      mend: says('Tulis tahun-bulan-hari, misalnya 2026-12-31.', 'Write year-month-day, such as 2026-12-31.'),
    };
  }
  return {
    path,
    message: says(
      `\`${name || 'fakta'}\` kosong, terlalu panjang, atau bukan teks satu baris.`,
      `\`${name || 'the fact'}\` is missing, too long, or no text of one line.`,
    ),
    mend: says(
      'Tiap fakta perlu id, kind, value, source, dan owner; beri tanda kutip pada angka.',
      'Every fact needs id, kind, value, source and owner; put numbers in quotes.',
    ),
  };
}

const notAList = (): FactFault => ({
  path: [],
  message: says('Berkas ini harus berupa daftar.', 'This file must be a list.'),
  mend: says(
    'Awali tiap fakta dengan "- id:" di tepi kiri.',
    'Begin every fact with "- id:" at the left edge.',
  ),
});

const twice = (number: number): FactFault => ({
  path: [number, 'id'],
  message: says('Id ini sudah dipakai fakta lain.', 'Another fact has this id already.'),
  mend: says('Beri id lain, atau hapus salah satunya.', 'Give it another id, or remove one of them.'),
});
