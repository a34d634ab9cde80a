import { sql } from 'kysely';
import { stands } from '../consent/blocks.js';
import type { Standing } from '../consent/standing.js';
import { maskedPhone } from '../flows/forms.js';
import type { Facts, FaqLookup, FlowTopic, Language, Spoken } from '../flows/index.js';
import {
  closedLately,
  honest,
  nextPlace,
  type Office,
  queuePlace,
  type ToAPerson,
} from '../handoff/index.js';
import { prepared, type Tx } from '../store/index.js';

/** What every turn shares: the organisation, its rules, the FAQ. Changed by staff only. */
export interface House {
  org: Omit<Facts['org'], 'hours'>;
  /** The hours in words, other ones in Ramadan. */
  hours: (now: number) => NonNullable<Facts['org']['hours']>;
  timezone: string;
  /** Its day there, as `2026-12-31`. */
  today: (now: number) => string;
  policy: Facts['policy'];
  /** For how long after closing what the bot does not understand brings a ticket back, ms. */
  reopenWithin: number;
  toAPerson: ToAPerson;
  office: (now: number) => Office;
  faq: (text: string, language: Language, day: string) => FaqLookup;
  isCurrent: (entry: string, day: string) => boolean;
  /** What a reference to a fact reads. */
  fact?: Facts['fact'];
}

/** The contact, as the turn has loaded it. */
export interface Person {
  contactId: string;
  numberId: string;
  name: string | null;
  zone: string | null;
  language: Spoken;
  standing: Standing;
  lastInboundAt: number | null;
  phone: string | null;
}

const DAY = 24 * 60 * 60 * 1000;

/** Everything a turn of the flows may know, read in its own transaction. */
export async function loadFacts(
  tx: Tx,
  house: House,
  person: Person,
  topics: readonly FlowTopic[],
  now: number,
): Promise<Facts> {
  const { standing } = person;
  const ticket = await queuePlaceOfOpen(tx, person.contactId);
  const office = house.office(now);
  const lately = !ticket && (await closedLately(tx, person.contactId, now - house.reopenWithin));
  return {
    now,
    timezone: person.zone ?? house.timezone,
    language: person.language,
    org: { ...house.org, hours: house.hours(now) },
    topics,
    consents: Object.fromEntries([...standing.topics].map(([id, topic]) => [id, topic.state])),
    // Who is held gets nothing either: asked to subscribe, they are asked, and their yes lifts the hold.
    withdrawnAll: standing.blocks.has('withdrawn_all') || standing.blocks.has('suspended'),
    ...(stands(standing.blocks, 'paused_until', now) && {
      pausedUntil: standing.blocks.get('paused_until')?.until ?? now,
    }),
    windowOpen: person.lastInboundAt !== null && now - person.lastInboundAt < DAY,
    office,
    ...(ticket && { ticket: honest(ticket, office, now) }),
    ...(lately && { closedLately: true }),
    queue: honest(await nextPlace(tx), office, now),
    policy: house.policy,
    person: about(person),
    ...faqOn(house, now),
    ...(house.fact && { fact: house.fact }),
    toAPerson: house.toAPerson,
  };
}

/** The FAQ as it is on the organisation's day. */
export function faqOn(house: House, now: number): Pick<Facts, 'faq' | 'isCurrent'> {
  return {
    faq: (text, language) => house.faq(text, language, house.today(now)),
    isCurrent: (entry) => house.isCurrent(entry, house.today(now)),
  };
}

/** The state stands in the text: only so does SQLite take the index of open tickets. */
const openTicketOf = prepared((db, contactId: string) =>
  db
    .selectFrom('ticket')
    .select('id')
    .where('contact_id', '=', contactId)
    .where(sql<boolean>`state = 'open'`),
);

export async function hasOpenTicket(tx: Tx, contactId: string): Promise<boolean> {
  return (await openTicketOf(tx, contactId)).length > 0;
}

async function queuePlaceOfOpen(tx: Tx, contactId: string): Promise<Facts['ticket'] | undefined> {
  const [open] = await openTicketOf(tx, contactId);
  if (!open) return undefined;
  return (await queuePlace(tx, contactId)) ?? { position: 1 };
}

/** What the customer may be told about themselves. */
function about(person: Person): NonNullable<Facts['person']> {
  const since = Math.min(
    ...[...person.standing.topics.values()]
      .filter(({ state }) => state === 'subscribed')
      .map(({ since }) => since),
  );
  return {
    ...(person.name !== null && { name: person.name }),
    ...(person.phone !== null && { maskedPhone: maskedPhone(person.phone) }),
    ...(Number.isFinite(since) && { since, source: 'WhatsApp' }),
  };
}
