import { exportContact, type PersonalData } from '../consent/rights.js';
import { closeRightsRequest, listRightsRequests, type RightsRequest } from '../consent/rights-requests.js';
import type { Language, Words } from '../flows/index.js';
import { forms } from '../flows/index.js';
import { ALWAYS, enqueue } from '../outbox/enqueue.js';
import type { Store, Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import { copyAsText } from './data-copy-text.js';
import { copyAsPdf } from './papers.js';

export interface DataCopiesOptions {
  store: Store;
  now: () => number;
  owner: string;
  timezone: string;
  words: () => Words;
  /** Puts a file where Meta can send it from; resolves with its id. */
  upload: (file: Blob, filename: string) => Promise<string>;
  /** The same data for machines. */
  asJson: (data: PersonalData, now: number) => unknown;
  onError: (error: unknown) => void;
}

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
/** An upload that fails is tried again after these, ms; then the copy comes as text. */
const RETRIES = [5 * SECOND, 60 * SECOND];
/** Meta takes JSON as plain text. Source: reference, supported media types. */
const JSON_TYPE = 'text/plain';

/**
 * Sends people the copy of their data that they asked for in the chat (UU PDP Pasal 7): a PDF to read and the
 * same as JSON. The open requests of the register are the queue, so that a crash forgets none.
 */
export class DataCopies {
  readonly #o: DataCopiesOptions;
  readonly #tries = new Map<number, { failed: number; again: number }>();

  constructor(options: DataCopiesOptions) {
    this.#o = options;
  }

  /** Sends what waits; returns how many copies left. */
  async due(): Promise<number> {
    const { store, now, onError } = this.#o;
    const filter = { state: 'open', kind: 'access' } as const;
    const open = await listRightsRequests(store.read, filter, Number.MAX_SAFE_INTEGER, 50);
    let sent = 0;
    for (const request of open.toReversed()) {
      const tried = this.#tries.get(request.number);
      if (request.actor !== 'customer' || (tried && tried.again > now())) continue;
      const failed = tried?.failed ?? 0;
      try {
        await this.#send(request, failed >= RETRIES.length);
        this.#tries.delete(request.number);
        sent += 1;
      } catch (error) {
        onError(error);
        this.#tries.set(request.number, {
          failed: failed + 1,
          again: now() + (RETRIES[failed] ?? DAY),
        });
      }
    }
    return sent;
  }

  async #send(request: RightsRequest, plain: boolean): Promise<void> {
    const { store, now } = this.#o;
    const data = await exportContact(store.read, request.contactId, now());
    if (!data) return;
    const language: Language = data.contact.language === 'en' ? 'en' : 'id';
    const contents = plain ? copyAsText(data, language, now()) : await this.#files(data, language);
    await store.write(async (tx) => {
      const closed = await closeRightsRequest(tx, request.number, { by: 'system', at: now() });
      if (closed) await this.#enqueue(tx, request, contents);
    });
  }

  async #files(data: PersonalData, language: Language): Promise<Content[]> {
    const { now, owner, timezone, words, upload, asJson } = this.#o;
    const zone = data.contact.zone ?? timezone;
    const at = now();
    const date = forms.date(at, zone, language);
    const caption = words().say('rights:export', language, (name) => (name === 'date' ? date : undefined));
    const name = language === 'id' ? 'data-saya' : 'my-data';
    const pdf = await copyAsPdf(data, { owner, language, timezone: zone, now: at });
    const json = Buffer.from(JSON.stringify(asJson(data, at), null, 2));
    const document = async (bytes: Buffer, mimeType: string, filename: string, said?: string) => ({
      type: 'media' as const,
      kind: 'document' as const,
      id: await upload(new Blob([new Uint8Array(bytes)], { type: mimeType }), filename),
      filename,
      ...(said !== undefined && { caption: said }),
    });
    return [
      await document(pdf, 'application/pdf', `${name}.pdf`, caption.text),
      await document(json, JSON_TYPE, `${name}.json`),
    ];
  }

  async #enqueue(tx: Tx, request: RightsRequest, contents: readonly Content[]): Promise<void> {
    const { now } = this.#o;
    const conversation = await tx
      .selectFrom('conversation')
      .select('number_id')
      .where('contact_id', '=', request.contactId)
      .executeTakeFirst();
    for (const content of contents) {
      await enqueue(
        tx,
        {
          contactId: request.contactId,
          numberId: conversation?.number_id ?? '',
          purpose: 'service',
          basis: { kind: 'reply', at: request.askedAt },
          content,
          expiresAt: request.askedAt + DAY,
          sound: ALWAYS,
          paper: 'data_copy',
        },
        now(),
      );
    }
  }
}
