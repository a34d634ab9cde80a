import { stands } from '../consent/blocks.js';
import { changeConsent } from '../consent/change.js';
import type { Linked } from '../consent/linked.js';
import { listTopics } from '../consent/topics.js';
import type { Suppression } from '../contacts/suppression.js';
import type { Scrutiny } from '../facts/scrutiny.js';
import {
  addedLanguages,
  addedWords,
  begin,
  type ConversationState,
  type Effect,
  type FlowEvent,
  nameOfLanguage,
  ownOf,
} from '../flows/index.js';
import { withoutQuestions } from '../flows/stopped.js';
import { topicsNamed } from '../flows/topics-named.js';
import { markAsked, mayBeRated } from '../handoff/index.js';
import { orderMedia } from '../media/inbound.js';
import { prepared, type Tx } from '../store/index.js';
import { detectLanguage } from '../understanding/index.js';
import { type InboundMessage, readMessage, readPreference } from '../whatsapp/inbound.js';
import type { WebhookItem } from '../whatsapp/webhook.js';
import { answerWith } from './answering.js';
import { cameFrom } from './came-from.js';
import { complaintIn, hearComplaint, isStranger, meetStranger, type Told } from './complaint.js';
import { dataSummary } from './data-summary.js';
import { type Decision, decideInternal } from './decide.js';
import { applyConsents, applyEffects, type Cause, type SpeakingContext } from './effects.js';
import { type House, hasOpenTicket, loadFacts } from './facts.js';
import { isForgotten } from './forgotten.js';
import {
  answerable,
  answeredAt,
  causeOf,
  granted,
  type Heard,
  isListeningFor,
  NO_CAUSE,
  OPENS_WINDOW,
} from './heard.js';
import type { EventHandler, Handled, Waiting } from './inbox.js';
import { dropRepeated, finishEvents, type InboxEvent, waitingEvents } from './inbox-event.js';
import { type OwnRelease, ownRelease, type ReleaseSource } from './own-release.js';
import { permissionAnswer } from './permission-answer.js';
import {
  type Context,
  changeNumber,
  type Loaded,
  loadPerson,
  type Met,
  meet,
  NobodyError,
  openWindow,
} from './person.js';
import { speakPlainly } from './plain-words.js';
import { type Reading, type ReadingContext, readMessageOf } from './reading.js';
import { takeBackReminders } from './reminders.js';
import { forShutOut, silently } from './shut-out.js';
import { takeSignup } from './signup.js';

export interface TurnOptions {
  now: () => number;
  environment: Context['environment'];
  linked: Linked;
  suppression: Suppression;
  releases: ReleaseSource;
  house: () => House;
  /** The number that answers when an event does not say which. */
  numberId: string;
  /** Looks at what the bot is about to say. */
  scrutiny: Scrutiny;
  /** Somebody stopped: through which channel, and in which event. Not durable yet. */
  onStop?: (source: string, event: InboxEvent) => void;
  /** Somebody complained: from which source of consent we have them. */
  onComplaint?: (source: string) => void;
  /** A flow of the release went wrong; the customer was answered all the same. */
  onBroken?: (error: unknown) => void;
}

/** An unclear opener waits this long for what follows, ms. */
const LISTEN = 4_000;
/** What is older than the window is neither answered nor a grant, ms. */
const WINDOW = 24 * 60 * 60 * 1000;
/** A repeated stop is acknowledged at most once in this time, ms. */
const ACKNOWLEDGE = 24 * 60 * 60 * 1000;
const ACKNOWLEDGED = 'stopAcknowledgedAt';
/** Flows whose questions stand alone: nothing else is asked while one of them waits. */
const GRAVE: ReadonlySet<string> = new Set(['opt-in', 'opt-out', 'preferences', 'data-rights']);

const isStopped = ({ standing }: Loaded, topic: string) =>
  standing.topics.get(topic)?.state === 'unsubscribed';

/**
 * The turn: everything that one person has done since the last one, loaded, decided and committed together.
 * Withdrawals first, the rest in the order of its own time. What throws here writes nothing.
 */
export function turnHandler(options: TurnOptions): EventHandler {
  return (tx, events) => new Turn(tx, options).run(events);
}

class Turn {
  readonly #tx: Tx;
  readonly #o: TurnOptions;
  readonly #context: SpeakingContext;
  #told: Told = {};
  #own: OwnRelease;
  #known: Awaited<ReturnType<typeof listTopics>> | undefined;

  constructor(tx: Tx, options: TurnOptions) {
    this.#tx = tx;
    this.#o = options;
    this.#context = {
      now: options.now(),
      environment: options.environment,
      linked: options.linked,
      scrutiny: options.scrutiny,
      instead: (language) => this.#own.published.release.words.say('fallback:trouble', language).text,
    };
    this.#own = { published: options.releases.current };
  }

  async run(events: InboxEvent[]): Promise<Handled> {
    if (await this.#isForgotten(events)) return {};
    const contact = await this.#meet(events);
    if (contact === null) return {};
    const waiting = await this.#take(contact, events);
    return { waiting, contactId: contact.id };
  }

  async #take(contact: Met, arrived: InboxEvent[]): Promise<Waiting[]> {
    const contactId = contact.id;
    // An opener that waits for what follows is answered together with it.
    const waited = contact.isNew ? [] : await waitingEvents(this.#tx, contactId, arrived);
    const fresh = waited.length > 0 ? await dropRepeated(this.#tx, arrived, waited) : arrived;
    const events = [...waited, ...fresh].toSorted((a, b) => a.at - b.at || a.id - b.id);
    const numberId = events.findLast((event) => event.numberId !== undefined)?.numberId ?? this.#o.numberId;
    for (const event of events) if (event.kind === 'message') await this.#identity(contactId, event);
    const person = await loadPerson(this.#tx, contactId, numberId);
    await this.#begin(person, events);
    for (const event of events) if (event.kind === 'preference') await this.#preference(person, event);
    const heard = await this.#hear(person, events);
    const waiting = this.#listening(person, heard, events);
    if (waiting.length > 0) return waiting;
    await this.#respond(person, heard);
    for (const event of events) if (event.kind === 'internal') await this.#internal(person, event);
    await this.#save(person);
    await finishEvents(this.#tx, waited, contactId);
    return [];
  }

  /** Stops first, with one confirmation for all of them; then what is newer than they are. */
  async #respond(person: Loaded, heard: Heard[]): Promise<void> {
    const stops = heard.filter(({ reading }) => reading.kind === 'stop');
    const answers = answerable(heard, stops);
    // A stop answers what came before it; a complaint among that is taken down all the same.
    for (const one of heard) {
      if (one.reading.kind === 'doubt' && !answers.includes(one)) await this.#mind(person, one, true);
    }
    for (const one of stops) await this.#withdraw(person, one);
    await this.#acknowledge(person, stops);
    for (const one of answers) await this.#answer(person, one);
  }

  async #meet(events: InboxEvent[]): Promise<Met | null> {
    try {
      return await meet(this.#tx, events, this.#context);
    } catch (error) {
      if (error instanceof NobodyError) return null;
      throw error;
    }
  }

  /** Which release this conversation is on, and what of it is over. */
  async #begin(person: Loaded, events: InboxEvent[]): Promise<void> {
    const heard = events.some(({ kind }) => kind === 'message');
    this.#own = await ownRelease(this.#tx, person, this.#o.releases, heard, this.#context.now);
    await applyEffects(this.#tx, person, this.#own.left?.effects ?? [], NO_CAUSE, this.#context);
  }

  /** WhatsApp's own switch, moved by somebody who was erased, is no word to us. */
  async #isForgotten(events: InboxEvent[]): Promise<boolean> {
    const isSwitch = (event: InboxEvent) =>
      event.kind === 'preference' && readPreference(event as WebhookItem).value !== 'signup';
    if (!events.every(isSwitch)) return false;
    return isForgotten(
      this.#tx,
      events.flatMap(({ identities }) => identities),
      this.#o.suppression,
    );
  }

  async #identity(contactId: string, event: InboxEvent): Promise<void> {
    const message = readMessage(event as WebhookItem);
    if (message.type === 'system') await changeNumber(this.#tx, contactId, message, this.#context);
  }

  async #preference(person: Loaded, event: InboxEvent): Promise<void> {
    const { value, signupId } = readPreference(event as WebhookItem);
    if (value === 'signup') return takeSignup(this.#tx, person, event, signupId, this.#context);
    if (value !== 'stop' && value !== 'resume') return;
    await changeConsent(
      this.#tx,
      person.contactId,
      person.standing,
      {
        event: value === 'stop' ? 'PLATFORM_STOP' : 'PLATFORM_RESUME',
        topics: 'all',
        at: event.at,
        source: 'user_preferences',
        actor: 'customer',
        evidence: { event: event.key },
      },
      this.#context,
    );
  }

  async #hear(person: Loaded, events: InboxEvent[]): Promise<Heard[]> {
    const topics = await this.#topics();
    const topicIds = topics.map(({ id }) => id);
    const question = (person.state.stack.at(-1)?.question ?? this.#own.left?.question) !== undefined;
    const { words } = this.#own.published.release;
    const languages = new Map(addedLanguages(words).map((code) => [code, nameOfLanguage(words, code)]));
    const heard: Heard[] = [];
    for (const event of events) {
      if (event.kind !== 'message') continue;
      const message = readMessage(event as WebhookItem);
      const reading = await this.#read(person, message, {
        afterBroadcast: person.afterBroadcast,
        question,
        topicIds,
        topics,
        languages,
        addedKeyword: addedWords(words).keyword,
        paused: stands(person.standing.blocks, 'paused_until', this.#context.now),
      });
      heard.push({ event, message, reading, ...(message.type === 'media' && { file: event.id }) });
      if (!OPENS_WINDOW.has(message.type) || event.standby || message.groupId !== undefined) continue;
      await openWindow(this.#tx, person, message.at);
      await this.#order(person, event, message);
      await this.#reachable(person, message);
      await this.#language(person, message);
    }
    return heard;
  }

  async #read(person: Loaded, message: InboundMessage, context: ReadingContext): Promise<Reading> {
    let reading = readMessageOf(message, context);
    if (reading.kind === 'stop') return reading;
    // "Nggak usah" to a person of ours is about what the two talk about.
    if (reading.kind === 'doubt' && (await hasOpenTicket(this.#tx, person.contactId)))
      reading = readMessageOf(message, { ...context, ticket: true });
    const event = await permissionAnswer(this.#tx, person.contactId, message);
    return event ? { kind: 'answer', flow: 'opt-in', event } : reading;
  }

  /** What they sent is fetched after this turn; of whom staff shut out nobody looks at it. */
  async #order({ contactId, blocked }: Loaded, { id: eventId }: InboxEvent, message: InboundMessage) {
    if (message.type !== 'media' || blocked) return;
    await orderMedia(this.#tx, { eventId, contactId, message }, this.#context.now);
  }

  /** Someone who writes is on WhatsApp. */
  async #reachable(person: Loaded, message: InboundMessage): Promise<void> {
    if (!person.standing.blocks.has('undeliverable')) return;
    const evidence = { message: message.id };
    const act = { topics: [], at: message.at, source: 'text', actor: 'customer', evidence } as const;
    await changeConsent(
      this.#tx,
      person.contactId,
      person.standing,
      { ...act, event: 'REACHABLE' },
      this.#context,
    );
  }

  /** The language of their first clear words, until they choose one. */
  async #language(person: Loaded, message: InboundMessage): Promise<void> {
    if (person.knownLanguage !== null || message.type !== 'text') return;
    const { keyword, vocabulary } = addedWords(this.#own.published.release.words);
    const text = message.text ?? '';
    const language = keyword(text)?.language ?? detectLanguage(text, vocabulary);
    if (language === undefined) return;
    await applyEffects(this.#tx, person, [{ type: 'setLanguage', language }], NO_CAUSE, this.#context);
  }

  /** "P", "kak", "mau tanya": what they want comes in a moment, and all is answered in one bubble. */
  #listening(person: Loaded, heard: Heard[], events: InboxEvent[]): { id: number; until: number }[] {
    if (heard.length !== events.length || person.state.stack.at(-1)?.question !== undefined) return [];
    const until = Math.min(...events.map((event) => event.receivedAt)) + LISTEN;
    if (!heard.every(isListeningFor) || this.#context.now >= until) return [];
    return events.map(({ id }) => ({ id, until }));
  }

  /** The stop itself: no flow, no word and no state of the conversation can change it (promises P2, P7). */
  async #withdraw(person: Loaded, one: Heard): Promise<void> {
    const { reading } = one;
    if (reading.kind !== 'stop') return;
    reading.topics ??= await this.#topicsMeant(reading.understanding.scope?.topicWords);
    const topics = reading.topics ?? 'all';
    const cause = causeOf(one);
    this.#o.onStop?.(cause.source, one.event);
    const held = person.standing.blocks.has('withdrawn_all');
    reading.repeated = topics === 'all' ? held : topics.every((topic) => isStopped(person, topic));
    await changeConsent(
      this.#tx,
      person.contactId,
      person.standing,
      {
        event: 'WITHDRAW',
        topics,
        at: cause.at,
        source: cause.source,
        actor: 'customer',
        evidence: cause.evidence,
      },
      this.#context,
    );
    await this.#closeQuestions(person, topics);
    if (topics === 'all') await takeBackReminders(this.#tx, person.contactId, this.#context.now);
    await this.#mind(person, one, held);
  }

  async #closeQuestions(person: Loaded, topics: readonly string[] | 'all'): Promise<void> {
    const { state, effects } = withoutQuestions(person.state, topics);
    person.state = state;
    await applyEffects(this.#tx, person, effects, NO_CAUSE, this.#context);
  }

  /** Takes a complaint down, and forgets whom this phone belonged to when it is somebody else's. */
  async #mind(person: Loaded, one: Heard, held: boolean): Promise<void> {
    const { onComplaint } = this.#o;
    const { words } = this.#own.published.release;
    this.#told = await hearComplaint(this.#tx, person, one, held, { words, onComplaint }, this.#context);
    if (isStranger(one)) await meetStranger(this.#tx, person, one, this.#context);
  }

  /** The topics that the words name; null, all of them, when they name none that we know. */
  async #topicsMeant(words: readonly string[] | undefined): Promise<string[] | null> {
    const named = words ? topicsNamed(words, await this.#topics()) : [];
    return named.length > 0 ? named : null;
  }

  /** One confirmation for all that was said in this turn, and for a repeated stop one a day. */
  async #acknowledge(person: Loaded, stops: Heard[]): Promise<void> {
    const last = stops.at(-1);
    if (!last || last.event.standby || last.message.groupId !== undefined || this.#isStale(last.message))
      return;
    const before = person.state.memory[ACKNOWLEDGED];
    const repeated = stops.every(({ reading }) => reading.kind === 'stop' && reading.repeated);
    if (repeated && typeof before === 'number' && this.#context.now - before < ACKNOWLEDGE) return;
    const { now } = this.#context;
    const decision = await this.#decide(person, last.reading);
    person.state = { ...decision.state, memory: { ...decision.state.memory, [ACKNOWLEDGED]: now } };
    const cause = { ...causeOf(last), basis: { kind: 'confirmation', at: last.message.at } as const };
    await applyEffects(this.#tx, person, decision.effects, cause, this.#context);
  }

  async #answer(person: Loaded, one: Heard): Promise<void> {
    const { event, message, reading } = one;
    const silent = event.standby || message.groupId !== undefined || this.#isStale(message);
    const { blocks } = person.standing;
    const held = blocks.has('withdrawn_all') || blocks.has('suspended');
    // Also after a stop: a yes from between the two may still be on its way.
    if (reading.kind === 'doubt') await this.#suspend(person, one);
    // Asked once: somebody who has stopped, or whose doubt stands already, is not asked again.
    if (reading.kind === 'doubt' && held && complaintIn(one) === undefined) return;
    if (reading.kind === 'doubt' || isStranger(one)) await this.#mind(person, one, held);
    if (silent) return;
    const asked = await cameFrom(this.#tx, one, await this.#topics(), this.#context.now);
    const all = await this.#decide(person, asked.reading);
    const decision = person.blocked ? forShutOut(all, person.state, asked.reading) : all;
    if (decision === null) return;
    const basis = { kind: 'reply', at: answeredAt(one, person.standing) } as const;
    const cause = { ...causeOf(asked), basis };
    if (await applyConsents(this.#tx, person, granted(decision.effects, message), cause, this.#context)) {
      person.state = decision.state;
      return applyEffects(this.#tx, person, decision.effects, cause, this.#context);
    }
    // Their yes came too late, or to a question that a stop has overtaken: it is asked again, not thanked for.
    const again = await this.#ask(person, decision.state);
    await applyConsents(this.#tx, person, again.effects, cause, this.#context);
    person.state = again.state;
    await applyEffects(this.#tx, person, again.effects, cause, this.#context);
  }

  /** Perhaps a stop: held at once, whatever the flow then asks. */
  async #suspend(person: Loaded, one: Heard): Promise<void> {
    const { at, source, evidence } = causeOf(one);
    const act = { event: 'SUSPEND', topics: 'all', at, source, actor: 'customer', evidence } as const;
    await changeConsent(this.#tx, person.contactId, person.standing, act, this.#context);
  }

  async #internal(person: Loaded, event: InboxEvent): Promise<void> {
    const payload = event.payload as Extract<FlowEvent, { type: 'timer' | 'ticket.closed' }>;
    const flowEvent = event.field === 'ticket.closed' ? ({ type: 'ticket.closed' } as const) : payload;
    const toRate = event.field === 'ticket.closed' ? await this.#toRate(person, event) : undefined;
    const decided = await this.#decideInternal(person, flowEvent, toRate);
    const decision = person.blocked ? { ...decided, effects: silently(decided.effects) } : decided;
    if (toRate !== undefined && decision.effects.some(asks)) await markAsked(this.#tx, toRate, event.at);
    person.state = decision.state;
    const basis = { kind: 'reply', at: person.lastInboundAt ?? 0 } as const;
    const cause: Cause = { at: event.at, source: 'system', evidence: {}, basis };
    await applyConsents(this.#tx, person, decision.effects, cause, this.#context);
    await applyEffects(this.#tx, person, decision.effects, cause, this.#context);
  }

  async #decide(person: Loaded, reading: Reading): Promise<Decision> {
    const facts = await this.#facts(person);
    const told = asksForData(reading)
      ? await dataSummary(this.#tx, person.contactId, ownOf(person.language), this.#context.now)
      : {};
    const answering = {
      release: this.#own.published.release,
      facts: { ...facts, person: { ...facts.person, ...told } },
      left: this.#own.left?.question,
      onBroken: this.#broken,
    };
    return answerWith(answering, person.state, reading);
  }

  /** The ticket that was closed, when they may be asked how it was: never beside a question of consent or of rights. */
  async #toRate(person: Loaded, event: InboxEvent): Promise<string | undefined> {
    const { ticketId } = event.payload as { ticketId: string };
    const grave = person.state.stack.some(({ flow, question }) => GRAVE.has(flow) && question !== undefined);
    const { contactId, standing } = person;
    if (person.blocked || grave || (await hasOpenTicket(this.#tx, contactId))) return undefined;
    const may = await mayBeRated(this.#tx, { contactId, ticketId }, standing, this.#context.now);
    return may ? ticketId : undefined;
  }

  async #decideInternal(
    person: Loaded,
    event: Parameters<typeof decideInternal>[2],
    toRate: string | undefined,
  ): Promise<Decision> {
    const known = await this.#facts(person);
    // Meta takes a question of ours only while the reply window is open.
    const facts = toRate !== undefined && known.windowOpen ? { ...known, toRate } : known;
    try {
      return decideInternal(this.#own.published.release, person.state, event, facts);
    } catch (error) {
      this.#broken(error);
      return speakPlainly(undefined, person.state, person.language);
    }
  }

  async #ask(person: Loaded, state: ConversationState): Promise<Decision> {
    const facts = await this.#facts(person);
    try {
      return begin(this.#own.published.release, 'opt-in', state, facts);
    } catch (error) {
      this.#broken(error);
      return speakPlainly('trouble', state, person.language);
    }
  }

  readonly #broken = (error: unknown) => this.#o.onBroken?.(error);

  async #facts(person: Loaded) {
    const { lookup, isCurrent } = this.#own.published.faq;
    const house = { ...this.#o.house(), faq: lookup, isCurrent };
    const known = await loadFacts(this.#tx, house, person, await this.#topics(), this.#context.now);
    return { ...known, ...this.#told };
  }

  async #topics() {
    this.#known ??= await listTopics(this.#tx);
    return this.#known;
  }

  #isStale(message: InboundMessage): boolean {
    return this.#context.now - message.at > WINDOW;
  }

  async #save(person: Loaded): Promise<void> {
    await saveConversation(
      this.#tx,
      person.contactId,
      person.numberId,
      this.#own.published.release.id,
      JSON.stringify(person.state),
      this.#context.now,
    );
  }
}

const asks = (effect: Effect) => effect.type === 'send' && effect.question !== undefined;

/** Only the summary of their data tells what is too long to look up in every turn. */
function asksForData(reading: Reading): boolean {
  if (reading.kind === 'wish') return reading.flow === 'data-rights';
  return reading.kind === 'tap' && reading.id.startsWith('data-rights');
}

const saveConversation = prepared(
  (db, contactId: string, numberId: string, release: string, state: string, now: number) => {
    const values = { number_id: numberId, release, state, updated_at: now };
    return db
      .insertInto('conversation')
      .values({ contact_id: contactId, ...values })
      .onConflict((conflict) => conflict.column('contact_id').doUpdateSet(values));
  },
);
