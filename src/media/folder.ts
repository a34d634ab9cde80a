import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Bilingual } from '../whatsapp/error-row.js';
import { pictureHead } from './picture-head.js';
import { type RegisterEntry, type RegisterFault, readRegister } from './register-file.js';
import { type Sendable, sendableAs } from './sendable.js';
import { MOST_PIXELS } from './small.js';
import { sniff } from './sniff.js';
import { isSticker } from './sticker.js';

/** The first bytes tell the type. */
const HEAD = 4096;
const KB = 1024;
const MB = 1024 * KB;

/** The text of staff's list; undefined: there is none. */
export function readList(dir: string): Promise<string | undefined> {
  return readFile(join(dir, 'rights.yaml'), 'utf8').catch(() => undefined);
}

/** The entries that can be read; `isSound`: nothing in the list has a fault. */
export function entriesIn(source: string): { entries: RegisterEntry[]; isSound: boolean } {
  const document = parseDocument(source);
  if (document.errors.length > 0) return { entries: [], isSound: false };
  const { entries, faults } = readRegister(document.toJS());
  return { entries, isSound: faults.length === 0 };
}

/** What is wrong with the files themselves that staff's list names, by the place in the list. */
export async function faultsInFolder(dir: string, source: string): Promise<RegisterFault[]> {
  const document = parseDocument(source);
  const data: unknown = document.errors.length > 0 ? [] : document.toJS();
  const items: unknown[] = Array.isArray(data) ? data : [];
  const { entries } = entriesIn(source);
  const found = await Promise.all(
    entries.map(async ({ id, file }) => {
      const type = sendableAs(file);
      const fault = type && (await faultOf(join(dir, file), type));
      const number = items.findIndex((item) => (item as { id?: unknown } | null)?.id === id);
      return fault ? [{ path: [number, 'file'], ...fault }] : [];
    }),
  );
  return found.flat();
}

type Told = Pick<RegisterFault, 'message' | 'mend'>;
const says = (id: string, en: string): Bilingual => ({ id, en });

async function faultOf(path: string, type: Sendable): Promise<Told | undefined> {
  const { size } = await stat(path).catch(() => ({ size: -1 }));
  if (size < 0) {
    return {
      message: says('Berkas ini tidak ada di flows/media.', 'This file is not in flows/media.'),
      mend: says('Taruh berkasnya di sana, atau periksa namanya.', 'Put it there, or check its name.'),
    };
  }
  if (size > type.most) {
    const most = type.most < MB ? `${type.most / KB} KB` : `${type.most / MB} MB`;
    return {
      message: says(
        `Berkas ini terlalu besar: WhatsApp menerima paling besar ${most}.`,
        `This file is too large: WhatsApp takes at most ${most}.`,
      ),
      mend: says('Perkecil berkasnya.', 'Make it smaller.'),
    };
  }
  const bytes = await headOf(path);
  if (!type.begins.includes(sniff(bytes))) {
    return {
      message: says('Isi berkas ini tidak cocok dengan namanya.', 'This file is not what its name says.'),
      mend: says('Simpan ulang dengan akhiran yang benar.', 'Save it anew with the right ending.'),
    };
  }
  if (type.kinds.includes('sticker') && !isSticker(bytes, size)) {
    return {
      message: says(
        'WhatsApp menerima WebP hanya sebagai stiker: 512 x 512, yang diam paling besar 100 KB.',
        'WhatsApp takes a WebP only as a sticker: 512 x 512, a still one of at most 100 KB.',
      ),
      mend: says('Ubah ukurannya, atau simpan sebagai JPEG.', 'Resize it, or save it as JPEG.'),
    };
  }
  if (!type.kinds.includes('image')) return undefined;
  const head = pictureHead(await readFile(path));
  if (head && head.width * head.height <= MOST_PIXELS) return undefined;
  return {
    message: says(
      'Gambar ini rusak, atau lebih dari 20 megapiksel.',
      'This picture is damaged, or has more than 20 megapixels.',
    ),
    mend: says('Perkecil, lalu simpan ulang.', 'Make it smaller and save it anew.'),
  };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
