import type { AccountFacts } from '../account/machine.js';
import type { Block, BlockKind } from '../consent/blocks.js';
import type { Environment } from '../consent/evidence.js';
import type { ConsentState } from '../consent/machine.js';
import { isDrill } from '../contacts/drill.js';
import { marketingArrives } from '../gate/country.js';
import type { FrequencyCap, GateFacts } from '../gate/gate.js';
import type { Store } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { isDoubt, withDoubts } from './doubts.js';
import {
  blocksOf,
  consentsOf,
  contactsOf,
  heldOf,
  identitiesOf,
  lastStopsOf,
  liveTopics,
  openTicketsOf,
  recentMarketingOf,
  templatesNamed,
  windowsOf,
} from './fact-statements.js';
import type { OutboxRow } from './row.js';
import { DAY } from './settle.js';

/** What the gate needs to know of one message, and whom it goes to. */
export interface RowFacts {
  facts: GateFacts;
  consentVersion: number | null;
  /** Every name of theirs, also those they have left: a stop counts under any. */
  identities: Identity[];
  /** The names under which they can be reached now. */
  to: Identity[];
  contact: { id: string; name: string | null; attributes: string; language: string | null };
}

export interface FactSources {
  environment: Environment;
  timezone: string;
  cap: FrequencyCap | null;
  quietUntil: (now: number, zone: string) => number | null;
  account: (now: number) => AccountFacts;
  /** When the portfolio's budget has room for this person beside the others of the round; null: now. */
  tierFreeAt: (contactId: string, now: number, others?: ReadonlySet<string>) => number | null;
}

/** Reads, set by set, all that the decisions on these messages rest on: eight statements however many they are. */
export async function readFacts(
  read: Store['read'],
  rows: readonly Omit<OutboxRow, 'sound' | 'paper'>[],
  templates: ReadonlyMap<number, { name: string; language: string }>,
  sources: FactSources,
  now: number,
): Promise<Map<number, RowFacts>> {
  const ids = JSON.stringify([...new Set(rows.map((row) => row.contactId))]);
  const contacts = group(await contactsOf(read, ids), (row) => row.id);
  const identities = group(await identitiesOf(read, ids), ofContact);
  const consents = group(await consentsOf(read, ids), ofContact);
  const blocks = group(await blocksOf(read, ids), ofContact);
  const windows = group(await windowsOf(read, ids), ofContact);
  const holds = await heldOf(read, ids);
  const held = new Set(holds.filter((hold) => !isDoubt(hold)).map(ofContact));
  const doubts = holds.filter(isDoubt);
  const tickets = new Set((await openTicketsOf(read, ids)).map(ofContact));
  const onAYes = rows.filter(({ basis }) => basis?.kind === 'asked_for' && basis.at !== undefined);
  const yesOf = JSON.stringify([...new Set(onAYes.map((row) => row.contactId))]);
  const stops = new Map(
    (onAYes.length === 0 ? [] : await lastStopsOf(read, yesOf)).map((row) => [row.contact_id, row.at]),
  );
  const live = await liveTopics(read);
  const topics = new Set(live.map((row) => row.id));
  const promises = promisesOf(live);
  const longest = Math.max(sources.cap?.period ?? 0, ...[...promises.values()].map(({ period }) => period));
  const recent =
    longest === 0 ? new Map() : group(await recentMarketingOf(read, ids, now - longest), ofContact);
  const names = [...new Set([...templates.values()].map((template) => template.name))];
  const known = names.length === 0 ? [] : await templatesNamed(read, JSON.stringify(names));
  const account = sources.account(now);
  const found = new Map<number, RowFacts>();
  for (const row of rows) {
    const contact = contacts.get(row.contactId)?.[0];
    const consent = consents.get(row.contactId)?.find((one) => one.topic === row.topic);
    const template = templates.get(row.id);
    const sent: Sent[] | undefined = recent.get(row.contactId);
    const named = identities.get(row.contactId) ?? [];
    const theirs = named.map(nameOf);
    const to = named
      .filter((one) => one.superseded_at === null)
      .map(nameOf)
      .filter((one) => !isDrill([one]));
    found.set(row.id, {
      identities: theirs,
      to,
      consentVersion: consent?.version ?? null,
      contact: {
        id: row.contactId,
        name: contact?.name ?? null,
        attributes: contact?.attributes ?? '{}',
        language: contact?.language ?? null,
      },
      facts: {
        environment: sources.environment,
        topicKnown: row.topic !== null && topics.has(row.topic),
        consent: consent
          ? {
              state: consent.state as ConsentState,
              since: consent.since,
              asked: consent.asked,
              environment: consent.environment as Environment,
            }
          : null,
        blocks: withDoubts(
          blocksFrom(contact?.blocked_at, blocks.get(row.contactId)),
          doubts.filter((hold) => hold.contact_id === row.contactId),
        ),
        held: held.has(row.contactId),
        lastInboundAt:
          windows.get(row.contactId)?.find((window) => window.number_id === row.numberId)?.last_inbound_at ??
          null,
        lastStop: stops.get(row.contactId) ?? null,
        ticketOpen: tickets.has(row.contactId),
        template: template
          ? (known.find((one) => one.name === template.name && one.language === template.language) ?? null)
          : null,
        account,
        countryAllowed: marketingArrives(to),
        recent: timesOf(sent, now - (sources.cap?.period ?? 0)),
        ...promisedTo(promises, consent, sent, now),
        restUntil: contact?.marketing_not_before
          ? {
              at: contact.marketing_not_before,
              code: contact.marketing_not_before_reason === 'experiment' ? 'experiment' : 'marketing_cap',
            }
          : null,
        tierFreeAt: sources.tierFreeAt(row.contactId, now),
        quietUntil: sources.quietUntil(now, contact?.zone ?? sources.timezone),
      },
    });
  }
  return found;
}

interface Sent {
  topic: string | null;
  attempted_at: number | null;
}

const timesOf = (sent: readonly Sent[] = [], since: number) =>
  sent.map((one) => one.attempted_at ?? 0).filter((at) => at > since);

function promisedTo(
  promises: ReadonlyMap<string, FrequencyCap>,
  consent: { topic: string; topic_version: number | null } | undefined,
  sent: readonly Sent[] | undefined,
  now: number,
): Pick<GateFacts, 'promised'> {
  const cap = consent && promises.get(`${consent.topic} ${consent.topic_version}`);
  if (cap === undefined) return {};
  const ofTopic = sent?.filter(({ topic }) => topic === consent?.topic);
  return { promised: { cap, recent: timesOf(ofTopic, now - cap.period) } };
}

/** How often we may write, by topic and version: people are held to what they agreed to. */
function promisesOf(rows: Awaited<ReturnType<typeof liveTopics>>): Map<string, FrequencyCap> {
  const promises = new Map<string, FrequencyCap>();
  for (const { id, version, frequency } of rows) {
    if (frequency === null) continue;
    const { messages, days } = JSON.parse(frequency) as { messages: number; days: number };
    promises.set(`${id} ${version}`, { messages, period: days * DAY });
  }
  return promises;
}

const nameOf = ({ kind, value }: { kind: string; value: string }) => ({ kind, value }) as Identity;
const ofContact = (row: { contact_id: string }) => row.contact_id;

function group<T>(rows: T[], key: (row: T) => string): Map<string, T[]> {
  return Map.groupBy(rows, key);
}

/** Whom staff shut out gets no updates, as if they were held; that says nothing of their consent. */
function blocksFrom(
  shutOut: number | null | undefined,
  rows: readonly { kind: string; since: number; until: number | null }[] = [],
): Map<BlockKind, Block> {
  const known = rows.map(({ kind, since, until }): [BlockKind, Block] => [
    kind as BlockKind,
    { since, until },
  ]);
  return new Map(shutOut == null ? known : [...known, ['suspended', { since: shutOut, until: null }]]);
}
