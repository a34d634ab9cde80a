import type { Bilingual } from './error-row.js';
import { type TemplateDraft, variablesIn } from './template-draft.js';
import type { DraftFault } from './template-draft-fault.js';

const says = (id: string, en: string): Bilingual => ({ id, en });
const fault = (
  path: readonly (string | number)[],
  message: Bilingual,
  mend: Bilingual,
  code: DraftFault['code'] = 'template-values',
): DraftFault => ({ code, path, message, mend });

/** Meta refuses a body that is mostly values (2388293) and tells no number; three words for each pass in practice. */
const WORDS_A_VALUE = 3;

/** The `{{…}}` of a template and their samples (Meta docs: templates/components; errors 2388293, 2388299). */
export function valueFaults(draft: TemplateDraft): DraftFault[] {
  const { header = '', body, footer = '' } = draft;
  const outside = (['header', 'footer'] as const).filter(
    (part) => variablesIn(part === 'header' ? header : footer).length > 0,
  );
  return [
    ...outside.map((part) =>
      fault(
        [part],
        says('Izin hanya mengisi bagian isi (`body`).', 'Izin fills in the body only.'),
        says(
          'Pindahkan isiannya ke `body`, atau tulis katanya.',
          'Move the value to `body`, or write the word.',
        ),
      ),
    ),
    ...strayFaults(body),
    ...placeFaults(body),
    ...nameFaults(body),
    ...sampleFaults(draft),
  ];
}

/** A brace too many or too few, or a name that Meta does not take. */
function strayFaults(body: string): DraftFault[] {
  const rest = body.replace(/\{\{\s*(?:[a-z][a-z0-9_]*|[1-9]\d?)\s*\}\}/g, '');
  if (!/[{}]/.test(rest)) return [];
  return [
    fault(
      ['body'],
      says('Ada kurung kurawal yang bukan isian.', 'There are braces that are no value.'),
      says(
        'Tulis {{1}} atau {{nama}}: huruf kecil, angka, dan garis bawah.',
        'Write {{1}} or {{name}}: small letters, digits and underscores.',
      ),
    ),
  ];
}

function placeFaults(body: string): DraftFault[] {
  const faults: DraftFault[] = [];
  const text = body.trim();
  if (/^\{\{[^{}]*\}\}/.test(text) || /\{\{[^{}]*\}\}[\s.,;:!?*_~)”"]*$/.test(text)) {
    faults.push(
      fault(
        ['body'],
        says(
          'Isian berdiri di awal atau di akhir; Meta menolaknya.',
          'A value stands first or last; Meta refuses that.',
        ),
        says(
          'Tambahkan kata sebelum isian pertama dan sesudah isian terakhir.',
          'Put words before the first value and after the last one.',
        ),
      ),
    );
  }
  if (/\}\}\s*\{\{/.test(text)) {
    faults.push(
      fault(
        ['body'],
        says(
          'Dua isian berdampingan tanpa kata di antaranya.',
          'Two values stand side by side with no word between.',
        ),
        says(
          'Tulis kata di antaranya, atau jadikan satu isian.',
          'Write a word between them, or make them one value.',
        ),
      ),
    );
  }
  const values = text.match(/\{\{[^{}]*\}\}/g)?.length ?? 0;
  const words = text
    .replace(/\{\{[^{}]*\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (values > 0 && words < values * WORDS_A_VALUE) {
    faults.push(
      fault(
        ['body'],
        says(
          `${words} kata untuk ${values} isian terlalu sedikit; Meta bisa menolaknya.`,
          `${words} words are few for ${values} values; Meta may refuse that.`,
        ),
        says(
          'Tulis kalimat yang tetap jelas tanpa isiannya.',
          'Write a sentence that is clear without its values.',
        ),
        'template-crowded',
      ),
    );
  }
  return faults;
}

function nameFaults(body: string): DraftFault[] {
  const names = variablesIn(body);
  const numbers = names.filter((name) => /^\d+$/.test(name)).map(Number);
  if (numbers.length > 0 && numbers.length < names.length) {
    return [
      fault(
        ['body'],
        says('Isian bernomor dan bernama tercampur.', 'Numbered and named values are mixed.'),
        says('Pakai nomor semua, atau nama semua.', 'Use numbers only, or names only.'),
      ),
    ];
  }
  const gap = numbers.length > 0 ? numbers.findIndex((number, index) => number !== index + 1) : -1;
  if (gap < 0) return [];
  return [
    fault(
      ['body'],
      says(
        `Setelah {{${gap}}} seharusnya {{${gap + 1}}}, bukan {{${numbers[gap]}}}.`,
        `After {{${gap}}} comes {{${gap + 1}}}, not {{${numbers[gap]}}}.`,
      ),
      says('Nomori isian berurutan dari {{1}}.', 'Number the values in order from {{1}}.'),
    ),
  ];
}

/** Meta's reviewers read the samples; without one for each value they refuse. */
function sampleFaults({ body, samples }: TemplateDraft): DraftFault[] {
  const names = variablesIn(body);
  const isList = samples === undefined || Array.isArray(samples);
  const given =
    samples === undefined
      ? []
      : isList
        ? [...samples.keys()].map((at) => String(at + 1))
        : Object.keys(samples);
  const numbered = names.every((name) => /^\d+$/.test(name));
  const missing = names.filter((name) => !given.includes(name));
  const spare = given.filter((name) => !names.includes(name));
  if (missing.length === 0 && spare.length === 0) return [];
  const list = (some: readonly string[]) => some.map((name) => `{{${name}}}`).join(', ');
  const form = numbered
    ? '`samples: ["Mei 2026", "128"]`'
    : `\`samples: { ${names.map((name) => `${name}: …`).join(', ')} }\``;
  return [
    fault(
      ['samples'],
      missing.length > 0
        ? says(`Belum ada contoh untuk ${list(missing)}.`, `There is no sample for ${list(missing)}.`)
        : says(
            `Contoh ${list(spare)} tidak ada di \`body\`.`,
            `The sample ${list(spare)} is not in \`body\`.`,
          ),
      says(`Beri satu contoh untuk tiap isian: ${form}.`, `Give one sample for each value: ${form}.`),
    ),
  ];
}
