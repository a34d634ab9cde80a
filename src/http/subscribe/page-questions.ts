import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { askOnce } from '../../broadcast/ask-once.js';
import { askingTemplates } from '../../broadcast/permission.js';
import { findTopic } from '../../consent/topics.js';
import { type OfferedTopic, visit } from '../../conversation/visitor.js';
import type { Language } from '../../flows/index.js';
import type { Tx } from '../../store/index.js';
import type { ApiDeps } from '../deps.js';
import { allowed } from './limits.js';

/**
 * Messages to typed numbers: of one address, and of all together. They may be a stranger's, and each costs money.
 * Beyond this nobody is written to; the page goes on as ever.
 */
const QUESTIONS = { points: 5, duration: 3600 };
const ALL_QUESTIONS = { points: 100, duration: 3600 };
/** Whoever goes on to WhatsApp meanwhile is asked there, for nothing. */
const HEAD_START = 5 * 60 * 1000;

/** The question by template, once, to numbers that were typed on the page and whose owners do not write to us. */
export class PageQuestions {
  readonly #deps: ApiDeps;
  readonly #ofAddress = new RateLimiterMemory(QUESTIONS);
  readonly #ofAll = new RateLimiterMemory(ALL_QUESTIONS);

  constructor(deps: ApiDeps) {
    this.#deps = deps;
  }

  /** Whether the topic has a template that can ask; nothing of any number. */
  async mayAsk(id: string): Promise<boolean> {
    const { read } = this.#deps.store;
    const topic = await findTopic(read, id);
    return topic !== undefined && (await askingTemplates(read, topic, 'confirm')).length > 0;
  }

  /** Asks about the request that was taken, in the same transaction, unless something speaks against it. */
  async ask(
    tx: Tx,
    { contactId, ref, language }: { contactId: string; ref: string; language: Language },
    topic: OfferedTopic,
    visitor: Request,
  ): Promise<void> {
    const { orgName, sources, numberId, now, subscribe } = this.#deps;
    const { release, house } = subscribe.page;
    const words = (spoken: Language) => visit(release(), house(), topic, spoken, now()).say('source');
    const request = {
      contactId,
      topic: topic.id,
      reference: ref,
      date: now(),
      source: { id: words('id'), en: words('en') },
      language,
      notBefore: now() + HEAD_START,
      stranger: true,
      mayAsk: async () => (await allowed(this.#ofAddress, visitor)) && (await allowed(this.#ofAll)),
    };
    await askOnce(tx, request, { org: orgName, timezone: sources.timezone, numberId }, now());
  }
}
