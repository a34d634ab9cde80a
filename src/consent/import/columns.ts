/** The columns of an import, in the order in which we print them. */
export const IMPORT_COLUMNS = ['phone', 'name', 'topic', 'source', 'date', 'wording', 'reference'] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Which header is which column, as somebody said it. */
export type ColumnMap = Partial<Record<ImportColumn, string>>;

/** Where the columns stand in a file: index in its rows. */
export type Placement = Partial<Record<ImportColumn, number>>;

/** How people head their columns, folded. What stands first is the surer name. */
const NAMES: Record<ImportColumn, readonly string[]> = {
  phone: [
    'phone',
    'no wa',
    'nomor wa',
    'wa',
    'whatsapp',
    'no whatsapp',
    'nomor whatsapp',
    'whatsapp number',
    'wa number',
    'no hp wa',
    'nomor hp wa',
    'no hp',
    'nomor hp',
    'hp',
    'no handphone',
    'nomor handphone',
    'handphone',
    'no hape',
    'hape',
    'no ponsel',
    'nomor ponsel',
    'ponsel',
    'nomor seluler',
    'no telp',
    'no telepon',
    'nomor telepon',
    'telepon',
    'telp',
    'tlp',
    'no tlp',
    'phone number',
    'mobile',
    'mobile number',
    'mobile phone',
    'cell',
    'cellphone',
    'msisdn',
    'tel',
    'contact number',
    'nomor kontak',
    'no kontak',
    'nomor',
  ],
  name: [
    'name',
    'nama',
    'nama lengkap',
    'full name',
    'nama donatur',
    'nama pelanggan',
    'nama kontak',
    'nama muzakki',
    'nama jamaah',
    'nama peserta',
    'customer name',
    'donor name',
    'first name',
  ],
  topic: ['topic', 'topik', 'langganan', 'nama topik', 'topic name', 'minat', 'interest', 'list'],
  source: [
    'source',
    'sumber',
    'sumber data',
    'asal',
    'asal data',
    'sumber izin',
    'sumber persetujuan',
    'consent source',
    'channel',
    'kanal',
  ],
  date: [
    'date',
    'tanggal setuju',
    'tgl setuju',
    'tanggal persetujuan',
    'tgl persetujuan',
    'tanggal izin',
    'tgl izin',
    'tanggal daftar',
    'tgl daftar',
    'tanggal pendaftaran',
    'tgl pendaftaran',
    'consent date',
    'date of consent',
    'opt in date',
    'signup date',
    'sign up date',
    'subscribed at',
    'cap waktu',
    'stempel waktu',
    'timestamp',
    'tanggal isi',
    'tanggal',
    'tgl',
    'waktu',
    'created at',
  ],
  wording: [
    'wording',
    'kalimat persetujuan',
    'bunyi persetujuan',
    'teks persetujuan',
    'pernyataan',
    'pernyataan persetujuan',
    'persetujuan',
    'isi persetujuan',
    'consent text',
    'consent wording',
    'consent',
    'kalimat',
  ],
  reference: [
    'reference',
    'referensi',
    'ref',
    'no ref',
    'no referensi',
    'bukti',
    'no bukti',
    'no formulir',
    'nomor formulir',
    'kode formulir',
    'id formulir',
    'form id',
    'form number',
    'no kuitansi',
    'nomor kuitansi',
  ],
};

const WORDS: Partial<Record<ImportColumn, RegExp>> = {
  phone: /\b(whatsapp|whatapp|watsap|wa|hp|ponsel|handphone|telepon|telpon|telp|phone|mobile)\b/,
  date: /\b(tanggal|tgl|date|waktu)\b.*\b(setuju|persetujuan|izin|daftar|pendaftaran|consent|opt in|sign ?up|subscri\w+)\b/,
  name: /^(nama|name)\b/,
};
/** Other people's numbers, names and dates, and questions about WhatsApp: not what they look like. */
const OTHER =
  /\b(darurat|emergency|kantor|office|rumah|home|fax|ibu|ayah|wali|istri|suami|anak|lahir|birth|status|punya|ada|file|bank|program|produk|usaha|perusahaan|pt|company|grup|group|admin|petugas|staff)\b/;

/** A header as it is compared: letters and digits, lower case, single blanks. */
function foldHeader(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const EXACT = new Map(
  IMPORT_COLUMNS.flatMap((column) =>
    NAMES[column].map((name, place) => [name, { column, certainty: 1000 - place }] as const),
  ),
);

/** Which column this header names, and how surely; undefined for none. */
function guess(header: string): { column: ImportColumn; certainty: number } | undefined {
  const folded = foldHeader(header);
  if (folded === '' || folded.length > 40) return undefined;
  const known = EXACT.get(folded);
  if (known || OTHER.test(folded)) return known;
  for (const column of IMPORT_COLUMNS) if (WORDS[column]?.test(folded)) return { column, certainty: 1 };
  return undefined;
}

/** A row of data has a phone number somewhere; a header never does. */
const looksLikeData = (cells: readonly string[]) => cells.some((cell) => /(\d\D{0,2}){8}/.test(cell));

/**
 * Places the columns in a row of headers; what is said goes before what is guessed. Pure. Undefined when the
 * row names none, or does not have what was said.
 */
export function placeColumns(cells: readonly string[], said: ColumnMap): Placement | undefined {
  const folded = cells.map(foldHeader);
  const placed: Placement = {};
  const taken = new Set<number>();
  for (const column of IMPORT_COLUMNS) {
    const header = said[column];
    if (header === undefined) continue;
    const index = folded.indexOf(foldHeader(header));
    if (index === -1) return undefined;
    placed[column] = index;
    taken.add(index);
  }
  if (taken.size === 0 && looksLikeData(cells)) return undefined;
  const certainty = new Map<ImportColumn, number>();
  for (const [index, cell] of cells.entries()) {
    const found = taken.has(index) ? undefined : guess(cell);
    if (!found || said[found.column] !== undefined) continue;
    if (found.certainty <= (certainty.get(found.column) ?? 0)) continue;
    certainty.set(found.column, found.certainty);
    placed[found.column] = index;
  }
  return placed.phone === undefined ? undefined : placed;
}

/** The row that names the columns, among the first ones of a file: below titles and empty lines. */
export function findHeader(
  rows: readonly (readonly string[])[],
  said: ColumnMap,
): { index: number; placement: Placement } | undefined {
  let best: { index: number; placement: Placement } | undefined;
  for (const [index, cells] of rows.entries()) {
    const placement = placeColumns(cells, said);
    if (!placement) continue;
    if (best && Object.keys(placement).length <= Object.keys(best.placement).length) continue;
    best = { index, placement };
  }
  return best;
}
