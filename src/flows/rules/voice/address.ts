import { isTitle } from '../../words-used.js';
import type { Rule } from '../rule.js';
import { type Slip, tone } from './tone.js';

/** Forms of address; one message keeps to one of them. "Kakak" and its kin may also name a relative: those stay out. */
const FORMS: readonly [string, RegExp][] = [
  ['Anda', /\banda\b/iu],
  ['kamu', /\b(?:kamu|lo|lu|elo|elu|kalian)\b/iu],
  ['Kak', /\bkak\b/iu],
];
/** The agent who says their name is a person. */
const PERSONS = /handoff\.json$/;
/** What people say themselves, where no flow tells that it is a button: the tick of the subscribe page, a template's answer. */
const THEIRS: ReadonlySet<PropertyKey> = new Set(['agree', 'confirm.not-me']);

/** Section 1. One form of address, "Anda" with its capital; "saya" is what the customer says, on a button. */
export const voiceAddress: Rule = tone('voice-address', (one, project) => {
  if (one.language !== 'id') return [];
  const text = one.text.replace(/["“][^"”]*["”]|\*[^*\n]*\*|\{\{[^{}]*\}\}/g, (piece) =>
    ' '.repeat(piece.length),
  );
  const slips: Slip[] = [];
  const used = FORMS.flatMap(([, pattern]) => pattern.exec(text)?.[0] ?? []);
  if (used.length > 1) {
    slips.push({
      piece: used[1] ?? '',
      message: {
        id: `Sapaan “${used[0]}” dan “${used[1]}” bercampur dalam satu pesan.`,
        en: `“${used[0]}” and “${used[1]}” are mixed in one message.`,
      },
      mend: { id: 'Pakai satu sapaan saja.', en: 'Keep to one form of address.' },
    });
  }
  const [small] = /\banda\b/u.exec(text) ?? [];
  if (small !== undefined) {
    slips.push({
      piece: small,
      message: { id: '“anda” ditulis dengan huruf kecil.', en: '“anda” is written small.' },
      mend: { id: 'Tulis “Anda”.', en: 'Write “Anda”.' },
    });
  }
  const [first] = /\bsaya\b/iu.exec(text) ?? [];
  const isTheirs =
    isTitle(project, one) ||
    PERSONS.test(one.doc.file) ||
    one.path.includes('buttons') ||
    THEIRS.has(one.path[0] ?? '');
  if (first !== undefined && !isTheirs) {
    slips.push({
      piece: first,
      message: { id: '“saya” bukan suara lembaga.', en: '“saya” is not how the organisation speaks.' },
      mend: {
        id: 'Kami menyebut diri “kami”; “saya” milik pelanggan, di tombol.',
        en: 'We call ourselves “kami”; “saya” is the customer, on buttons.',
      },
    });
  }
  return slips;
});
