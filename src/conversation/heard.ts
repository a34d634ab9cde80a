import type { Blocks } from '../consent/blocks.js';
import type { ConsentAct } from '../consent/index.js';
import type { TopicStanding } from '../consent/standing.js';
import type { Effect } from '../flows/index.js';
import type { SubscribeLink } from '../subscribe/links.js';
import { keyword } from '../understanding/index.js';
import type { InboundMessage } from '../whatsapp/inbound.js';
import type { Cause } from './effects.js';
import type { InboxEvent } from './inbox-event.js';
import { isCloser, isOpener } from './openers.js';
import type { Reading } from './reading.js';

/** One message of the turn, read. */
export interface Heard {
  event: InboxEvent;
  message: InboundMessage;
  reading: Reading;
  /** The event whose message carried a file. */
  file?: number;
  /** They came by it. */
  link?: SubscribeLink;
}

/** What of somebody's standing says when they stopped. */
export interface StopsKnown {
  topics: ReadonlyMap<string, Pick<TopicStanding, 'state' | 'since'>>;
  blocks: Blocks;
}

/** What the customer wrote or sent; reactions, edits and notices of the system do not open the window. */
export const OPENS_WINDOW: ReadonlySet<InboundMessage['type']> = new Set([
  'text',
  'button',
  'choice',
  'form',
  'media',
  'location',
  'contacts',
  'order',
  'unsupported',
] as const);

/** Effects of our own, without an act of anybody's. */
export const NO_CAUSE: Cause = { at: 0, source: 'system', evidence: {}, basis: { kind: 'reply', at: 0 } };

export const isListeningFor = ({ reading }: Heard) => reading.kind === 'say' && isOpener(reading.text);

/**
 * What is to be answered, oldest first: nothing that came before a stop; no greeting beside the question it opens;
 * several lines of plain words as one.
 */
export function answerable(heard: readonly Heard[], stops: readonly Heard[]): Heard[] {
  const newer = heard.filter(
    (one) => one.reading.kind !== 'stop' && stops.every((stop) => follows(one, stop)),
  );
  const matters = newer.filter(({ reading }) => !isCourtesy(reading));
  return matters.length > 0 ? joinWords(matters) : joinWords(newer);
}

/** WhatsApp's clock has seconds: of two in the same one, that which reached us later. */
function follows(one: Heard, other: Heard): boolean {
  const later = second(one.message.at) - second(other.message.at);
  return later > 0 || (later === 0 && one.event.id > other.event.id);
}

function isCourtesy(reading: Reading): boolean {
  return (
    reading.kind === 'nothing' ||
    (reading.kind === 'say' && (isOpener(reading.text) || isCloser(reading.text)))
  );
}

function joinWords(heard: readonly Heard[]): Heard[] {
  const joined: Heard[] = [];
  for (const one of heard) {
    const last = joined.at(-1);
    if (last?.reading.kind === 'say' && one.reading.kind === 'say') {
      const text = `${last.reading.text}\n${one.reading.text}`;
      const forwarded = last.reading.forwarded || one.reading.forwarded;
      const media = last.reading.media ?? one.reading.media;
      const file = last.file ?? one.file;
      joined[joined.length - 1] = {
        ...one,
        reading: { kind: 'say', text, forwarded, ...(media !== undefined && { media }) },
        ...(file !== undefined && { file }),
      };
    } else joined.push(one);
  }
  return joined;
}

/**
 * When they wrote what is answered now, ms: behind each stop of the same second, since that was heard before. The
 * gate then sees an answer to a newer message (design §5, service).
 */
export function answeredAt({ message }: Heard, { topics, blocks }: StopsKnown): number {
  const all = blocks.get('withdrawn_all');
  const stops = [...topics.values()].filter(({ state }) => state === 'unsubscribed');
  const before = [...stops, ...(all ? [all] : [])].map(({ since }) => since);
  return Math.max(
    message.at,
    ...before.filter((at) => second(at) === second(message.at)).map((at) => at + 1),
  );
}

/** Whose act it was and what proves it. The reply answers this message. */
export function causeOf({ event, message, reading, link, file }: Heard): Cause {
  return {
    at: message.at,
    source: link?.channel ?? sourceOf(reading),
    evidence: {
      event: event.key,
      ...(message.id !== '' && { message: message.id }),
      ...(message.contextId !== undefined && { answered: message.contextId }),
      ...(message.text !== undefined && { said: message.text }),
      ...(message.standby && { standby: true }),
      ...(link && { reference: link.ref, source: link.source }),
    },
    ...(link?.wording != null && { wording: link.wording }),
    basis: { kind: 'reply', at: message.at },
    ...(file !== undefined && { file }),
  };
}

function sourceOf(reading: Reading): ConsentAct['source'] {
  if (reading.kind === 'tap' || reading.kind === 'answer') return 'button';
  if (reading.kind === 'stop' && keyword(reading.text) === 'stop') return 'keyword';
  if (reading.kind === 'wish' && reading.urgent) return 'keyword';
  return 'text';
}

/** A forwarded message is somebody else's words: never a request, never a yes. */
export function granted(effects: readonly Effect[], message: InboundMessage): Effect[] {
  if (!message.forwarded) return [...effects];
  return effects.filter(
    (effect) =>
      effect.type !== 'consent' || !['REQUEST', 'CONFIRM', 'CLEAR', 'UNPAUSE'].includes(effect.event),
  );
}

const second = (ms: number) => Math.floor(ms / 1000);
