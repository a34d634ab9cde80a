/** A message template as `GET /{WABA}/message_templates` returns it. */
export interface Template {
  id: string;
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY';
  status: string;
  parameter_format: 'POSITIONAL' | 'NAMED';
  quality_score: { score: string };
  components: TemplatePart[];
}

export type TemplatePart =
  | {
      type: 'HEADER';
      format: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';
      text?: string;
      example?: unknown;
    }
  | { type: 'BODY'; text: string; example?: unknown }
  | { type: 'FOOTER'; text: string }
  | { type: 'BUTTONS'; buttons: TemplateButton[] };

export type TemplateButton =
  | { type: 'QUICK_REPLY'; text: string }
  | { type: 'URL'; text: string; url: string; example?: string[] }
  | { type: 'PHONE_NUMBER'; text: string; phone_number: string };

interface Draft {
  header?: string;
  body: string;
  example: string[] | Record<string, string>;
  footer?: string;
  buttons?: TemplateButton[];
}

const quick = (...titles: string[]): TemplateButton[] =>
  titles.map((text) => ({ type: 'QUICK_REPLY', text }));

let serial = 800000000000100;

function template(
  name: string,
  category: Template['category'],
  language: string,
  draft: Draft,
  status = 'APPROVED',
): Template {
  serial += 1;
  const positional = Array.isArray(draft.example);
  const example = positional
    ? { body_text: [draft.example] }
    : {
        body_text_named_params: Object.entries(draft.example).map(([param_name, value]) => ({
          param_name,
          example: value,
        })),
      };
  return {
    id: String(serial),
    name,
    language,
    category,
    status,
    parameter_format: positional ? 'POSITIONAL' : 'NAMED',
    quality_score: { score: status === 'PAUSED' ? 'RED' : 'GREEN' },
    components: [
      ...(draft.header ? [{ type: 'HEADER' as const, format: 'TEXT' as const, text: draft.header }] : []),
      { type: 'BODY', text: draft.body, example },
      ...(draft.footer ? [{ type: 'FOOTER' as const, text: draft.footer }] : []),
      ...(draft.buttons ? [{ type: 'BUTTONS' as const, buttons: draft.buttons }] : []),
    ],
  };
}

/** The templates of a new sandbox: marketing with a way out, utility, and the question that confirms a consent. */
export function exampleTemplates(): Template[] {
  serial = 800000000000100;
  return [
    template('laporan_penyaluran', 'MARKETING', 'id', {
      header: 'Laporan penyaluran',
      body: 'Laporan penyaluran bulan {{1}} sudah terbit. Sebanyak {{2}} keluarga menerima bantuan dari donasi Anda.',
      example: ['April 2026', '128'],
      footer: 'Berhenti kapan saja: balas BERHENTI',
      buttons: quick('Lihat ringkasan', 'Berhenti'),
    }),
    template('laporan_penyaluran', 'MARKETING', 'en', {
      header: 'Distribution report',
      body: 'The distribution report for {{1}} is out. Your donations helped {{2}} families.',
      example: ['April 2026', '128'],
      footer: 'Stop at any time: reply STOP',
      buttons: quick('See the summary', 'Stop'),
    }),
    template('info_zakat', 'MARKETING', 'id', {
      body: 'Info zakat bulan ini: {{topik}}. Balas pesan ini untuk membaca selengkapnya.',
      example: { topik: 'cara menghitung zakat penghasilan' },
      footer: 'Berhenti kapan saja: balas BERHENTI',
      buttons: quick('Baca', 'Berhenti'),
    }),
    template('info_zakat', 'MARKETING', 'en', {
      body: "This month's zakat update: {{topic}}. Reply to read more.",
      example: { topic: 'how to work out zakat on income' },
      footer: 'Stop at any time: reply STOP',
      buttons: quick('Read', 'Stop'),
    }),
    template('zakat_ramadan', 'MARKETING', 'id', {
      body: 'Ramadan berakhir {{1}} hari lagi. Zakat fitrah tahun ini {{2}} per orang, paling lambat sebelum salat Idulfitri. Untuk menghitung zakat, sentuh tombol di bawah.',
      example: ['10', 'Rp50.000'],
      footer: 'Berhenti kapan saja: balas BERHENTI',
      buttons: quick('Hitung zakat', 'Berhenti'),
    }),
    template('zakat_ramadan', 'MARKETING', 'en', {
      body: 'Ramadan ends in {{1}} days. Zakat fitrah this year is {{2}} a person, due before the Eid prayer. To work out your zakat, tap the button below.',
      example: ['10', 'Rp50,000'],
      footer: 'Stop at any time: reply STOP',
      buttons: quick('Calculate zakat', 'Stop'),
    }),
    template('consent_confirm', 'UTILITY', 'id', {
      body: 'Halo, pada {{1}} nomor ini didaftarkan lewat {{2}} untuk menerima *{{3}}* dari {{4}}.\n\nSetuju menerimanya? Kalau tidak dijawab, kami tidak akan mengirim pesan lagi.',
      example: ['3 Mei 2026', 'formulir donasi', 'Laporan penyaluran', 'Yayasan Amanah Contoh'],
      buttons: quick('Ya, setuju', 'Tidak, terima kasih', 'Bukan saya'),
    }),
    template('consent_confirm', 'UTILITY', 'en', {
      body: 'Hello. On {{1}} this number was signed up through {{2}} to receive *{{3}}* from {{4}}.\n\nDo you agree? If you do not answer, we will not write again.',
      example: ['3 May 2026', 'the donation form', 'Distribution report', 'Yayasan Amanah Contoh'],
      buttons: quick('Yes, I agree', 'No, thank you', 'That was not me'),
    }),
    template('donation_receipt', 'UTILITY', 'id', {
      body: 'Donasi Anda sebesar {{1}} untuk {{2}} sudah kami terima pada {{3}}. Terima kasih.',
      example: ['Rp500.000', 'Zakat maal', '3 Mei 2026'],
    }),
    template('donation_receipt', 'UTILITY', 'en', {
      body: 'We received your donation of {{1}} for {{2}} on {{3}}. Thank you.',
      example: ['Rp500,000', 'Zakat on wealth', '3 May 2026'],
    }),
    template('zakat_reminder', 'UTILITY', 'id', {
      body: 'Pengingat yang Anda minta: haul zakat maal Anda tiba. Untuk menghitungnya bersama {{1}}, balas *HITUNG ZAKAT*. Pesan ini hanya dikirim satu kali.',
      example: ['Yayasan Amanah Contoh'],
    }),
    template('zakat_reminder', 'UTILITY', 'en', {
      body: 'The reminder that you asked for: the haul of your zakat on wealth has come. To work it out with {{1}}, reply *CALCULATE ZAKAT*. This message is sent once only.',
      example: ['Yayasan Amanah Contoh'],
    }),
    template('ticket_answer', 'UTILITY', 'id', {
      body: 'Jawaban atas pertanyaan Anda pada {{1}}: {{2}} Balas pesan ini untuk melanjutkan.',
      example: ['3 Mei 2026', 'kuitansi sudah kami kirim ke email Anda.'],
    }),
    template('ticket_answer', 'UTILITY', 'en', {
      body: 'Our answer to your question of {{1}}: {{2}} Reply to go on.',
      example: ['3 May 2026', 'we have sent the receipt to your email.'],
    }),
    template(
      'promo_ramadan',
      'MARKETING',
      'id',
      {
        body: 'Paket berbagi Ramadan mulai {{1}} sudah dibuka.',
        example: ['Rp150.000'],
        footer: 'Berhenti kapan saja: balas BERHENTI',
        buttons: quick('Lihat paket', 'Berhenti'),
      },
      'PAUSED',
    ),
  ];
}
