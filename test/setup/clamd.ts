import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** What every scanner takes for a virus and nobody has to fear (eicar.org), in two parts so that no scanner minds this file. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'}!$H+H*`;

/** Stands in for clamd on a real socket: speaks PING and INSTREAM, and finds EICAR. */
export class FakeClamd {
  /** Files that it has looked at, by their bytes. */
  readonly seen: number[] = [];
  /** Larger ones are refused, as `StreamMaxLength` does. */
  most = Number.POSITIVE_INFINITY;
  /** What it answers instead of a verdict; '': hangs up. */
  instead: string | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
      this.#listen(socket);
    });
  }

  /** On a free port of this machine, or on this path. */
  async start(at: number | string = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      if (typeof at === 'string') this.#server.listen(at, resolve);
      else this.#server.listen(at, '127.0.0.1', resolve);
    });
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #listen(socket: Socket): void {
    let bytes = Buffer.alloc(0);
    let file: Buffer[] | undefined;
    let size = 0;
    const say = (line: string) => socket.end(`${line}\0`);
    socket.on('data', (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
      if (!file) {
        const end = bytes.indexOf(0);
        if (end < 0) return;
        const command = bytes.toString('latin1', 0, end);
        bytes = bytes.subarray(end + 1);
        if (command === 'zPING') return void say(this.instead ?? 'PONG');
        if (command !== 'zINSTREAM') return void say('UNKNOWN COMMAND');
        file = [];
      }
      while (bytes.length >= 4) {
        const length = bytes.readUInt32BE();
        if (bytes.length < 4 + length) return;
        if (length === 0) return this.#judge(Buffer.concat(file), say, socket);
        size += length;
        if (size > this.most) return void say('INSTREAM size limit exceeded. ERROR');
        file.push(bytes.subarray(4, 4 + length));
        bytes = bytes.subarray(4 + length);
      }
    });
  }

  #judge(file: Buffer, say: (line: string) => void, socket: Socket): void {
    this.seen.push(file.length);
    if (this.instead === '') socket.destroy();
    else say(this.instead ?? (file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'));
  }
}
