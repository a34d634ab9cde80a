import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

/** Where clamd listens. */
export type ClamdAddress = { host: string; port: number } | { path: string };

/** clamd did not answer, or not as clamd does. */
export class ClamdError extends Error {
  override readonly name = 'ClamdError';
}

/** `too_large`: beyond what clamd takes (`StreamMaxLength` of clamd.conf). */
export type Verdict = 'clean' | 'virus' | 'too_large';

/** Longest silence of clamd, ms: a large archive takes its time. */
const TIMEOUT = 60_000;
/** Nobody waits so long for a sign of life. */
const PING_TIMEOUT = 3_000;
/** An answer is one short line. */
const LONGEST_ANSWER = 4096;

/** Reads `127.0.0.1:3310`, `[::1]:3310` or the path of a socket. @throws Error that says what is wrong */
export function readClamdAddress(text: string): ClamdAddress {
  if (text.startsWith('/')) return { path: text };
  const match = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  if (!match || port < 1 || port > 65_535)
    throw new Error(`"${text}" is neither host:port (127.0.0.1:3310) nor the path of a socket`);
  return { host: match[1] ?? match[2] ?? '', port };
}

/**
 * Has clamd look at a file (`INSTREAM`; clamd(8): chunks with their length in front, one without length at the end).
 * @throws ClamdError when it does not answer; whatever the file throws
 */
export async function scan(address: ClamdAddress, file: AsyncIterable<Buffer>): Promise<Verdict> {
  const line = await converse(address, TIMEOUT, async (write) => {
    await write(Buffer.from('zINSTREAM\0'));
    for await (const piece of file) {
      if (piece.length > 0 && !(await write(lengthOf(piece), piece))) return;
    }
    await write(lengthOf(Buffer.alloc(0)));
  });
  if (/: OK$/.test(line)) return 'clean';
  if (/ FOUND$/.test(line)) return 'virus';
  if (/size limit exceeded/i.test(line)) return 'too_large';
  throw new ClamdError('clamd gave no verdict');
}

/** Whether clamd answers. */
export async function answers(address: ClamdAddress): Promise<boolean> {
  const ask = converse(address, PING_TIMEOUT, (write) => write(Buffer.from('zPING\0')));
  return ask.then(
    (line) => line === 'PONG',
    () => false,
  );
}

function lengthOf({ length }: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

/**
 * Writes in the pace of the other side; resolves with its one line. It may answer before all is said: then `write`
 * is false, and there is nothing more to say.
 */
async function converse(
  address: ClamdAddress,
  timeout: number,
  speak: (write: (...pieces: Buffer[]) => Promise<boolean>) => Promise<unknown>,
): Promise<string> {
  const socket = createConnection(address).setTimeout(timeout);
  socket.on('timeout', () => socket.destroy(new ClamdError('clamd keeps silent')));
  const line = lineOf(socket);
  let answered = false;
  const end = () => {
    answered = true;
  };
  const over = line.then(end, end);
  try {
    await speak(async (...pieces) => {
      for (const piece of pieces)
        if (!answered && !socket.write(piece)) await Promise.race([once(socket, 'drain').catch(end), over]);
      return !answered;
    });
    return await line;
  } finally {
    socket.destroy();
  }
}

function lineOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end).trim());
      else if (text.length > LONGEST_ANSWER) reject(new ClamdError('clamd talks too much'));
    });
    socket.on('error', (cause) => reject(new ClamdError('clamd cannot be reached', { cause })));
    socket.on('close', () => reject(new ClamdError('clamd hung up')));
  });
}
