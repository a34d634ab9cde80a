import type { ShownAs } from '../media/in-content.js';
import type { Medium } from '../media/register.js';
import { GAP_WORDS, gapsIn } from '../media/rights.js';
import { canBe } from '../media/sendable.js';
import type { TemplateParameter } from '../whatsapp/content.js';
import type { Bilingual } from '../whatsapp/error-row.js';
import { placeholders, type Template } from '../whatsapp/template.js';

const KINDS: Readonly<Record<string, 'image' | 'video' | 'document'>> = {
  IMAGE: 'image',
  VIDEO: 'video',
  DOCUMENT: 'document',
};

/** What kind of file a template wants in its header; null: none, or nothing that is a file. Pure. */
export function headerKind(template: Pick<Template, 'components'>): 'image' | 'video' | 'document' | null {
  return KINDS[placeholders(template).headerMedia ?? ''] ?? null;
}

/** The header with this file; nothing where the template wants none. Pure. */
export function mediaHeader(
  template: Pick<Template, 'components'>,
  medium: string | undefined,
): { header?: TemplateParameter[] } {
  const kind = headerKind(template);
  return kind && medium !== undefined ? { header: [{ type: kind, medium }] } : {};
}

const says = (id: string, en: string): Bilingual => ({ id, en });
const KIND_WORDS: Readonly<Record<'image' | 'video' | 'document', Bilingual>> = {
  image: says('gambar', 'picture'),
  video: says('video', 'video'),
  document: says('dokumen', 'document'),
};

/**
 * What stands against the file of a header at the moment when the last message is to leave; null: nothing. Pure.
 * `named`: what was chosen; `medium`: what is on record of it.
 */
export function headerFault(
  kind: 'image' | 'video' | 'document' | null,
  named: string | undefined,
  medium: Medium | undefined,
  at: number,
): Bilingual | null {
  if (kind === null) {
    return named === undefined
      ? null
      : says(
          'Template ini tidak memakai gambar atau berkas. Hapus pilihannya.',
          'This template has no picture or file in it. Take the choice away.',
        );
  }
  const { id, en } = KIND_WORDS[kind];
  if (named === undefined) {
    return says(
      `Template ini perlu ${id} di kepalanya. Pilih salah satu dari daftar media.`,
      `This template needs a ${en} in its header. Choose one from the list of media.`,
    );
  }
  if (!medium) {
    return says(
      `"${named}" tidak ada dalam daftar media. Daftarkan dulu beserta izinnya.`,
      `"${named}" is not in the list of media. Enter it with its rights first.`,
    );
  }
  if (!canBe(medium.mime, kind as ShownAs)) {
    return says(`"${named}" bukan ${id}. Pilih berkas lain.`, `"${named}" is no ${en}. Choose another file.`);
  }
  const [gap] = gapsIn(medium, at);
  return gap === undefined
    ? null
    : says(`"${named}": ${GAP_WORDS[gap].id}`, `"${named}": ${GAP_WORDS[gap].en}`);
}
