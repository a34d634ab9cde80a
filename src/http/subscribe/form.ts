import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { wordingHash } from '../../consent/ledger-record.js';
import type { Language } from '../../flows/index.js';

/** What a form was shown for. */
export interface Shown {
  topic: string;
  language: Language;
  /** The words above the box and beside it. */
  wording: string;
}

/** A form that lay open for longer is shown again. */
const LIFE = 24 * 60 * 60 * 1000;

/**
 * Stands for the words that a form has shown, so that what is agreed to is what was read. No cookie and no session:
 * a forged submit can do no more than anybody may, so there is nothing to forge it for.
 */
export class FormSeal {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'izin subscribe page', 32));
  }

  seal(shown: Shown, now: number): string {
    const at = now.toString(36);
    return `${at}.${this.#mac(shown, at)}`;
  }

  /** When the form was shown; undefined when it was never, or with other words, or too long ago. */
  open(seal: string, shown: Shown, now: number): number | undefined {
    const [at = '', mac = ''] = seal.split('.');
    const good = Buffer.from(this.#mac(shown, at));
    const given = Buffer.from(mac);
    if (good.length !== given.length || !timingSafeEqual(good, given)) return undefined;
    const time = Number.parseInt(at, 36);
    return now - time <= LIFE && time <= now ? time : undefined;
  }

  #mac({ topic, language, wording }: Shown, at: string): string {
    const text = [topic, language, wordingHash(language, wording), at].join('\n');
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
