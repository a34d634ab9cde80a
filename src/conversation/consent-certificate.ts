import { DateTime } from 'luxon';
import type { ChainProof } from '../consent/chain-proof.js';
import { eventInWords, sourceInWords, stateInWords } from '../consent/in-words.js';
import type { LedgerEntry } from '../consent/ledger-reading.js';
import type { PersonalData } from '../consent/rights.js';
import { Sheet } from '../documents/index.js';
import { forms } from '../flows/index.js';
import { fill } from './data-copy-words.js';

/** What stands around the history. */
export interface CertificateFrame {
  /** In whose name we write. */
  owner: string;
  timezone: string;
  /** ms since the epoch. */
  now: number;
}

export type CertificateData = Pick<PersonalData, 'contact' | 'consents' | 'ledger' | 'topics'>;

/** Who reads it speaks one of the two: both stand everywhere, Bahasa Indonesia first. */
const WORDS = {
  title: 'Bukti persetujuan · Proof of consent',
  lead: 'Dari catatan persetujuan yang berantai dan bertanda tangan, {date}.',
  leadEn: 'From a ledger of consent that is chained and signed, as of {date}.',
  sandbox: 'LATIHAN, bukan persetujuan sebenarnya · SANDBOX, not a real consent',
  name: 'Nama · Name',
  identities: 'WhatsApp',
  blocks: 'Keadaan · Standing',
  consents: 'Keadaan sekarang · Where they stand',
  never: 'Belum pernah ditanya · Never asked',
  since: 'sejak · since {date}',
  shown: 'Ditampilkan · As shown ({language}{version}) · SHA-256 {hash}',
  answered: 'Dijawab · Answered {date}, {source}{said}{message}',
  history: 'Riwayat · History',
  allTopics: 'semua · all',
  noEffect: 'tanpa akibat · no effect',
  columns: {
    number: '#',
    time: '{zone}',
    event: 'Kejadian · Event',
    topic: 'Topik · Topic',
    said: 'Pesan mereka · Their message',
    hash: 'SHA-256',
  },
  erased: 'dihapus · erased',
  proof: 'Cara memeriksa · How to verify',
  sound: 'Dihitung ulang {date}: utuh · Recomputed on {date}: intact',
  unsound: 'Dihitung ulang {date}: TIDAK UTUH, lihat `izin ledger verify` · Recomputed on {date}: NOT INTACT',
  head: 'Sidik · Hash #{records}',
  checkpoint: 'Titik periksa · Checkpoint',
  signed: '{seq}, {date}, #1-{upTo}, kunci · key {key}',
  unsigned: 'belum ditandatangani · not yet signed',
  root: 'Akar · Root',
  how: 'Format dan pemeriksanya terbuka (docs/ledger.md dari Izin); catatan lengkap tanpa data pribadi ada pada penerbit.',
  howEn:
    'Format and verifier are public (docs/ledger.md of Izin); the issuer hands over the whole ledger without personal data.',
  footer: 'Bukti persetujuan · Proof of consent · {date}',
  unprintable:
    'huruf atau emoji yang tidak ada dalam huruf dokumen ini · letters or emoji that this typeface lacks',
} as const;

/** A contact's consent history with wordings, messages and hashes, in both languages, for an appeal or a court. */
export async function certificatePdf(
  data: CertificateData,
  proofs: readonly ChainProof[],
  frame: CertificateFrame,
): Promise<Buffer> {
  return new Certificate(data, frame).write(proofs);
}

class Certificate {
  readonly #data: CertificateData;
  readonly #frame: CertificateFrame;
  readonly #sheet: Sheet;

  constructor(data: CertificateData, frame: CertificateFrame) {
    this.#data = data;
    this.#frame = frame;
    this.#sheet = new Sheet({
      title: WORDS.title,
      owner: frame.owner,
      language: 'id',
      createdAt: frame.now,
      footer: fill(WORDS.footer, { date: this.#time(frame.now) }),
      pageOf: (page, pages) => `${page} / ${pages}`,
      unprintable: WORDS.unprintable,
    });
  }

  async write(proofs: readonly ChainProof[]): Promise<Buffer> {
    const { now } = this.#frame;
    const values = { date: `${this.#time(now)} ${this.#zone(now)}` };
    this.#sheet.title(`${fill(WORDS.lead, values)}\n${fill(WORDS.leadEn, values)}`);
    if (this.#data.ledger.some(({ environment }) => environment === 'sandbox')) {
      this.#sheet.paragraph(WORDS.sandbox, 'strong');
    }
    this.#who();
    this.#consents();
    await this.#history();
    this.#proof(proofs);
    return this.#sheet.finish();
  }

  #who(): void {
    const { contact } = this.#data;
    const { now } = this.#frame;
    const standing = contact.blocks.filter(({ until }) => until === null || until > now);
    this.#sheet.space(6);
    this.#sheet.facts([
      ...(contact.name === null ? [] : [[WORDS.name, contact.name] as const]),
      [
        WORDS.identities,
        contact.identities.map(({ kind, value }) => (kind === 'phone' ? `+${value}` : value)).join(' · '),
      ],
      ...(standing.length === 0
        ? []
        : [
            [
              WORDS.blocks,
              standing
                .map(({ kind, since }) => `${both(stateInWords, kind)} (${this.#time(since)})`)
                .join('; '),
            ] as const,
          ]),
    ]);
  }

  #consents(): void {
    const known = this.#data.consents.filter(({ state }) => state !== 'unknown');
    this.#sheet.heading(WORDS.consents);
    if (known.length === 0) this.#sheet.paragraph(WORDS.never);
    for (const { topic, state, since } of known) {
      this.#sheet.room(48);
      const at = since === null ? '' : `, ${fill(WORDS.since, { date: this.#time(since) })}`;
      this.#sheet.paragraph(`${this.#topic(topic)}: ${both(stateInWords, state)}${at}`, 'strong');
      this.#answered(topic);
    }
  }

  /** The words that were answered last about this topic, and the answer. */
  #answered(topic: string): void {
    const of = this.#data.ledger.filter((entry) => entry.topic === topic && entry.effect);
    const wording = of.findLast((entry) => entry.wording?.text)?.wording;
    const answer = of.findLast(({ event }) => event === 'CONFIRM' || event === 'DECLINE');
    const answered =
      answer &&
      fill(WORDS.answered, {
        date: this.#time(answer.at),
        source: both(sourceInWords, answer.source),
        said: saidOf(answer) === null ? '' : `: “${saidOf(answer)}”`,
        message: typeof answer.evidence?.message === 'string' ? ` · ${answer.evidence.message}` : '',
      });
    if (!wording?.text) {
      if (answered) this.#sheet.paragraph(answered, 'small');
      return;
    }
    const caption = fill(WORDS.shown, {
      language: wording.language ?? '',
      version: wording.version === null ? '' : `, v${wording.version}`,
      hash: wording.hash,
    });
    this.#sheet.quote(wording.text, answered ? `${caption}\n${answered}` : caption);
  }

  async #history(): Promise<void> {
    const entries = this.#data.ledger.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
    if (entries.length === 0) return;
    const { number, time, event, topic, said, hash } = WORDS.columns;
    this.#sheet.heading(WORDS.history);
    await this.#sheet.table(
      [
        { title: number, share: 0.6 },
        { title: fill(time, { zone: this.#zone(this.#frame.now) }), share: 1.7 },
        { title: event, share: 4.9 },
        { title: topic, share: 2 },
        { title: said, share: 4.8, style: 'small' },
        { title: hash, share: 1.5, style: 'mono' },
      ],
      entries.map((entry) => [
        String(entry.seq),
        this.#time(entry.at),
        `${both(eventInWords, entry.event)}${entry.effect ? '' : ` (${WORDS.noEffect})`}\n${both(sourceInWords, entry.source)}`,
        entry.topic === null ? WORDS.allTopics : (this.#data.topics.get(entry.topic)?.id ?? entry.topic),
        this.#message(entry),
        entry.hash.slice(0, 16).replace(/(.{8})/, '$1 '),
      ]),
    );
  }

  #message(entry: LedgerEntry): string {
    if (entry.evidence === null) return WORDS.erased;
    const { message, reference } = entry.evidence;
    const parts = [saidOf(entry) === null ? null : `“${saidOf(entry)}”`, message, reference];
    return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
  }

  #proof(proofs: readonly ChainProof[]): void {
    const date = `${this.#time(this.#frame.now)} ${this.#zone(this.#frame.now)}`;
    this.#sheet.heading(WORDS.proof);
    for (const { records, hash, sound, checkpoint } of proofs) {
      this.#sheet.room(90);
      this.#sheet.paragraph(fill(sound ? WORDS.sound : WORDS.unsound, { date }), 'strong');
      this.#sheet.facts(
        [
          [fill(WORDS.head, { records }), hash],
          ...(checkpoint === null
            ? [[WORDS.checkpoint, WORDS.unsigned] as const]
            : [
                [
                  WORDS.checkpoint,
                  fill(WORDS.signed, {
                    seq: checkpoint.seq,
                    date: this.#time(checkpoint.at),
                    upTo: checkpoint.upTo,
                    key: checkpoint.keyId,
                  }),
                ] as const,
                [WORDS.root, checkpoint.root] as const,
              ]),
        ],
        'mono',
      );
    }
    this.#sheet.paragraph(`${WORDS.how}\n${WORDS.howEn}`, 'small');
  }

  #topic(id: string): string {
    const name = this.#data.topics.get(id);
    if (!name) return id;
    return name.id === name.en ? name.id : `${name.id} · ${name.en}`;
  }

  /** A form that both languages read alike. */
  #time(at: number): string {
    return DateTime.fromMillis(at, { zone: this.#frame.timezone }).toFormat('yyyy-MM-dd HH:mm:ss');
  }

  #zone(at: number): string {
    return forms.zone(at, this.#frame.timezone);
  }
}

function both(inWords: (code: string, language: 'id' | 'en') => string, code: string): string {
  const [id, en] = [inWords(code, 'id'), inWords(code, 'en')];
  return id === en ? id : `${id} · ${en}`;
}

/** What they wrote or tapped. */
function saidOf({ evidence }: LedgerEntry): string | null {
  return typeof evidence?.said === 'string' && evidence.said !== '' ? evidence.said : null;
}
