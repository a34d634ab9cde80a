import { addTopic } from '../../consent/topic-change.js';
import { Suppression } from '../../contacts/suppression.js';
import { Bus } from '../../coordination/bus.js';
import type { Fact } from '../../facts/fact.js';
import { createRegistry } from '../../facts/registry.js';
import { Lookout } from '../../facts/scrutiny.js';
import type { Language } from '../../flows/index.js';
import { PermitOffice } from '../../gate/permits.js';
import { onLinked } from '../../outbox/linked.js';
import type { Published } from '../../release/index.js';
import { Store } from '../../store/index.js';
import type { Content } from '../../whatsapp/content.js';
import type { House } from '../facts.js';
import { houseOf } from '../house.js';
import { Inbox } from '../inbox.js';
import { Intake } from '../intake.js';
import { NO_OFFICE_FILES } from '../office-files.js';
import { readSettings } from '../settings.js';
import { turnHandler } from '../turn.js';
import { type Cart, cartFrom, messageFrom, NUMBER, type Thing, thingFrom } from './customer.js';

/** What the bot answers, as the customer sees it. */
export interface Bubble {
  text: string;
  /** titles of its buttons or rows */
  choices: string[];
}

export interface RehearsalOptions {
  published: Published;
  topics: readonly Parameters<typeof addTopic>[1][];
  orgName: string;
  /** what may be referred to; none when left out */
  facts?: readonly Fact[];
}

/** Monday, 4 May 2026, 10.00 WIB: the office is open, no hour is quiet. */
const BEGIN = Date.UTC(2026, 4, 4, 3);
const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
const TIMEZONE = 'Asia/Jakarta';
const RULES = {
  timezone: TIMEZONE,
  frequencyCap: { messages: 2, period: 7 * DAY },
  quietHours: { from: 19 * 60, to: 8 * 60 },
};

/**
 * One customer's conversation with a release, through the very intake, inbox and turn that customers meet, in a
 * database in memory and at a time that is always the same. Nothing is sent.
 */
export class Rehearsal {
  readonly #store: Store;
  readonly #intake: Intake;
  readonly #inbox: Inbox;
  readonly #failures: unknown[] = [];
  #now = BEGIN;
  readonly #seen = new Set<number>();
  #sent = 0;
  #choices = new Map<string, { id: string; kind: 'button_reply' | 'list_reply' }>();

  private constructor(store: Store, { published, facts = [], orgName }: RehearsalOptions, known: House) {
    this.#store = store;
    const now = () => this.#now;
    const bus = new Bus();
    // What ends is for `izin check`: a recording reads alike on every day.
    const lasting = facts.map(({ expires: _, ...fact }) => fact);
    const permits = new PermitOffice();
    const scrutiny = new Lookout(now, createRegistry(lasting, { timezone: TIMEZONE, ownNames: [orgName] }));
    const house = { ...known, fact: (ref: string, language: Language) => scrutiny.value(ref, language) };
    const onError = (error: unknown) => void this.#failures.push(error);
    this.#intake = new Intake({
      store,
      bus,
      now,
      permits,
      isOurs: () => true,
    });
    this.#inbox = new Inbox({
      store,
      bus,
      now,
      onError,
      flooded: () => false,
      statuses: async () => ({}),
      account: async () => ({}),
      turn: turnHandler({
        now,
        environment: 'sandbox',
        linked: onLinked(permits),
        suppression: new Suppression('rehearsal'),
        numberId: NUMBER,
        house: () => house,
        scrutiny,
        releases: { current: published, find: async () => published },
        onBroken: onError,
      }),
    });
  }

  static async open(options: RehearsalOptions): Promise<Rehearsal> {
    const store = await Store.open(':memory:');
    await store.write(async (tx) => {
      for (const topic of options.topics) await addTopic(tx, topic, BEGIN);
    });
    const settings = await readSettings(store.read);
    const house = houseOf(RULES, options.orgName, options.published.faq, settings, NO_OFFICE_FILES);
    return new Rehearsal(store, options, house);
  }

  async close(): Promise<void> {
    await this.#inbox.stop();
    await this.#store.close();
  }

  /** The customer writes. @throws what went wrong in a flow */
  say(text: string): Promise<Bubble[]> {
    return this.#send({ type: 'text', text: { body: text } });
  }

  /** The customer taps a choice of the latest bubble that had some, by its title; undefined when it has none such. */
  async tap(title: string): Promise<Bubble[] | undefined> {
    const choice = this.#choices.get(title);
    if (!choice) return undefined;
    const reply = { id: choice.id, title };
    return this.#send({ type: 'interactive', interactive: { type: choice.kind, [choice.kind]: reply } });
  }

  /** The customer sends something besides words. */
  send(thing: Thing): Promise<Bubble[]> {
    return this.#send(thingFrom(thing));
  }

  /** The customer sends a cart. */
  order(cart: Cart): Promise<Bubble[]> {
    return this.#send(cartFrom(cart));
  }

  /** Time goes by, ms; timers that are due go off. */
  async wait(ms: number): Promise<Bubble[]> {
    this.#now += ms;
    await this.#inbox.drain();
    return this.#answers();
  }

  async #send(content: object): Promise<Bubble[]> {
    this.#now += MINUTE;
    this.#sent += 1;
    await this.#intake.accept(Buffer.from(JSON.stringify(messageFrom(content, this.#now, this.#sent))));
    await this.#inbox.drain();
    // An opener waits a moment for what follows.
    for (let due = await this.#waiting(); due !== undefined; due = await this.#waiting()) {
      this.#now = Math.max(this.#now, due);
      await this.#inbox.drain();
    }
    return this.#answers();
  }

  async #waiting(): Promise<number | undefined> {
    const row = await this.#store.read
      .selectFrom('event')
      .select((select) => select.fn.min('ready_at').as('at'))
      .where('state', '=', 'pending')
      .executeTakeFirst();
    return row?.at ?? undefined;
  }

  async #answers(): Promise<Bubble[]> {
    const [failure] = this.#failures;
    if (failure !== undefined) throw failure;
    const rows = await this.#store.read
      .selectFrom('outbox')
      .select(['id', 'content'])
      .where('not_before', '<=', this.#now)
      .where('state', '<>', 'cancelled')
      .orderBy('id')
      .execute();
    return rows.flatMap(({ id, content }) => {
      if (this.#seen.has(id)) return [];
      this.#seen.add(id);
      return content === null ? [] : [this.#bubble(JSON.parse(content) as Content)];
    });
  }

  #bubble(content: Content): Bubble {
    const choices =
      content.type === 'buttons'
        ? content.buttons.map(({ id, title }) => ({ id, title, kind: 'button_reply' as const }))
        : content.type === 'list'
          ? content.sections.flatMap(({ rows }) =>
              rows.map(({ id, title }) => ({ id, title, kind: 'list_reply' as const })),
            )
          : [];
    if (choices.length > 0) this.#choices = new Map(choices.map(({ title, ...rest }) => [title, rest]));
    const text =
      'body' in content && typeof content.body === 'string'
        ? content.body
        : `[${content.type === 'template' ? content.name : content.type}]`;
    return { text, choices: choices.map(({ title }) => title) };
  }
}
