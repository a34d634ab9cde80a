import { takeBackQuestions } from '../broadcast/ask-once.js';
import { type ConsentAct, type ConsentChange, changeConsent } from '../consent/index.js';
import { openRightsRequest, type Right, recordRightsRequest } from '../consent/rights-requests.js';
import { rememberWording } from '../consent/wording.js';
import { changeContact } from '../contacts/change.js';
import type { Scrutiny } from '../facts/scrutiny.js';
import { textsOf } from '../facts/texts.js';
import type { ConsentEffect, Effect, SendEffect, Shown } from '../flows/index.js';
import type { Basis } from '../gate/gate.js';
import {
  agreeToLater,
  closeOpenTicketOf,
  openTicket,
  rateTicket,
  takeTransferProof,
} from '../handoff/index.js';
import { knownTo } from '../outbox/content-check.js';
import { ALWAYS, enqueue } from '../outbox/enqueue.js';
import { prepared, type Tx } from '../store/index.js';
import { ERASE_TIMER } from './erasure.js';
import { noteFaq, noteHandover } from './faq-notes.js';
import type { Context, Loaded } from './person.js';
import { remind } from './reminders.js';
import { withRightsOnly } from './without-rights.js';

/** What the effects answer: whose act it was, when, and what proves it. */
export interface Cause {
  /** The act's own time, ms. */
  at: number;
  source: ConsentAct['source'];
  evidence: ConsentAct['evidence'];
  basis: Basis;
  /** The event whose message carried a file. */
  file?: number;
  /** Hash of what they had agreed to elsewhere when they asked: their request points to that. */
  wording?: string;
}

/** What speaking needs beside what a turn knows. */
export interface SpeakingContext extends Context {
  scrutiny: Scrutiny;
  /** What is said in place of words that may not leave. */
  instead: (language: SendEffect['language']) => string;
}

/** Our words on consent and on rights always leave: no list of facts may stand between people and those. */
const ALWAYS_SAID = /^(?:consent|rights):/;
const DAY = 24 * 60 * 60 * 1000;
/** The goodbye of an erasure is sent first; then the person's data goes. */
const ERASE_DELAY = 30 * 1000;

/**
 * Writes what a decision wants, in the turn's transaction. Flows ask, the consent machine decides: returns
 * false when it did not accept a yes, so that the caller asks anew instead of saying thank you.
 */
export async function applyConsents(
  tx: Tx,
  person: Loaded,
  effects: readonly Effect[],
  cause: Cause,
  context: Context,
): Promise<boolean> {
  let accepted = true;
  for (const effect of effects) {
    if (effect.type !== 'consent') continue;
    const shown = effect.event === 'REQUEST' ? (questionOf(effects, effect) ?? effect.shown) : effect.shown;
    if (effect.event === 'CONFIRM') await askForLapsed(tx, person, effect, cause, context);
    const changes = await applyConsent(tx, person, { ...effect, ...(shown && { shown }) }, cause, context);
    if (effect.event === 'CONFIRM' && !isSubscribed(person, effect.topics, changes)) accepted = false;
  }
  return accepted;
}

/**
 * A yes under the message that asked again asks for the topic and agrees to it in one: the consent had lapsed
 * when we asked, and the message named exactly what it is about.
 */
async function askForLapsed(
  tx: Tx,
  person: Loaded,
  effect: ConsentEffect,
  cause: Cause,
  context: Context,
): Promise<void> {
  if (effect.shown?.topicVersion === undefined || effect.topics === 'all') return;
  const topics = effect.topics.filter((topic) => person.standing.topics.get(topic)?.state === 'lapsed');
  if (topics.length > 0)
    await applyConsent(tx, person, { ...effect, event: 'REQUEST', topics }, cause, context);
}

/** What a request is made in: the question that goes out in the same turn. */
function questionOf(effects: readonly Effect[], { topics }: ConsentEffect): Shown | undefined {
  const asks = (effect: Effect): effect is SendEffect =>
    effect.type === 'send' && effect.topics !== undefined && effect.topics.join() === topics.toString();
  const question = effects.find(asks);
  if (!question || !('body' in question.content) || typeof question.content.body !== 'string')
    return undefined;
  const { wording, language, content } = question;
  return {
    wording,
    language,
    body: String(content.body),
    ...(question.topics && { topics: question.topics }),
  };
}

async function applyConsent(
  tx: Tx,
  person: Loaded,
  effect: ConsentEffect,
  cause: Cause,
  context: Context,
): Promise<ConsentChange[]> {
  const { shown } = effect;
  const wording =
    (effect.event === 'REQUEST' && cause.wording) || (await remember(tx, person, shown, context));
  const act: ConsentAct = {
    event: effect.event,
    topics: effect.topics,
    at: cause.at,
    source: cause.source,
    actor: 'customer',
    evidence: { ...cause.evidence, ...(shown?.choice !== undefined && { choice: shown.choice }) },
    ...(wording !== undefined && { wording }),
    ...(shown?.topicVersion !== undefined && { topicVersion: shown.topicVersion }),
    ...(effect.event === 'PAUSE' && { until: cause.at + (effect.days ?? 30) * DAY }),
  };
  if (effect.event === 'REQUEST' && effect.topics !== 'all')
    await takeBackQuestions(tx, person.contactId, effect.topics, context.now);
  return changeConsent(tx, person.contactId, person.standing, act, context);
}

function remember(tx: Tx, person: Loaded, shown: Shown | undefined, context: Context) {
  if (!shown) return undefined;
  return rememberWording(
    tx,
    {
      key: shown.wording,
      language: shown.language,
      text: shown.body,
      topics: shown.topics ?? [],
      // Only a question of our own flows about topics holds nothing of the person.
      ...((!shown.topics || shown.wording.startsWith('template:')) && { contactId: person.contactId }),
    },
    context.now,
  );
}

/** A yes to what they already have is no refusal. */
function isSubscribed(person: Loaded, topics: string[] | 'all', changes: ConsentChange[]): boolean {
  const named = topics === 'all' ? changes.flatMap(({ topic }) => topic ?? []) : topics;
  return named.every((topic) => person.standing.topics.get(topic)?.state === 'subscribed');
}

/** Writes everything but the consents. */
export async function applyEffects(
  tx: Tx,
  person: Loaded,
  effects: readonly Effect[],
  cause: Cause,
  context: SpeakingContext,
): Promise<void> {
  for (const effect of effects) await applyEffect(tx, person, effect, cause, context);
}

async function applyEffect(
  tx: Tx,
  person: Loaded,
  effect: Effect,
  cause: Cause,
  context: SpeakingContext,
): Promise<void> {
  const { contactId, numberId } = person;
  switch (effect.type) {
    case 'consent':
      return;
    case 'send':
      return send(tx, person, effect, cause, context);
    case 'openTicket': {
      const { ticketId } = await openTicket(
        tx,
        { contactId, numberId, reason: effect.reason ?? null, team: effect.team ?? null },
        context.now,
      );
      await noteHandover(tx, contactId, context.now);
      if (effect.answerLater) {
        const { body: question } = effect.answerLater;
        await agreeToLater(tx, { ticketId, question }, cause.at);
      }
      return;
    }
    case 'closeTicket':
      // The flow itself closes it: it need not be told.
      return closeOpenTicketOf(tx, contactId, context.now, { tellFlow: false });
    case 'rateTicket':
      return rateTicket(tx, { contactId, ticketId: effect.ticket, rating: effect.rating }, context.now);
    case 'takeTransferProof':
      if (cause.file !== undefined)
        await takeTransferProof(tx, { contactId, eventId: cause.file, amount: effect.amount }, context.now);
      return;
    case 'setLanguage':
      person.language = effect.language;
      person.knownLanguage = effect.language;
      await changeContact(tx, contactId, { language: effect.language }, context.now);
      return;
    case 'label':
      return addLabel(tx, contactId, effect.label, context.now);
    case 'remember': {
      const value = Array.isArray(effect.value) ? effect.value.join(', ') : effect.value;
      await changeContact(tx, contactId, { attributes: { [effect.key]: value } }, context.now);
      return;
    }
    case 'notify':
      await tx
        .insertInto('account_event')
        .values({
          at: context.now,
          kind: 'NOTICE',
          detail: JSON.stringify({ message: effect.message, contactId }),
        })
        .execute();
      return;
    case 'remind':
      return remind(tx, person, effect, cause, context);
    case 'exportData':
      return ask(tx, person, 'access', cause);
    case 'eraseData':
      await ask(tx, person, 'erasure', cause);
      return setTimer(tx, contactId, ERASE_TIMER, context.now + ERASE_DELAY);
    case 'correctData':
      return correct(tx, person, effect, cause, context);
    case 'setTimer':
      return setTimer(tx, contactId, effect.id, context.now + effect.delay);
    case 'noteFaq':
      return noteFaq(tx, contactId, effect.note, context.now);
    case 'cancelTimer':
      await deleteTimer(tx, contactId, effect.id);
  }
}

const deleteTimer = prepared((db, contactId: string, name: string) =>
  db.deleteFrom('timer').where('contact_id', '=', contactId).where('name', '=', name),
);
const upsertTimer = prepared((db, contactId: string, name: string, dueAt: number, event: string) =>
  db
    .insertInto('timer')
    .values({ contact_id: contactId, name, due_at: dueAt, event })
    .onConflict((conflict) => conflict.columns(['contact_id', 'name']).doUpdateSet({ due_at: dueAt, event })),
);

async function send(
  tx: Tx,
  person: Loaded,
  effect: SendEffect,
  cause: Cause,
  context: SpeakingContext,
): Promise<void> {
  const { now, scrutiny } = context;
  const always = ALWAYS_SAID.test(effect.wording) || cause.basis.kind === 'confirmation';
  const said = always ? effect.content : await leaving(tx, person, effect, cause, context);
  const content = await withRightsOnly(tx, said, effect.wording, now);
  if (!content) return;
  const body = 'body' in content && typeof content.body === 'string' ? content.body : null;
  const wording =
    effect.topics !== undefined && body !== null
      ? await rememberWording(
          tx,
          { key: effect.wording, language: effect.language, text: body, topics: effect.topics },
          now,
        )
      : null;
  await enqueue(
    tx,
    {
      contactId: person.contactId,
      numberId: person.numberId,
      purpose: 'service',
      basis: cause.basis,
      content,
      wording,
      // A reply that the window no longer allows is refused by Meta; before that it is merely late.
      expiresAt: cause.at + DAY,
      sound: always ? ALWAYS : scrutiny.version(),
    },
    now,
  );
}

/** The content if its words may leave; else an honest sentence, and staff hear which words were held back. */
async function leaving(
  tx: Tx,
  person: Loaded,
  { content, wording, language }: SendEffect,
  { basis }: Cause,
  { now, scrutiny, instead }: SpeakingContext,
): Promise<SendEffect['content']> {
  const known = person.phone === null ? [] : knownTo(basis, [{ kind: 'phone', value: person.phone }]);
  const texts = textsOf(content);
  const objection = scrutiny.against(texts) && scrutiny.against(texts, known);
  if (!objection) return content;
  const detail = JSON.stringify({ message: 'content_blocked', wording, objection: objection.code });
  await tx.insertInto('account_event').values({ at: now, kind: 'NOTICE', detail }).execute();
  return { type: 'text', body: instead(language) };
}

/** Corrects what they have confirmed, old and new on record (UU PDP Pasal 6); the rest waits for a person. */
async function correct(
  tx: Tx,
  person: Loaded,
  { field, value }: Extract<Effect, { type: 'correctData' }>,
  { source, at }: Cause,
  { now }: Context,
): Promise<void> {
  const { contactId } = person;
  const asked = { contactId, kind: 'correction', source, actor: 'customer', at } as const;
  if (field === 'other' || value === undefined) {
    const detail = { field, ...(value !== undefined && { note: value }) };
    await openRightsRequest(tx, { ...asked, detail });
    return;
  }
  const before = field === 'name' ? person.name : person.knownLanguage;
  if (field === 'name') person.name = value;
  await changeContact(tx, contactId, { [field]: value }, now);
  await recordRightsRequest(tx, { ...asked, detail: { field, before, after: value } }, now);
}

/** Enters what they ask for by right; the register is what the copy is sent from. */
async function ask(tx: Tx, { contactId }: Loaded, kind: Right, { source, at }: Cause): Promise<void> {
  await openRightsRequest(tx, { contactId, kind, source, actor: 'customer', at });
}

async function setTimer(tx: Tx, contactId: string, name: string, dueAt: number): Promise<void> {
  await upsertTimer(tx, contactId, name, dueAt, JSON.stringify({ type: 'timer', id: name }));
}

async function addLabel(tx: Tx, contactId: string, label: string, now: number): Promise<void> {
  const row = await tx
    .selectFrom('contact')
    .select('labels')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const labels = JSON.parse(row.labels) as string[];
  if (!labels.includes(label)) await changeContact(tx, contactId, { labels: [...labels, label] }, now);
}
