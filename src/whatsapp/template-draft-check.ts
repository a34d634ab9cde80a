import type { Bilingual } from './error-row.js';
import { codePoints, LIMITS } from './limits.js';
import { labelOf, type TemplateDraft } from './template-draft.js';
import { buttonFaults } from './template-draft-buttons.js';
import type { DraftFault } from './template-draft-fault.js';
import { valueFaults } from './template-draft-values.js';
import { footerSaysStop, unsubscribeButton } from './template-unsubscribe.js';

const says = (id: string, en: string): Bilingual => ({ id, en });

/** All that stands against handing a template in (Meta docs: templates/components, template-review). Pure. */
export function draftFaults(draft: TemplateDraft): DraftFault[] {
  return [
    ...nameFaults(draft),
    ...lengthFaults(draft),
    ...valueFaults(draft),
    ...formatFaults(draft),
    ...buttonFaults(draft),
    ...stopFaults(draft),
    ...categoryFaults(draft),
  ];
}

function nameFaults({ name, language }: TemplateDraft): DraftFault[] {
  const faults: DraftFault[] = [];
  if (!/^[a-z0-9_]+$/.test(name) || name.length > LIMITS.templateName) {
    faults.push({
      code: 'template-name',
      path: ['name'],
      message: says(`Meta menolak nama \`${name}\`.`, `Meta refuses the name \`${name}\`.`),
      mend: says(
        'Pakai huruf kecil, angka, dan garis bawah saja, misalnya laporan_penyaluran.',
        'Use small letters, digits and underscores only, such as laporan_penyaluran.',
      ),
    });
  }
  if (!/^[a-z]{2,3}(?:_[A-Z]{2,3})?$/.test(language)) {
    faults.push({
      code: 'template-name',
      path: ['language'],
      message: says(
        `\`${language}\` bukan kode bahasa di Meta.`,
        `\`${language}\` is no language code of Meta.`,
      ),
      mend: says('Tulis misalnya id, en, atau en_US.', 'Write for example id, en or en_US.'),
    });
  }
  return faults;
}

function lengthFaults({ header, body, footer, buttons = [] }: TemplateDraft): DraftFault[] {
  const texts: [readonly (string | number)[], string | undefined, number][] = [
    [['header'], header, LIMITS.templateHeader],
    [['body'], body, LIMITS.templateBody],
    [['footer'], footer, LIMITS.templateFooter],
    ...buttons.map((one, at): [readonly (string | number)[], string, number] => [
      ['buttons', at, Object.keys(one)[0] ?? ''],
      labelOf(one),
      LIMITS.templateButtonLabel,
    ]),
    ...buttons.map((one, at): [readonly (string | number)[], string | undefined, number] => [
      ['buttons', at, 'url'],
      'url' in one ? one.url : undefined,
      LIMITS.templateButtonUrl,
    ]),
  ];
  return texts.flatMap(([path, text = '', most]) => {
    const length = codePoints(text);
    if (length <= most) return [];
    return [
      {
        code: 'template-length' as const,
        path,
        message: says(`${length} huruf; Meta menerima ${most}.`, `${length} characters; Meta takes ${most}.`),
        mend: says(`Pendekkan ${length - most} huruf.`, `Shorten it by ${length - most} characters.`),
      },
    ];
  });
}

const EMOJI = /\p{Extended_Pictographic}/u;

/** Header and footer are plain lines; a body may hold marks and lines, but no gaps. */
function formatFaults({ header, body, footer }: TemplateDraft): DraftFault[] {
  const fault = (path: string, message: Bilingual, mend: Bilingual): DraftFault => ({
    code: 'template-format',
    path: [path],
    message,
    mend,
  });
  const plain = (path: 'header' | 'footer', text: string) =>
    text.includes('\n') || EMOJI.test(text) || (path === 'header' && /[*_~`]/.test(text))
      ? [
          fault(
            path,
            path === 'header'
              ? says(
                  'Kepala template tidak boleh berisi baris baru, emoji, atau tanda format.',
                  'The header may hold no new line, emoji or formatting.',
                )
              : says(
                  'Kaki template tidak boleh berisi baris baru atau emoji.',
                  'The footer may hold no new line or emoji.',
                ),
            says('Tulis satu baris kata biasa.', 'Write one line of plain words.'),
          ),
        ]
      : [];
  return [
    ...(header === undefined ? [] : plain('header', header)),
    ...(/\n{3}|\t| {5}/.test(body)
      ? [
          fault(
            'body',
            says(
              'Ada Tab, lebih dari satu baris kosong, atau lebih dari empat spasi berturut-turut.',
              'There is a Tab, more than one empty line, or more than four spaces in a row.',
            ),
            says('Pisahkan bagian dengan satu baris kosong.', 'Separate parts by one empty line.'),
          ),
        ]
      : []),
    ...(footer === undefined ? [] : plain('footer', footer)),
  ];
}

/** Promise P6, and what the preflight check demands of every broadcast. */
function stopFaults({ category, buttons = [], footer = '' }: TemplateDraft): DraftFault[] {
  if (category !== 'marketing') return [];
  const replies = buttons.map((one) => ({
    type: 'reply' in one ? 'QUICK_REPLY' : 'URL',
    text: labelOf(one),
  }));
  const components = [
    { type: 'FOOTER', text: footer },
    { type: 'BUTTONS', buttons: replies },
  ];
  const fault = (path: string, message: Bilingual, mend: Bilingual): DraftFault => ({
    code: 'template-stop',
    path: [path],
    message,
    mend,
  });
  return [
    ...(unsubscribeButton({ components }) === undefined
      ? [
          fault(
            'buttons',
            says(
              'Template pemasaran ini tanpa tombol berhenti.',
              'This marketing template has no button to stop.',
            ),
            says('Tambahkan tombol `reply: Berhenti`.', 'Add a button `reply: Stop`.'),
          ),
        ]
      : []),
    ...(footerSaysStop({ components })
      ? []
      : [
          fault(
            'footer',
            says('Kakinya tidak menyebut cara berhenti.', 'Its footer does not say how to stop.'),
            says(
              'Tulis misalnya "Berhenti kapan saja: balas BERHENTI".',
              'Write for example "Stop at any time: reply STOP".',
            ),
          ),
        ]),
  ];
}

const PROMOTION =
  /\b(?:promo(?:si)?|diskon|potongan harga|gratis|cashback|penawaran|beli sekarang|mari berdonasi|ayo|discount|sale|free|special offer|buy now|donate now)\b/iu;

/** What mixes news with an offer is marketing to Meta, and misclassified templates count against the account. */
function categoryFaults({ category, header = '', body, footer = '' }: TemplateDraft): DraftFault[] {
  if (category !== 'utility') return [];
  for (const [path, text] of Object.entries({ header, body, footer })) {
    const [word] = PROMOTION.exec(text) ?? [];
    if (word === undefined) continue;
    return [
      {
        code: 'template-category',
        path: [path],
        message: says(
          `“${word}” terbaca sebagai promosi, jadi Meta mungkin menjadikannya pemasaran.`,
          `“${word}” reads like an offer, so Meta may make it marketing.`,
        ),
        mend: says(
          'Hapus promosinya, atau tulis `category: marketing`.',
          'Take the offer out, or write `category: marketing`.',
        ),
      },
    ];
  }
  return [];
}
