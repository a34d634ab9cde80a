import { eventInWords, sourceInWords, stateInWords } from '../consent/in-words.js';
import type { PersonalData } from '../consent/rights.js';
import type { HistoryMessage } from '../contacts/history.js';
import { Sheet } from '../documents/index.js';
import { forms, type Language } from '../flows/index.js';
import { fileInWords } from './data-copy-text.js';
import { COPY_WORDS, fill } from './data-copy-words.js';

/** What stands around the data: whose copy, for whom, and the names of things. */
export interface CopyFrame {
  owner: string;
  language: Language;
  timezone: string;
  /** ms since the epoch. */
  now: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** UU PDP Pasal 7, and what a person can still remember. */
const SENT_WITHIN = 90 * DAY;
/** States in which a message has reached Meta, or may have. */
const LEFT: ReadonlySet<string> = new Set(['accepted', 'sent', 'delivered', 'read', 'unknown']);

/** The copy of somebody's data that a person can read: A4, in their language. */
export async function copyAsPdf(data: PersonalData, frame: CopyFrame): Promise<Buffer> {
  return new Copy(data, frame).write();
}

class Copy {
  readonly #data: PersonalData;
  readonly #frame: CopyFrame;
  readonly #sheet: Sheet;

  constructor(data: PersonalData, frame: CopyFrame) {
    this.#data = data;
    this.#frame = frame;
    const words = this.#words;
    const date = this.#date(frame.now);
    this.#sheet = new Sheet({
      title: words.title,
      owner: frame.owner,
      language: frame.language,
      createdAt: frame.now,
      footer: fill(words.footer, { date }),
      pageOf: (page, pages) => fill(words.pageOf, { page, pages }),
      unprintable: words.unprintable,
    });
  }

  async write(): Promise<Buffer> {
    const { now, timezone, language } = this.#frame;
    const time = forms.clock(now, timezone, language);
    this.#sheet.title(
      fill(this.#words.lead, { date: this.#date(now), time, zone: forms.zone(now, timezone) }),
    );
    this.#about();
    this.#consents();
    await this.#sent();
    await this.#history();
    await this.#tickets();
    await this.#chat();
    await this.#proofs();
    await this.#rights();
    await this.#complaints();
    this.#sheet.heading(this.#words.next);
    this.#sheet.paragraph(this.#words.nextText);
    return this.#sheet.finish();
  }

  #about(): void {
    const words = this.#words;
    const { contact } = this.#data;
    this.#sheet.heading(words.about);
    const { language } = contact;
    const spoken = language === 'id' || language === 'en' ? words.languages[language] : language;
    this.#sheet.facts([
      [words.name, contact.name ?? words.none],
      ...contact.identities.map(
        ({ kind, value }) =>
          [
            kind === 'phone' ? words.phone : words.identity,
            kind === 'phone' ? forms.phone(value) : value,
          ] as const,
      ),
      [words.language, spoken ?? words.none],
      ...(contact.zone === null ? [] : [[words.zone, contact.zone] as const]),
      ...(contact.labels.length === 0 ? [] : [[words.labels, contact.labels.join(', ')] as const]),
      ...Object.entries(contact.attributes).map(([key, value]) => [key, String(value)] as const),
      [words.since, this.#date(contact.createdAt)],
      ...(contact.blocks.length === 0 ? [] : [[words.holds, this.#blocks()] as const]),
    ]);
  }

  #blocks(): string {
    return this.#data.contact.blocks
      .map(({ kind, since, until }) => {
        const span = until === null ? this.#date(since) : `${this.#date(since)} - ${this.#date(until)}`;
        return `${stateInWords(kind, this.#frame.language)} (${span})`;
      })
      .join('; ');
  }

  #consents(): void {
    const words = this.#words;
    const known = this.#data.consents.filter(({ state }) => state !== 'unknown');
    this.#sheet.heading(words.consents);
    if (known.length === 0) this.#sheet.paragraph(words.noConsents);
    for (const { topic, state, since, ground } of known) {
      this.#sheet.room(60);
      this.#sheet.paragraph(this.#topic(topic), 'strong');
      const source = sourceInWords(ground?.source ?? 'system', this.#frame.language);
      const standing = {
        state: stateInWords(state, this.#frame.language),
        date: this.#date(since ?? 0),
        source,
      };
      this.#sheet.paragraph(fill(words.state, standing));
      const wording = this.#wordingOf(topic);
      if (!wording?.text) {
        this.#sheet.space(6);
        continue;
      }
      const spoken = wording.language === 'en' ? words.languages.en : words.languages.id;
      this.#sheet.quote(
        wording.text,
        fill(words.asShown, { language: spoken, hash: wording.hash.slice(0, 12) }),
      );
    }
  }

  /** The last words about this topic that they answered. */
  #wordingOf(topic: string) {
    return this.#data.ledger.findLast((entry) => entry.topic === topic && entry.wording?.text)?.wording;
  }

  async #sent(): Promise<void> {
    const words = this.#words;
    const from = this.#frame.now - SENT_WITHIN;
    const sent = this.#data.messages.filter(
      (one) =>
        one.direction === 'out' && one.purpose !== 'service' && one.at >= from && LEFT.has(one.state ?? ''),
    );
    this.#sheet.heading(words.sent);
    if (sent.length === 0) return this.#sheet.paragraph(words.nothingSent);
    const { time, topic, text, state } = words.columns;
    const columns = [
      { title: time, share: 3 },
      { title: topic, share: 3 },
      { title: text, share: 6 },
      { title: state, share: 2 },
    ];
    const states: Readonly<Record<string, string>> = words.message;
    await this.#sheet.table(
      columns,
      sent.map((one) => [
        this.#time(one.at),
        one.topic === null ? '' : this.#topic(one.topic),
        this.#text(one),
        states[one.state ?? ''] ?? '',
      ]),
    );
  }

  async #history(): Promise<void> {
    const { language } = this.#frame;
    const entries = this.#data.ledger.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
    if (entries.length === 0) return;
    this.#sheet.heading(this.#words.history);
    const { time, event, topic, source, words } = this.#words.columns;
    await this.#sheet.table(
      [
        { title: time, share: 3 },
        { title: event, share: 3 },
        { title: topic, share: 3 },
        { title: source, share: 3 },
        { title: words, share: 2, style: 'mono' },
      ],
      entries.map((entry) => [
        this.#time(entry.at),
        eventInWords(entry.event, language),
        entry.topic === null ? this.#words.everything : this.#topic(entry.topic),
        sourceInWords(entry.source, language),
        entry.wording?.hash.slice(0, 8) ?? '',
      ]),
    );
  }

  async #tickets(): Promise<void> {
    const { tickets } = this.#data;
    if (tickets.length === 0) return;
    this.#sheet.heading(this.#words.tickets);
    const { time, text } = this.#words.columns;
    await this.#sheet.table(
      [
        { title: time, share: 3 },
        { title: text, share: 9 },
      ],
      tickets.map(({ openedAt, reason, notes }) => [
        this.#time(openedAt),
        [reason ?? '', ...notes].filter((line) => line !== '').join('\n'),
      ]),
    );
  }

  async #chat(): Promise<void> {
    const chat = this.#data.messages.filter((one) => one.direction === 'in' || one.purpose === 'service');
    if (chat.length === 0) return;
    this.#sheet.heading(this.#words.chat);
    const { time, from, text } = this.#words.columns;
    await this.#sheet.table(
      [
        { title: time, share: 3 },
        { title: from, share: 1.5 },
        { title: text, share: 9 },
      ],
      chat
        .toReversed()
        .map((one) => [
          this.#time(one.at),
          one.direction === 'in' ? this.#words.you : this.#words.us,
          this.#text(one),
        ]),
    );
  }

  async #proofs(): Promise<void> {
    const { transferProofs } = this.#data;
    if (transferProofs.length === 0) return;
    this.#sheet.heading(this.#words.proofs);
    const { time, text, state } = this.#words.columns;
    const states: Readonly<Record<string, string>> = this.#words.proofStates;
    await this.#sheet.table(
      [
        { title: time, share: 3 },
        { title: text, share: 5 },
        { title: state, share: 4 },
      ],
      transferProofs.map((one) => [
        this.#time(one.at),
        [one.amount === null ? null : forms.rupiah(one.amount, this.#frame.language), one.note]
          .filter((line) => line !== null)
          .join('\n'),
        states[one.state] ?? '',
      ]),
    );
  }

  async #rights(): Promise<void> {
    const words = this.#words;
    await this.#cases(
      words.rights,
      this.#data.rights.map((one) => ({
        number: one.number,
        text: words.rightsKinds[one.kind],
        asked: one.askedAt,
        closed: one.closedAt,
      })),
    );
  }

  async #complaints(): Promise<void> {
    await this.#cases(
      this.#words.complaints,
      this.#data.complaints.map((one) => ({
        number: one.number,
        text: [one.said, one.answer].filter((said) => said !== null).join(' - '),
        asked: one.openedAt,
        closed: one.answeredAt,
      })),
    );
  }

  /** What they asked of us, under a number each; times in ms. */
  async #cases(
    heading: string,
    cases: { number: number; text: string; asked: number; closed: number | null }[],
  ): Promise<void> {
    if (cases.length === 0) return;
    const { columns, stillOpen } = this.#words;
    this.#sheet.heading(heading);
    await this.#sheet.table(
      [
        { title: columns.number, share: 1.5 },
        { title: columns.text, share: 6 },
        { title: columns.asked, share: 3 },
        { title: columns.closed, share: 3 },
      ],
      cases.map(({ number, text, asked, closed }) => [
        String(number),
        text,
        this.#time(asked),
        closed === null ? stillOpen : this.#time(closed),
      ]),
    );
  }

  #text({ text, media, broadcastId, type, content }: HistoryMessage): string {
    if (media) return [fileInWords(media, this.#words), text].filter((line) => line !== null).join('\n');
    if (text !== null) return text;
    const broadcast = broadcastId === null ? undefined : this.#data.broadcasts.get(broadcastId);
    if (broadcast !== undefined) return fill(this.#words.template, { name: broadcast });
    if (content?.type === 'template') return content.name;
    return type === 'media' ? this.#words.fileGone : type;
  }

  #topic(id: string): string {
    return this.#data.topics.get(id)?.[this.#frame.language] ?? id;
  }

  #date(at: number): string {
    return forms.date(at, this.#frame.timezone, this.#frame.language);
  }

  #time(at: number): string {
    const { timezone, language } = this.#frame;
    return `${forms.date(at, timezone, language)}, ${forms.clock(at, timezone, language)}`;
  }

  get #words() {
    return COPY_WORDS[this.#frame.language];
  }
}
