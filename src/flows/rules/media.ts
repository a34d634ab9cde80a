import type { ShownAs } from '../../media/in-content.js';
import { GAP_WORDS, gapsIn } from '../../media/rights.js';
import { canBe } from '../../media/sendable.js';
import { type MediaUse, mediaUses } from '../media-uses.js';
import { nearest } from '../nearest.js';
import type { Project } from '../project.js';
import type { Bilingual } from '../types.js';
import type { Found, Rule } from './rule.js';

const DAY = 24 * 60 * 60 * 1000;
/** So long before their end rights are pointed out. */
const NOTICE = 14 * DAY;

const says = (id: string, en: string): Bilingual => ({ id, en });
const ENTER = says(
  'Simpan berkasnya di flows/media, daftarkan di flows/media/rights.yaml beserta izinnya, lalu tulis `medium:` dengan id-nya.',
  'Keep the file in flows/media, enter it in flows/media/rights.yaml with the rights to it, then write `medium:` with its id.',
);

/** A list of media that cannot be taken as it is written, or whose files are not what it says. */
const mediaFile: Rule = {
  code: 'media-file',
  level: 'fault',
  find: ({ media: { file, faults } }) =>
    file ? faults.map(({ path, message, mend }) => ({ doc: file, at: path, message, mend })) : [],
};

/** A flow or an answer shows a file that has no record. */
const unrecordedMedia: Rule = {
  code: 'unrecorded-media',
  level: 'fault',
  find: (project) => mediaUses(project).flatMap((use) => unrecorded(project, use)),
};

function unrecorded({ media: { known } }: Project, { doc, at, kind, medium, foreign }: MediaUse): Found[] {
  if (foreign) {
    return [
      {
        doc,
        at: [...at, foreign],
        message: says(
          'Berkas ini tidak punya catatan izin pemakaian, jadi tidak akan terkirim.',
          'This file has no rights on record, so it will not be sent.',
        ),
        mend: ENTER,
      },
    ];
  }
  if (medium === undefined || !known) return [];
  const place = { doc, at: [...at, 'medium'] };
  const entry = known.get(medium);
  if (!entry) {
    const meant = nearest(medium, [...known.keys()]);
    return [
      {
        ...place,
        message: says(
          `\`${medium}\` tidak ada dalam daftar media, jadi tidak akan terkirim.`,
          `\`${medium}\` is not in the list of media, so it will not be sent.`,
        ),
        mend: meant
          ? says(`Mungkin maksudnya \`${meant}\`. ${ENTER.id}`, `Perhaps \`${meant}\` was meant. ${ENTER.en}`)
          : ENTER,
      },
    ];
  }
  if (canBe(entry.mime, kind as ShownAs)) return [];
  return [
    {
      ...place,
      message: says(
        `\`${medium}\` tidak bisa tampil sebagai ${kind}.`,
        `\`${medium}\` cannot be shown as ${kind}.`,
      ),
      mend: says('Ganti `kind`, atau pakai berkas lain.', 'Change `kind`, or use another file.'),
    },
  ];
}

/** A file of the list may not be sent: something is missing in its record, or its time is over. */
const mediaRights: Rule = {
  code: 'media-rights',
  level: 'fault',
  find: (project) => {
    // Where no list is looked at, a right that ended keeps nobody from publishing another word: the gate sees to it.
    if (!project.media.file) return [];
    const uses = mediaUses(project).flatMap((use) => {
      const gap = use.medium === undefined ? undefined : gapOf(project, use.medium);
      return gap ? [{ ...gapWords(gap), doc: use.doc, at: [...use.at, 'medium'] }] : [];
    });
    return [...uses, ...entriesOf(project).flatMap(({ id, at }) => gapAt(project, id, at))];
  },
};

function gapAt(project: Project, id: string, at: Found['at']): Found[] {
  const { file } = project.media;
  const gap = gapOf(project, id);
  return file && gap ? [{ ...gapWords(gap), doc: file, at }] : [];
}

function gapOf({ media: { known }, now }: Project, id: string) {
  const entry = known?.get(id);
  return entry && gapsIn(entry.rights, now)[0];
}

const gapWords = (gap: keyof typeof GAP_WORDS) => ({
  message: GAP_WORDS[gap],
  mend: says(
    'Lengkapi catatannya di flows/media/rights.yaml. Sampai itu, jawabannya terkirim tanpa berkas ini.',
    'Complete its record in flows/media/rights.yaml. Until then the answer goes without this file.',
  ),
});

/** The rights to a file end soon. */
const endingMedia: Rule = {
  code: 'ending-media',
  level: 'warning',
  find: (project) =>
    entriesOf(project).flatMap(({ id, at }) => {
      const { file, known } = project.media;
      const endsAt = known?.get(id)?.rights.expiresAt ?? null;
      if (!file || endsAt === null || endsAt <= project.now || endsAt >= project.now + NOTICE) return [];
      const days = Math.ceil((endsAt - project.now) / DAY);
      return [
        {
          doc: file,
          at: [...at, 'expires'],
          message: says(
            `Izin pemakaian berkas ini berakhir dalam ${days} hari.`,
            `The right to use this file ends in ${days} ${days === 1 ? 'day' : 'days'}.`,
          ),
          mend: says('Perpanjang izinnya, atau ganti berkasnya.', 'Renew the right, or use another file.'),
        },
      ];
    }),
};

/** The entries of the list that can be read, with their places. */
function entriesOf({ media: { file, known } }: Project): { id: string; at: (string | number)[] }[] {
  const items: unknown[] = Array.isArray(file?.data) ? file.data : [];
  return items.flatMap((item, number) => {
    const id = (item as { id?: unknown } | null)?.id;
    return typeof id === 'string' && known?.has(id) ? [{ id, at: [number] }] : [];
  });
}

/** What `izin check` says of pictures and files. */
export const mediaRules: readonly Rule[] = [mediaFile, unrecordedMedia, mediaRights, endingMedia];
