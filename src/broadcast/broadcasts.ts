import { newId } from '../contacts/ids.js';
import type { FrequencyCap } from '../gate/gate.js';
import { findMedium } from '../media/register.js';
import { announce, type Tx } from '../store/index.js';
import { audienceSize, filtersOf } from './audience.js';
import { BroadcastError } from './broadcast-error.js';
import { explain } from './explanation.js';
import { fixedWords, languageOf } from './fixed-words.js';
import type { BroadcastEvent } from './machine.js';
import { preflight } from './preflight.js';
import { nextWaiting, recipientsOf } from './recipients.js';
import { broadcastOf, tallyOf } from './row.js';
import { pacingFacts, type Surroundings } from './surroundings.js';
import { findTemplate } from './templates.js';
import { changeState, notFound } from './transitions.js';
import type { Broadcast, BroadcastView, NewBroadcast, Page, Preflight, RecipientView } from './types.js';
import { countsOf, progressOf } from './view.js';

export interface BroadcastOptions extends Surroundings {
  cap: FrequencyCap | null;
}

/** What staff and the API do with broadcasts. Everything throws BroadcastError when it cannot be done. */
export class Broadcasts {
  readonly #o: BroadcastOptions;

  constructor(options: BroadcastOptions) {
    this.#o = options;
  }

  /** Makes a draft. @throws BroadcastError unknown_topic, unknown_template, unknown_segment, invalid_* */
  async create(input: NewBroadcast, actor: string): Promise<Broadcast> {
    const now = this.#o.now();
    const id = newId('bc', now);
    await this.#o.store.write(async (tx) => {
      await validate(tx, input);
      await tx
        .insertInto('broadcast')
        .values({
          id,
          name: input.name.trim(),
          topic: input.topic,
          template: JSON.stringify(input.template),
          audience: JSON.stringify(input.audience),
          schedule_at: input.scheduleAt ?? null,
          state: 'draft',
          reason: null,
          actor,
          cursor: null,
          total: 0,
          batch: 0,
          forgiven: JSON.stringify({ attempted: 0, failed: {} }),
          created_at: now,
          started_at: null,
          completed_at: null,
        })
        .execute();
      announce(tx, { type: 'broadcast', broadcastId: id });
    });
    return this.#find(id);
  }

  /** Newest first. `cursor`: the `next` of the page before. */
  async list({
    limit,
    cursor,
    state,
  }: {
    limit: number;
    cursor?: string;
    state?: string;
  }): Promise<Page<Broadcast>> {
    let query = this.#o.store.read.selectFrom('broadcast').selectAll();
    if (cursor !== undefined) query = query.where('id', '<', cursor);
    if (state !== undefined) query = query.where('state', '=', state);
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return {
      items: rows.map(broadcastOf),
      next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
    };
  }

  async get(id: string): Promise<BroadcastView> {
    const { store, timezone } = this.#o;
    const broadcast = await this.#find(id);
    const tally = await tallyOf(store.read, id);
    const now = this.#o.now();
    const facts = await pacingFacts(store.read, broadcast, this.#o, now);
    const next = broadcast.state === 'running' ? await nextWaiting(store.read, id) : null;
    return {
      ...broadcast,
      counts: countsOf(tally),
      progress: progressOf(broadcast, tally),
      explanation: explain(broadcast, { ...facts, timezone, tally, next }),
    };
  }

  async preflight(id: string): Promise<Preflight> {
    return this.#check(await this.#find(id));
  }

  /**
   * Starts a draft, or has it wait for its `scheduleAt` when that is still to come.
   * @throws BroadcastError preflight_failed with the checks, invalid_state
   */
  async start(id: string, actor: string): Promise<Broadcast> {
    const broadcast = await this.#find(id);
    if (broadcast.state === 'draft') {
      const { ok, checks } = await this.#check(broadcast);
      if (!ok) {
        const first = checks.find((check) => check.level === 'error');
        throw new BroadcastError(
          'preflight_failed',
          first?.message ?? { id: 'Pemeriksaan sebelum kirim gagal.', en: 'The preflight check failed.' },
          checks,
        );
      }
    }
    const { scheduleAt } = broadcast;
    const later = scheduleAt !== null && scheduleAt > this.#o.now();
    return this.#move(id, later ? 'SCHEDULE' : 'START', null, actor);
  }

  /** Releases nothing more; what is on its way to Meta arrives. */
  pause(id: string, actor: string): Promise<Broadcast> {
    return this.#move(id, 'PAUSE', 'staff', actor);
  }

  resume(id: string, actor: string): Promise<Broadcast> {
    return this.#move(id, 'RESUME', null, actor);
  }

  /** For good: nobody who is left will be written to. */
  cancel(id: string, actor: string): Promise<Broadcast> {
    return this.#move(id, 'CANCEL', null, actor);
  }

  /** In the order of release. */
  async recipients(
    id: string,
    page: { limit: number; cursor?: string; status?: string },
  ): Promise<Page<RecipientView>> {
    await this.#find(id);
    return recipientsOf(this.#o.store.read, id, page);
  }

  #move(id: string, event: BroadcastEvent['type'], reason: string | null, actor: string): Promise<Broadcast> {
    return this.#o.store.write((tx) => changeState(tx, id, event, { reason, actor, now: this.#o.now() }));
  }

  async #find(id: string): Promise<Broadcast> {
    const row = await this.#o.store.read
      .selectFrom('broadcast')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw notFound();
    return broadcastOf(row);
  }

  async #check({ topic, template: choice, audience, scheduleAt }: Broadcast): Promise<Preflight> {
    const { store, timezone, cap } = this.#o;
    const { read } = store;
    const filters = await filtersOf(read, audience);
    const size = await audienceSize(read, topic, filters);
    const known = await read
      .selectFrom('topic')
      .select('archived_at')
      .where('id', '=', topic)
      .executeTakeFirst();
    const languages = await read
      .selectFrom('template')
      .select('language')
      .where('name', '=', choice.name)
      .where('status', '!=', 'DELETED')
      .execute();
    const template = await findTemplate(read, choice.name, choice.language);
    const now = this.#o.now();
    const parameters = choice.parameters.map((text) =>
      this.#o.scrutiny.fill(text, languageOf(choice.language)),
    );
    const objection = template && this.#o.scrutiny.against(fixedWords(template, parameters));
    return preflight({
      now,
      timezone,
      topic: known ? { archived: known.archived_at !== null } : null,
      choice,
      template: template ? { ...template, quality: template.quality ?? 'UNKNOWN' } : null,
      languages: languages.map(({ language }) => language),
      audience: size,
      health: this.#o.health(),
      tierRoom: this.#o.tierRoom(now),
      quietUntil: this.#o.quietUntil(now, timezone),
      scheduleAt,
      cap,
      objection: objection?.code ?? null,
      medium: choice.media === undefined ? undefined : await findMedium(read, choice.media),
    });
  }
}

/** What can be known of a draft at once; the rest is told by preflight. */
async function validate(tx: Tx, { name, topic, template, audience }: NewBroadcast): Promise<void> {
  if (name.trim() === '') {
    throw new BroadcastError('invalid_broadcast', {
      id: 'Beri siaran ini nama.',
      en: 'Give the broadcast a name.',
    });
  }
  const known = await tx.selectFrom('topic').select('id').where('id', '=', topic).executeTakeFirst();
  if (!known) {
    throw new BroadcastError('unknown_topic', {
      id: 'Topik ini tidak ada. Pilih topik lain.',
      en: 'There is no such topic. Choose another one.',
    });
  }
  if (!(await findTemplate(tx, template.name, template.language))) {
    throw new BroadcastError('unknown_template', {
      id: 'Template ini tidak ada dalam bahasa itu. Periksa namanya, atau sinkronkan template dari Meta.',
      en: 'There is no such template in that language. Check its name, or sync templates from Meta.',
    });
  }
  await filtersOf(tx, audience);
}
