import type { Bilingual } from './error-row.js';
import { LIMITS } from './limits.js';
import { type DraftButton, labelOf, type TemplateDraft } from './template-draft.js';
import type { DraftFault } from './template-draft-fault.js';

const says = (id: string, en: string): Bilingual => ({ id, en });
const fault = (path: readonly (string | number)[], message: Bilingual, mend: Bilingual): DraftFault => ({
  code: 'template-buttons',
  path: ['buttons', ...path],
  message,
  mend,
});

const isReply = (button: DraftButton) => 'reply' in button;
/** An address that is whole but for a value of ours at its end. */
const ADDRESS = /^https:\/\/[^\s{}]+(?:\{\{1\}\})?$/;

/** Number, order and addresses of the buttons (Meta docs: templates/components). */
export function buttonFaults({ buttons = [] }: TemplateDraft): DraftFault[] {
  return [
    ...tooMany(buttons),
    ...mixed(buttons),
    ...twice(buttons),
    ...buttons.flatMap((button, at) => addressFaults(button, at)),
  ];
}

function tooMany(buttons: readonly DraftButton[]): DraftFault[] {
  const limits: [number, number, Bilingual][] = [
    [buttons.length, LIMITS.templateButtons, says('tombol', 'buttons')],
    [
      buttons.filter((one) => 'link' in one).length,
      LIMITS.templateLinks,
      says('tombol tautan', 'link buttons'),
    ],
    [
      buttons.filter((one) => 'call' in one).length,
      LIMITS.templateCalls,
      says('tombol telepon', 'call buttons'),
    ],
  ];
  return limits.flatMap(([count, most, what]) =>
    count <= most
      ? []
      : [
          fault(
            [],
            says(`${count} ${what.id}; Meta menerima ${most}.`, `${count} ${what.en}; Meta takes ${most}.`),
            says('Hapus yang jarang dipakai.', 'Remove those that are seldom used.'),
          ),
        ],
  );
}

/** Replies stand together: all before or all after the others. */
function mixed(buttons: readonly DraftButton[]): DraftFault[] {
  const changes = buttons.filter(
    (one, at) => at > 0 && isReply(one) !== isReply(buttons[at - 1] ?? one),
  ).length;
  if (changes < 2) return [];
  return [
    fault(
      [],
      says('Tombol balas terpisah oleh tombol lain.', 'Reply buttons are parted by other buttons.'),
      says('Kumpulkan semua `reply` di awal atau di akhir.', 'Put all `reply` first, or all last.'),
    ),
  ];
}

function twice(buttons: readonly DraftButton[]): DraftFault[] {
  const labels = buttons.map((one) => labelOf(one).trim().toLowerCase());
  return labels.flatMap((label, at) =>
    labels.indexOf(label) === at
      ? []
      : [
          fault(
            [at],
            says('Dua tombol berbunyi sama.', 'Two buttons read the same.'),
            says('Beri kata lain, atau hapus satu.', 'Use other words, or remove one.'),
          ),
        ],
  );
}

function addressFaults(button: DraftButton, at: number): DraftFault[] {
  if ('call' in button && !/^[+0]\d{7,19}$/.test(button.phone.replace(/[\s().-]/g, ''))) {
    return [
      fault(
        [at, 'phone'],
        says('Ini tidak terbaca sebagai nomor telepon.', 'This does not read as a phone number.'),
        says('Tulis misalnya "+62 21 555 0100".', 'Write for example "+62 21 555 0100".'),
      ),
    ];
  }
  if (!('url' in button)) return [];
  if (!ADDRESS.test(button.url)) {
    return [
      fault(
        [at, 'url'],
        says(
          'Alamatnya harus utuh dengan https; isian {{1}} hanya boleh di ujungnya.',
          'The address has to be whole, with https; a value {{1}} may stand at its end only.',
        ),
        says(
          'Tulis misalnya https://amanah.example/laporan.',
          'Write for example https://amanah.example/laporan.',
        ),
      ),
    ];
  }
  if (!button.url.endsWith('{{1}}')) return [];
  const start = button.url.slice(0, -'{{1}}'.length);
  // A broadcast fills in one address by itself: the page that stops.
  if (!start.endsWith('/stop/')) {
    return [
      fault(
        [at, 'url'],
        says(
          'Izin hanya mengisi alamat berhenti, `…/stop/{{1}}`.',
          'Izin fills in the address that stops only, `…/stop/{{1}}`.',
        ),
        says('Tulis alamat yang sama untuk semua orang.', 'Write an address that is the same for everybody.'),
      ),
    ];
  }
  if (button.sample?.startsWith(start) && button.sample.length > start.length) return [];
  return [
    fault(
      [at, 'sample'],
      says('Belum ada contoh alamat utuhnya.', 'There is no sample of the whole address.'),
      says(`Tambahkan \`sample: ${start}contoh\`.`, `Add \`sample: ${start}example\`.`),
    ),
  ];
}
