import { randomUUID } from 'node:crypto';
import { changeConsent, loadStanding } from '../consent/index.js';
import { DRILL_CONTACT, DRILL_IDENTITY } from '../contacts/drill.js';
import { decide } from '../gate/gate.js';
import { type PermitOffice, PermitRefusedError } from '../gate/permits.js';
import { type FactSources, readFacts } from '../outbox/facts.js';
import { lacksRights } from '../outbox/media.js';
import type { OutboxRow } from '../outbox/row.js';
import type { Store, Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import { sign } from '../whatsapp/signature.js';
import { type DrillReason, type DrillResult, keepDrill, listDrills } from './results.js';

export interface DrillOptions {
  store: Store;
  permits: PermitOffice;
  sources: FactSources;
  now: () => number;
  /** Our own webhook. */
  url: string;
  appSecret: string;
  wabaId: string;
  numberId: string;
  /** Told of each drill, after it is kept. */
  onResult: (result: DrillResult) => void;
}

/** A stop is honoured within this time, ms. */
const HONOURED = 1_000;
/** So long a drill waits for what should have happened, ms. */
const PATIENCE = 10_000;
/** No topic of staff: a slug of theirs never begins like this, so no audience and no count has it. */
const TOPIC = '_drill';
/** The drill is about the person: it goes on while the account may not send. */
const NO_TROUBLE = { blocked: false, paused: null, marketingPaused: null, templatesPaused: null };
const MESSAGE: Content = { type: 'text', body: 'drill' };
/** A stop wins against anything of its second and before: the next drill begins later, ms. */
const APART = 2_000;

/**
 * Sends ourselves an opt-out as Meta would, by signed HTTP, from a contact who is nobody, and sees that it is
 * honoured: permits void and the gate closed when the webhook is answered, the withdrawal recorded by the turn,
 * all within a second. Nothing of it is ever handed to Meta.
 */
export class Drill {
  readonly #o: DrillOptions;
  #running: Promise<DrillResult> | undefined;

  constructor(options: DrillOptions) {
    this.#o = options;
  }

  /** One drill; who asks while one runs gets the same one's result. */
  run(): Promise<DrillResult> {
    this.#running ??= this.#drill().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Runs one when the last is `every` ms old, or lies in the future of a clock that was set back. */
  async runDue(every: number): Promise<void> {
    const [last] = await listDrills(this.#o.store.read, Number.MAX_SAFE_INTEGER, 1);
    const age = this.#o.now() - (last?.at ?? Number.NEGATIVE_INFINITY);
    if (age >= every || age < 0) await this.run();
  }

  async #drill(): Promise<DrillResult> {
    const { store, now, onResult } = this.#o;
    const at = now();
    const result = { at, ...(await this.#attempt()) };
    await keepDrill(store, result);
    onResult(result);
    return result;
  }

  async #attempt(): Promise<Omit<DrillResult, 'at'>> {
    const failed = (reason: DrillReason, answered: number | null = null, recorded: number | null = null) => {
      return { ok: false, reason, answered, recorded };
    };
    if (!(await this.#prepare())) return failed('not_ready');
    const { permits } = this.#o;
    const grant = await this.#permit();
    if (!grant) return failed('not_ready');
    const began = performance.now();
    const elapsed = () => Math.round((performance.now() - began) * 10) / 10;
    const status = await this.#stop().catch(() => null);
    const answered = elapsed();
    if (status !== 200) return failed(status === null ? 'unreachable' : 'refused', answered);
    if (!isVoid(permits, grant)) return failed('permit_alive', answered);
    if (await this.#gateOpen()) return failed('gate_open', answered);
    const recorded = (await this.#isRecorded(began)) ? elapsed() : null;
    if (recorded === null) return failed('not_recorded', answered);
    return recorded > HONOURED
      ? failed('late', answered, recorded)
      : { ok: true, reason: null, answered, recorded };
  }

  /** Subscribes the test contact anew, with evidence of the sandbox: the live gate never lets that out. */
  async #prepare(): Promise<boolean> {
    const { store, now } = this.#o;
    const last = await lastRecordAt(store);
    const wait = last + APART - now();
    if (wait > 0 && wait <= APART) await new Promise((next) => setTimeout(next, wait));
    return store.write(async (tx) => {
      const at = now();
      await meet(tx, at);
      const standing = await loadStanding(tx, DRILL_CONTACT);
      const act = {
        topics: [TOPIC],
        at,
        source: 'system',
        actor: 'customer',
        evidence: { drill: true },
      } as const;
      const context = { now: at, environment: 'sandbox' } as const;
      await changeConsent(tx, DRILL_CONTACT, standing, { ...act, event: 'REQUEST' }, context);
      await changeConsent(tx, DRILL_CONTACT, standing, { ...act, event: 'CONFIRM' }, context);
      return standing.topics.get(TOPIC)?.state === 'subscribed';
    });
  }

  /** A permit for a message that the gate would let go now; null when it would not. */
  async #permit() {
    const { permits } = this.#o;
    const reading = permits.reading();
    if (!(await this.#gateOpen())) return null;
    return permits.issue({
      contactId: DRILL_CONTACT,
      identities: [DRILL_IDENTITY],
      purpose: 'marketing',
      topic: TOPIC,
      content: MESSAGE,
      consentVersion: null,
      reading,
    });
  }

  /** The gate's own decision on facts as they are stored, leaving out what is not about the person. */
  async #gateOpen(): Promise<boolean> {
    const { store, sources, now, numberId } = this.#o;
    const at = now();
    const row: Omit<OutboxRow, 'sound'> = {
      id: 0,
      contactId: DRILL_CONTACT,
      numberId,
      purpose: 'marketing',
      topic: TOPIC,
      basis: null,
      content: null,
      broadcastId: null,
      state: 'queued',
      reason: null,
      expiresAt: null,
      attempts: 0,
      paper: null,
      attemptedAt: null,
    };
    const calm = {
      ...sources,
      environment: 'sandbox',
      quietUntil: () => null,
      tierFreeAt: () => null,
    } as const;
    const account = () => ({ ...sources.account(at), ...NO_TROUBLE });
    const known = (await readFacts(store.read, [row], new Map(), { ...calm, account }, at)).get(0);
    if (!known) return false;
    const request = {
      purpose: 'marketing',
      topic: TOPIC,
      basis: null,
      template: true,
      expiresAt: null,
      alreadyAttempted: false,
      cancelled: false,
      contentBlocked: false,
      mediaRightsMissing: lacksRights(row, MESSAGE, new Map(), at),
    } as const;
    const template = { status: 'APPROVED', category: 'MARKETING' };
    const facts = { ...known.facts, topicKnown: true, template, countryAllowed: true };
    return decide(request, facts, null, at).verdict === 'yes';
  }

  /** BERHENTI, as Meta would deliver it. Resolves with the status of the answer. */
  async #stop(): Promise<number> {
    const { url, appSecret, wabaId, numberId, now } = this.#o;
    const raw = Buffer.from(JSON.stringify(stopBody(wabaId, numberId, now())));
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(raw, appSecret) },
      body: raw,
      signal: AbortSignal.timeout(PATIENCE),
    });
    return status;
  }

  async #isRecorded(began: number): Promise<boolean> {
    while (performance.now() - began < PATIENCE) {
      const { blocks } = await loadStanding(this.#o.store.read, DRILL_CONTACT);
      if (blocks.has('withdrawn_all')) return true;
      await new Promise((next) => setTimeout(next, 10));
    }
    return false;
  }
}

function isVoid(permits: PermitOffice, permit: unknown): boolean {
  try {
    permits.redeem(permit, [DRILL_IDENTITY], MESSAGE);
    return false;
  } catch (error) {
    return error instanceof PermitRefusedError;
  }
}

async function meet(tx: Tx, now: number): Promise<void> {
  const contact = { id: DRILL_CONTACT, labels: '[]', attributes: '{}', created_at: now, updated_at: now };
  await tx
    .insertInto('contact')
    .values(contact)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('identity')
    .values({ ...DRILL_IDENTITY, contact_id: DRILL_CONTACT, first_seen: now, last_seen: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function lastRecordAt({ read }: Store): Promise<number> {
  const { at } = await read
    .selectFrom('ledger')
    .select((select) => select.fn.max('at').as('at'))
    .where('contact_id', '=', DRILL_CONTACT)
    .executeTakeFirstOrThrow();
  return at ?? 0;
}

function stopBody(wabaId: string, numberId: string, at: number): object {
  const { value: from } = DRILL_IDENTITY;
  const message = {
    from,
    id: `wamid.DRILL${randomUUID()}`,
    timestamp: String(Math.floor(at / 1000)),
    type: 'text',
    text: { body: 'BERHENTI' },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '', phone_number_id: numberId },
    messages: [message],
  };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId, changes: [{ field: 'messages', value }] }],
  };
}
