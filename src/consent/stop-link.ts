import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { readSetting, type Store, type Tx, writeSetting } from '../store/index.js';

/** Whom a link stops, and which topic; null: everything. */
export interface StopLink {
  contactId: string;
  topic: string | null;
  /** Until when it works, ms. */
  expiresAt: number;
}

interface Key {
  /** 8 hex digits, the beginning of every token. */
  id: string;
  /** base64url, 32 bytes. */
  secret: string;
  at: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** Mail is read late, and kept: a way out must still open then. */
const STOP_LINK_LIFE = 3 * 365 * DAY;
/** A new key signs after this; the older ones go on reading until the last of their links has ended. */
const KEY_LIFE = 365 * DAY;
const SETTING = 'stop_link_keys';
const MAC = 16;

/**
 * Signed links that stop what their reader gets from us, in one click and without signing in. A token holds
 * neither a phone number nor anything that can be read: it is encrypted under its own HMAC (synthetic IV), so
 * that a changed or made-up one is refused. The keys stand in the database: every process has the same.
 */
export class StopLinks {
  readonly #store: Store;
  readonly #now: () => number;
  #keys: Key[] = [];

  private constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  static async open(store: Store, now: () => number): Promise<StopLinks> {
    const links = new StopLinks(store, now);
    await links.renew();
    return links;
  }

  /** Makes the first key, and a new one where the newest is old. Called at start and once in a while. */
  async renew(): Promise<void> {
    const now = this.#now();
    this.#keys = await this.#store.write(async (tx) => {
      const keys = (await readKeys(tx)).filter((key) => now - key.at < KEY_LIFE + STOP_LINK_LIFE);
      const newest = keys[0];
      if (newest && now - newest.at < KEY_LIFE) return keys;
      const added = addKey(keys, now);
      await writeSetting(tx, SETTING, JSON.stringify(added));
      return added;
    });
  }

  /** A new key from now on, at once. */
  async rotate(): Promise<void> {
    this.#keys = await this.#store.write(async (tx) => {
      const added = addKey(await readKeys(tx), this.#now());
      await writeSetting(tx, SETTING, JSON.stringify(added));
      return added;
    });
  }

  /** The token for this person and topic; the same one all day. */
  make(contactId: string, topic: string | null): { token: string; expiresAt: number } {
    const expiresAt = (Math.floor(this.#now() / DAY) + 1) * DAY + STOP_LINK_LIFE;
    const key = this.#keys[0] as Key;
    const plain = Buffer.from([(expiresAt / DAY).toString(36), contactId, topic ?? ''].join(' '));
    const mac = macOf(key, plain);
    const cipher = createCipheriv('aes-256-ctr', part(key, 'encrypt'), mac);
    const sealed = Buffer.concat([Buffer.from(key.id, 'hex'), mac, cipher.update(plain), cipher.final()]);
    return { token: sealed.toString('base64url'), expiresAt };
  }

  /** What a token says; undefined for one that we did not make, or whose time is over. */
  async read(token: string): Promise<StopLink | undefined> {
    if (!/^[\w-]{40,400}$/.test(token)) return undefined;
    const sealed = Buffer.from(token, 'base64url');
    const key = await this.#keyOf(sealed.subarray(0, 4).toString('hex'));
    if (!key) return undefined;
    const mac = sealed.subarray(4, 4 + MAC);
    const decipher = createDecipheriv('aes-256-ctr', part(key, 'encrypt'), mac);
    const plain = Buffer.concat([decipher.update(sealed.subarray(4 + MAC)), decipher.final()]);
    if (!timingSafeEqual(mac, macOf(key, plain))) return undefined;
    const [day = '', contactId = '', topic = ''] = plain.toString().split(' ');
    const expiresAt = Number.parseInt(day, 36) * DAY;
    return expiresAt > this.#now() ? { contactId, topic: topic || null, expiresAt } : undefined;
  }

  /** Another process may have made it. */
  async #keyOf(id: string): Promise<Key | undefined> {
    const known = this.#keys.find((key) => key.id === id);
    if (known) return known;
    this.#keys = await readKeys(this.#store.read);
    return this.#keys.find((key) => key.id === id);
  }
}

async function readKeys(read: Pick<Tx, 'selectFrom'>): Promise<Key[]> {
  return JSON.parse((await readSetting(read, SETTING)) ?? '[]') as Key[];
}

/** The newest comes first. */
function addKey(keys: readonly Key[], at: number): Key[] {
  const key = { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url'), at };
  return [key, ...keys];
}

const part = (key: Key, use: string) =>
  Buffer.from(hkdfSync('sha256', Buffer.from(key.secret, 'base64url'), '', `izin stop link ${use}`, 32));

const macOf = (key: Key, plain: Buffer) =>
  createHmac('sha256', part(key, 'sign')).update(plain).digest().subarray(0, MAC);
