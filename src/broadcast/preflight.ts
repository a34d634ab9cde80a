import { type AccountHealth, standing } from '../account/machine.js';
import { type ObjectionCode, objectionWords } from '../facts/objection.js';
import { FACT_PREFIX } from '../facts/reference.js';
import { number } from '../flows/forms.js';
import type { FrequencyCap } from '../gate/gate.js';
import { when } from '../gate/when.js';
import type { Medium } from '../media/register.js';
import type { Bilingual } from '../whatsapp/error-row.js';
import { placeholders, render, type Template } from '../whatsapp/template.js';
import { footerSaysStop, stopLinkButton, unsubscribeButton } from '../whatsapp/template-unsubscribe.js';
import { headerFault, headerKind } from './header-media.js';
import { readParameter } from './parameters.js';
import { marketingStop, stopWords } from './stop-words.js';
import type { Check, Preflight, TemplateChoice } from './types.js';

/** Everything that the checks rest on. Times in ms. */
export interface PreflightFacts {
  now: number;
  timezone: string;
  topic: { archived: boolean } | null;
  choice: TemplateChoice;
  template: Pick<Template, 'status' | 'category' | 'quality' | 'components' | 'parameterFormat'> | null;
  /** Languages in which a template of that name exists. */
  languages: readonly string[];
  audience: number;
  health: AccountHealth;
  tierRoom: { room: number; freeAt: number } | null;
  quietUntil: number | null;
  scheduleAt: number | null;
  cap: FrequencyCap | null;
  /** What stands against its words. */
  objection: ObjectionCode | null;
  /** What is on record of the file in its header; undefined: nothing, or none was chosen. */
  medium: Medium | undefined;
}

const says = (id: string, en: string): Bilingual => ({ id, en });
const ok = (id: string, message: Bilingual): Check => ({ id, level: 'ok', message });
const warning = (id: string, message: Bilingual): Check => ({ id, level: 'warning', message });
const error = (id: string, message: Bilingual): Check => ({ id, level: 'error', message });

/** Meta docs: templates/components, the text of a body. */
const LONGEST_BODY = 1024;

/** The checks before sending, each with a way on; an error forbids the start. Pure. */
export function preflight(facts: PreflightFacts): Preflight {
  const checks = [
    topicCheck(facts),
    ...templateChecks(facts),
    audienceCheck(facts),
    accountCheck(facts),
    tierCheck(facts),
    quietCheck(facts),
    scheduleCheck(facts),
    capCheck(facts),
  ];
  return { ok: checks.every((check) => check.level !== 'error'), checks };
}

function topicCheck({ topic }: PreflightFacts): Check {
  if (!topic)
    return error(
      'topic',
      says('Topik ini tidak ada. Pilih topik lain.', 'There is no such topic. Choose another one.'),
    );
  return topic.archived
    ? error(
        'topic',
        says('Topik ini sudah diarsipkan. Pilih topik lain.', 'This topic is archived. Choose another one.'),
      )
    : ok('topic', says('Topik dikenal.', 'The topic is known.'));
}

function templateChecks(facts: PreflightFacts): Check[] {
  const { template } = facts;
  if (!template) return [error('template', missingTemplate(facts))];
  return [
    statusCheck(template),
    categoryCheck(template),
    parameterCheck(facts, template),
    fallbackCheck(facts),
    contentCheck(facts),
    ...mediaChecks(facts, template),
    unsubscribeCheck(template),
  ];
}

function missingTemplate({ languages, choice }: PreflightFacts): Bilingual {
  return languages.length > 0
    ? says(
        `Template ini tidak ada dalam bahasa "${choice.language}". Yang ada: ${languages.join(', ')}.`,
        `The template does not exist in "${choice.language}". There is: ${languages.join(', ')}.`,
      )
    : says(
        'Template ini tidak ada. Periksa namanya, atau sinkronkan template dari Meta.',
        'There is no such template. Check its name, or sync templates from Meta.',
      );
}

type Checked = NonNullable<PreflightFacts['template']>;

function statusCheck({ status, quality }: Checked): Check {
  if (status !== 'APPROVED') {
    return error(
      'template',
      says(
        `Template belum bisa dikirim: statusnya ${status}. Perbaiki di WhatsApp Manager, lalu sinkronkan.`,
        `The template cannot be sent: its status is ${status}. Mend it in WhatsApp Manager, then sync.`,
      ),
    );
  }
  return quality === 'RED' || quality === 'YELLOW'
    ? warning(
        'template',
        says(
          `Mutu template ${quality}: banyak penerima tidak menyukainya. Pertimbangkan isi lain sebelum mengirim.`,
          `The template's quality is ${quality}: many recipients do not like it. Consider other words before sending.`,
        ),
      )
    : ok('template', says('Template disetujui Meta.', 'Meta has approved the template.'));
}

function categoryCheck({ category }: Checked): Check {
  if (category === 'MARKETING') return ok('category', says('Kategori pemasaran.', 'Category marketing.'));
  return category === 'UTILITY'
    ? warning(
        'category',
        says(
          'Template ini berkategori utilitas. Sebagai siaran ia tetap hanya dikirim kepada yang setuju, dan Meta bisa mengubah kategorinya.',
          'This is a utility template. As a broadcast it still goes only to those who agreed, and Meta may change its category.',
        ),
      )
    : error(
        'category',
        says('Kategori template ini tidak untuk siaran.', 'This category of template is not for broadcasts.'),
      );
}

function parameterCheck({ choice }: PreflightFacts, template: Checked): Check {
  const { header, headerMedia, body, buttons: valued } = placeholders(template);
  const isPlace = headerMedia !== undefined && headerKind(template) === null;
  const buttons = valued.filter(({ index }) => index !== stopLinkButton(template));
  if (header.length > 0 || isPlace || buttons.length > 0) {
    return error(
      'parameters',
      says(
        'Siaran baru bisa mengisi bagian isi template. Pakai template tanpa isian di kepala dan tombol.',
        'A broadcast can fill the body of a template only. Use one without values in its header and buttons.',
      ),
    );
  }
  const given = choice.parameters.length;
  if (given !== body.length) {
    return error(
      'parameters',
      says(
        `Template perlu ${body.length} isian, siaran ini punya ${given}.`,
        `The template needs ${body.length} values, this broadcast has ${given}.`,
      ),
    );
  }
  const empty = choice.parameters.findIndex((parameter) => parameter.trim() === '');
  if (empty >= 0) {
    return error('parameters', says(`Isian ke-${empty + 1} kosong.`, `Value ${empty + 1} is empty.`));
  }
  const values = choice.parameters.map((parameter) =>
    readParameter(parameter)
      .map((part) => (typeof part === 'string' ? part : (part.fallback ?? '')))
      .join(''),
  );
  const named = template.parameterFormat === 'NAMED';
  const filled = named ? Object.fromEntries(body.map((name, i) => [name, values[i] ?? ''])) : values;
  const length = [...render(template, { body: filled }).body].length;
  return length > LONGEST_BODY
    ? error(
        'parameters',
        says(
          `Isi pesan menjadi ${length} karakter, paling banyak ${LONGEST_BODY}. Pendekkan isian.`,
          `The body becomes ${length} characters long, at most ${LONGEST_BODY} are allowed. Shorten the values.`,
        ),
      )
    : ok('parameters', says('Isian cocok dengan template.', 'The values match the template.'));
}

function contentCheck({ objection }: PreflightFacts): Check {
  return objection === null
    ? ok('content', says('Isinya boleh dikirim.', 'Its words may be sent.'))
    : error('content', objectionWords(objection));
}

function mediaChecks({ choice, medium, scheduleAt, now }: PreflightFacts, template: Checked): Check[] {
  const kind = headerKind(template);
  if (kind === null && choice.media === undefined) return [];
  const fault = headerFault(kind, choice.media, medium, Math.max(now, scheduleAt ?? now));
  return [
    fault
      ? error('media', fault)
      : ok('media', says('Izin pemakaian berkasnya lengkap.', 'The rights to its file are whole.')),
  ];
}

function fallbackCheck({ choice }: PreflightFacts): Check {
  const missing = choice.parameters
    .flatMap(readParameter)
    .flatMap((part) => (typeof part !== 'string' && part.fallback === null ? [part.attribute] : []))
    // A fact is the same for everybody: `content` tells when it is missing.
    .filter((name) => !name.startsWith(FACT_PREFIX));
  const names = [...new Set(missing)].map((name) => `{{${name}}}`).join(', ');
  const example = missing[0] === undefined ? '' : `{{${missing[0]}|...}}`;
  return missing.length > 0
    ? error(
        'fallbacks',
        says(
          `Beri pengganti untuk ${names}, misalnya ${example}: tidak semua kontak punya data ini.`,
          `Give ${names} a fallback, such as ${example}: not every contact has this.`,
        ),
      )
    : ok('fallbacks', says('Semua isian punya pengganti.', 'Every value has a fallback.'));
}

function unsubscribeCheck(template: Checked): Check {
  const button = unsubscribeButton(template) !== undefined;
  const footer = footerSaysStop(template);
  if (button && footer) {
    return ok('unsubscribe', says('Cara berhenti tercantum.', 'The way to opt out is there.'));
  }
  return error(
    'unsubscribe',
    button
      ? says(
          'Tambahkan cara berhenti di kaki template, misalnya "Berhenti kapan saja: balas BERHENTI".',
          'Add the way to opt out to the footer of the template, such as "Stop at any time: reply STOP".',
        )
      : says(
          'Tambahkan tombol balas cepat "Berhenti" di template, dan cara berhenti di kakinya.',
          'Add a quick-reply button "Stop" to the template, and the way to opt out to its footer.',
        ),
  );
}

function audienceCheck({ audience }: PreflightFacts): Check {
  return audience === 0
    ? error(
        'audience',
        says(
          'Belum ada pelanggan yang cocok. Periksa topik, segmen, dan label.',
          'No subscriber matches. Check topic, segment and labels.',
        ),
      )
    : ok(
        'audience',
        says(
          `${number(audience, 'id')} penerima.`,
          `${number(audience, 'en')} ${audience === 1 ? 'recipient' : 'recipients'}.`,
        ),
      );
}

function accountCheck({ health, now }: PreflightFacts): Check {
  const blocked = standing(health.blocked, now);
  if (blocked) return error('account', stopWords(blocked.reason));
  const stop = marketingStop(health, now);
  // One that ends by itself only delays; one that waits for somebody is seen to first.
  if (stop) return (stop.until === null ? error : warning)('account', stopWords(stop.reason));
  return health.quality === 'YELLOW'
    ? warning(
        'account',
        says(
          'Mutu nomor kuning: sebagian penerima memblokir atau melaporkan. Kirim kepada yang paling berminat saja.',
          "The number's quality is yellow: some recipients block or report it. Send to the most interested only.",
        ),
      )
    : ok('account', says('Akun sehat.', 'The account is healthy.'));
}

function tierCheck({ tierRoom, audience, now, timezone }: PreflightFacts): Check {
  if (tierRoom === null || audience <= tierRoom.room) {
    return ok('tier', says('Muat dalam batas penerima dari Meta.', "Fits into Meta's limit of recipients."));
  }
  const at = when(tierRoom.freeAt, now, timezone);
  return warning(
    'tier',
    tierRoom.room <= 0
      ? says(
          `Batas penerima dari Meta sudah tercapai. Mulai terkirim ${at.id}.`,
          `Meta's limit of recipients is reached. Starts to go out ${at.en}.`,
        )
      : says(
          `Hari ini Meta mengizinkan ${number(tierRoom.room, 'id')} penerima lagi. Sisanya terkirim dalam hari-hari berikutnya.`,
          `Meta allows ${number(tierRoom.room, 'en')} more recipients today. The rest goes out over the next days.`,
        ),
  );
}

function quietCheck({ quietUntil, now, timezone, scheduleAt }: PreflightFacts): Check {
  if (quietUntil === null || (scheduleAt !== null && scheduleAt > now)) {
    return ok('quiet_hours', says('Di luar jam tenang.', 'Outside quiet hours.'));
  }
  const at = when(quietUntil, now, timezone);
  return warning(
    'quiet_hours',
    says(`Sekarang jam tenang. Terkirim ${at.id}.`, `It is quiet hours now. Goes out ${at.en}.`),
  );
}

function scheduleCheck({ scheduleAt, now, timezone }: PreflightFacts): Check {
  if (scheduleAt === null) return ok('schedule', says('Terkirim begitu dimulai.', 'Goes out once started.'));
  const at = when(scheduleAt, now, timezone);
  return scheduleAt <= now
    ? warning(
        'schedule',
        says(
          'Jadwalnya sudah lewat. Terkirim begitu dimulai.',
          'Its time has passed. Goes out once started.',
        ),
      )
    : ok('schedule', says(`Terkirim ${at.id}.`, `Goes out ${at.en}.`));
}

function capCheck({ cap }: PreflightFacts): Check {
  if (cap === null) {
    return warning(
      'frequency_cap',
      says(
        'Batas frekuensi dimatikan. Orang yang sering menerima siaran lebih mudah memblokir nomor ini.',
        'The frequency cap is off. People who often receive broadcasts are quicker to block the number.',
      ),
    );
  }
  const days = Math.round(cap.period / 86_400_000);
  return ok(
    'frequency_cap',
    says(
      `Paling banyak ${cap.messages} pesan per orang dalam ${days} hari.`,
      `At most ${cap.messages} ${cap.messages === 1 ? 'message' : 'messages'} per person in ${days} ${days === 1 ? 'day' : 'days'}.`,
    ),
  );
}
