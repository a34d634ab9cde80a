import { Agent, type ClientRequest } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/** No connection could be made; nothing was written. `code` as Node names it (`ECONNREFUSED`, `ENOTFOUND`, ...). */
export class NotConnectedError extends Error {
  override name = 'NotConnectedError';
  readonly code: string;
  constructor(code: string) {
    super(`not connected: ${code}`);
    this.code = code;
  }
}

/** Code of the error of a request that found no connected socket; nothing was written. */
export const NO_WARM_SOCKET = 'ERR_NO_WARM_SOCKET';

export interface WarmAgentOptions {
  /** Origin that every request goes to. */
  origin: URL;
  /** An idle socket is closed after this, before the server does it, ms. */
  idleMs: number;
  /** Longest time for name, TCP and TLS together, ms. */
  connectMs: number;
  /** Further authority for TLS, for tests and private stand-ins. */
  ca?: string;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** A reserved socket must outlive the permit that it is meant for, ms. */
const RESERVE = 1_000;

/** Stands for one request that was promised a socket. */
export type Claim = symbol;

/**
 * Sockets that are connected before they are needed.
 *
 * Promise P2 says that after an opt-out was acknowledged no message to that person starts. The last look at
 * revocations is worth nothing if a name has to be resolved, a connection made or a TLS handshake finished
 * after it: an opt-out can arrive in between. So a request takes a connected socket or fails; this agent
 * never connects on behalf of a request, and its bytes are written in the macrotask of the last look.
 */
export class WarmAgent extends Agent {
  readonly #o: Required<Omit<WarmAgentOptions, 'ca'>> & { ca?: string };
  /** Connected, never used. */
  readonly #fresh: Socket[] = [];
  readonly #expiry = new WeakMap<object, number>();
  readonly #claims = new Set<Claim>();
  #reserved = 0;
  #connecting = 0;

  constructor(options: WarmAgentOptions) {
    // First in, first out: a socket that died in the list is passed over, which the other order does not do.
    // The same as axios asks for with each request, or every message would change the socket's options twice.
    super({ keepAlive: true, keepAliveMsecs: 60_000, scheduling: 'fifo', timeout: options.idleMs });
    this.#o = { now: () => performance.now(), ...options };
    const secure = options.origin.protocol === 'https:';
    Object.assign(this, { protocol: options.origin.protocol, defaultPort: secure ? 443 : 80 });
  }

  /**
   * Makes sure that one more socket than already reserved is connected and free; opens one if need be.
   * @throws NotConnectedError
   */
  async ready(): Promise<void> {
    const usable = this.#usable(RESERVE, this.#reserved + 1);
    // Sockets that died took their reservations with them.
    this.#reserved = Math.min(this.#reserved, usable + this.#connecting);
    this.#reserved += 1;
    if (usable >= this.#reserved - this.#connecting && usable > 0) return;
    this.#connecting += 1;
    try {
      this.#keep(await this.#connect());
    } catch (error) {
      this.#reserved -= 1;
      throw error;
    } finally {
      this.#connecting -= 1;
    }
  }

  /** Gives back a reservation that will not be used. */
  release(): void {
    this.#reserved = Math.max(0, this.#reserved - 1);
  }

  /** Promises a connected socket to the request made next; `undefined` when there is none. */
  claim(): Claim | undefined {
    if (this.#usable(0, 1) === 0) return undefined;
    this.release();
    const claim = Symbol();
    this.#claims.add(claim);
    return claim;
  }

  /** The request of this claim is over, whether or not it reached a socket. */
  settle(claim: Claim): void {
    this.#claims.delete(claim);
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): Duplex | undefined {
    const socket = this.#fresh.shift();
    if (!socket) {
      const error = Object.assign(new Error('no connected socket'), { code: NO_WARM_SOCKET });
      callback?.(error, undefined as unknown as Duplex);
      return undefined;
    }
    socket.removeAllListeners('timeout').removeAllListeners('error').removeAllListeners('end');
    socket.setTimeout(0);
    socket.ref();
    this.#handed();
    return socket;
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    super.reuseSocket(socket, request);
    (socket as Socket).setTimeout(0);
    this.#handed();
  }

  /** Honours the server's Keep-Alive hint, less a second, and our own idle limit. */
  override keepSocketAlive(socket: Duplex): boolean {
    // The types promise nothing, the documentation a boolean.
    const keep = super.keepSocketAlive(socket) as unknown as boolean;
    const idle = (socket as Socket).timeout || this.#o.idleMs;
    this.#expiry.set(socket, this.#o.now() + idle);
    return keep;
  }

  override destroy(): void {
    for (const socket of this.#fresh.splice(0)) socket.destroy();
    super.destroy();
  }

  #handed(): void {
    const [first] = this.#claims;
    if (first) this.#claims.delete(first);
  }

  /**
   * Free sockets that live for another `margin` ms and are promised to nobody, counted up to `enough`; closes
   * those that do not. In the order in which requests take them, so that what is counted is what they get.
   */
  #usable(margin: number, enough: number): number {
    const soonest = this.#o.now() + margin;
    let usable = -this.#claims.size;
    for (const sockets of [...Object.values(this.freeSockets), this.#fresh]) {
      for (const socket of sockets ?? []) {
        const alive = !socket.destroyed && socket.writable && (this.#expiry.get(socket) ?? 0) > soonest;
        if (alive) usable += 1;
        else socket.destroy();
        if (usable >= enough) return usable;
      }
    }
    for (let at = this.#fresh.length - 1; at >= 0; at -= 1)
      if (this.#fresh[at]?.destroyed) this.#fresh.splice(at, 1);
    return Math.max(0, usable);
  }

  #connect(): Promise<Socket> {
    const { origin, connectMs, ca } = this.#o;
    const host = origin.hostname.replace(/^\[|\]$/g, '');
    const secure = origin.protocol === 'https:';
    const port = Number(origin.port) || (secure ? 443 : 80);
    return new Promise((resolve, reject) => {
      const socket = secure
        ? connectTls({
            host,
            port,
            ALPNProtocols: ['http/1.1'],
            ...(isIP(host) ? {} : { servername: host }),
            ...(ca === undefined ? {} : { ca }),
          })
        : connectTcp({ host, port });
      socket.setNoDelay(true);
      const fail = (error: { code?: string }) => {
        clearTimeout(timer);
        socket.destroy();
        reject(new NotConnectedError(error.code ?? 'ECONNECT'));
      };
      const timer = setTimeout(fail, connectMs, { code: 'ETIMEDOUT' });
      socket.once('error', fail);
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        socket.off('error', fail);
        resolve(socket);
      });
    });
  }

  #keep(socket: Socket): void {
    const drop = () => socket.destroy();
    socket.on('error', drop).on('end', drop).on('timeout', drop);
    socket.setTimeout(this.#o.idleMs);
    socket.unref();
    this.#expiry.set(socket, this.#o.now() + this.#o.idleMs);
    this.#fresh.push(socket);
  }
}
