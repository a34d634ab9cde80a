import { type Question, questionOf } from '../broadcast/question.js';
import { signsOf } from '../broadcast/signs.js';
import { listComplaints } from '../consent/complaints.js';
import type { Signs } from '../consent/decay.js';
import { listTopics } from '../consent/topics.js';
import { findContact } from '../contacts/resolve.js';
import type { ReleaseSource } from '../conversation/own-release.js';
import type { ConversationState } from '../flows/index.js';
import { currentState } from '../flows/index.js';
import type { Store } from '../store/index.js';
import type { Inside } from './inside.js';

const WINDOW = 24 * 60 * 60 * 1000;
const iso = (ms: number | null | undefined) => (ms == null ? undefined : new Date(ms).toISOString());

/** What the sandbox shows of a person: the same tables that the gate reads. */
export function insideView(store: Store, releases: ReleaseSource, numberId: string, now: () => number) {
  return async (phone: string): Promise<Inside> => {
    const { read } = store;
    const kind = /^[A-Z]{2}\./.test(phone) ? ('bsuid' as const) : ('phone' as const);
    const contactId = await findContact(read, [{ kind, value: phone }]);
    const topics = await listTopics(read);
    if (!contactId) {
      return {
        known: false,
        topics: topics.map((topic) => ({ id: topic.id, name: topic.name, state: 'unknown' })),
        blocks: [],
        ledger: [],
        tickets: [],
      };
    }
    const contact = await read
      .selectFrom('contact')
      .selectAll()
      .where('id', '=', contactId)
      .executeTakeFirstOrThrow();
    const consents = await read
      .selectFrom('consent')
      .selectAll()
      .where('contact_id', '=', contactId)
      .execute();
    const signs = new Map<string, Signs | undefined>();
    const questions = new Map<string, Question | null>();
    for (const { topic, state, since } of consents) {
      if (state === 'pending') questions.set(topic, await questionOf(read, contactId, topic));
      if (state !== 'subscribed') continue;
      signs.set(topic, (await signsOf(read, topic, [{ contactId, since }])).get(contactId));
    }
    const blocks = await read.selectFrom('block').selectAll().where('contact_id', '=', contactId).execute();
    const ledger = await read
      .selectFrom('ledger')
      .selectAll()
      .where('contact_id', '=', contactId)
      .orderBy('seq', 'desc')
      .limit(100)
      .execute();
    const window = await read
      .selectFrom('window')
      .select('last_inbound_at')
      .where('contact_id', '=', contactId)
      .where('number_id', '=', numberId)
      .executeTakeFirst();
    const tickets = await read
      .selectFrom('ticket')
      .selectAll()
      .where('contact_id', '=', contactId)
      .orderBy('opened_at', 'desc')
      .limit(10)
      .execute();
    const complaints = await listComplaints(read, { contactId }, Number.MAX_SAFE_INTEGER, 10);
    const until =
      window && window.last_inbound_at + WINDOW > now() ? iso(window.last_inbound_at + WINDOW) : undefined;
    const flow = await flowOf(read, contactId, releases);
    return defined({
      known: true,
      contactId,
      language: contact.language ?? undefined,
      labels: JSON.parse(contact.labels) as string[],
      windowUntil: until,
      topics: topics.map((topic) => {
        const consent = consents.find((row) => row.topic === topic.id);
        return defined({
          id: topic.id,
          name: topic.name,
          state: consent?.state ?? 'unknown',
          since: iso(consent?.since),
          expiresAt: iso(consent?.expires_at),
          version: consent?.topic_version ?? undefined,
          unread: signs.get(topic.id)?.unread,
          lastSign: iso(signs.get(topic.id)?.lastSign),
          notAsked: questions.get(topic.id)?.words ?? undefined,
        });
      }),
      blocks: blocks.map((block) =>
        defined({ kind: block.kind, since: iso(block.since), until: iso(block.until) }),
      ),
      ledger: ledger.map((row) =>
        defined({
          seq: row.seq,
          topic: row.topic ?? undefined,
          event: row.event,
          from: row.from_state ?? '',
          to: row.to_state ?? '',
          at: iso(row.at) ?? '',
          source: row.source,
          actor: row.actor,
          hash: row.hash,
        }),
      ),
      flow,
      complaints: complaints.map(({ number, state, source, openedAt, dueAt }) => ({
        number,
        state,
        source,
        openedAt: new Date(openedAt).toISOString(),
        dueAt: new Date(dueAt).toISOString(),
      })),
      tickets: tickets.map((ticket) =>
        defined({
          id: ticket.id,
          state: ticket.state,
          openedAt: iso(ticket.opened_at),
          agent: ticket.assignee ?? undefined,
        }),
      ),
    });
  };
}

async function flowOf(
  read: Store['read'],
  contactId: string,
  releases: ReleaseSource,
): Promise<Inside['flow'] | undefined> {
  const row = await read
    .selectFrom('conversation')
    .select(['state', 'release'])
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  const { release } = (row && (await releases.find(read, row.release))) ?? releases.current;
  const at = row && currentState(release, JSON.parse(row.state) as ConversationState);
  const flow = at && release.flows.get(at.flow);
  return at && flow ? { name: at.flow, state: at.value, machine: flow.config } : undefined;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is not known. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>;
}
