import { GraphError } from './graph-error.js';
import type { GraphHttp } from './graph-http.js';
import { type Loose, textOf } from './loose.js';

/** Where a file of a customer's can be fetched, for five minutes (Meta docs: business-phone-numbers/media). */
export interface MediaInfo {
  url: string;
  /** May carry parameters, such as `audio/ogg; codecs=opus`. */
  mimeType?: string;
  /** Hex or base64. */
  sha256?: string;
  /** Bytes. */
  size?: number;
}

/** A file on its way to us. */
export interface OpenMedia extends MediaInfo {
  /** Throws MediaError where the file breaks off or has a byte too many. */
  bytes: AsyncIterable<Buffer>;
}

/** A file that was not fetched, and why; names no address. */
export class MediaError extends Error {
  override name = 'MediaError';
  readonly why: 'host' | 'too_large' | 'expired' | 'failed';
  constructor(why: MediaError['why']) {
    super(`the file was not fetched: ${why}`);
    this.why = why;
  }
}

/** Hosts of Meta that serve media. The token goes to these and nowhere else. */
const HOSTS = ['lookaside.fbsbx.com', '.fbcdn.net', '.fbsbx.com', '.whatsapp.net'];
const MOST_REDIRECTS = 3;

/** @throws GraphError when the answer has no address in it */
export function mediaInfoOf(body: Loose): MediaInfo {
  const url = textOf(body.url);
  if (url === undefined) throw new GraphError({}, 200);
  const [mimeType, sha256] = [textOf(body.mime_type), textOf(body.sha256)];
  const size = Number(textOf(body.file_size));
  return {
    url,
    ...(mimeType !== undefined && { mimeType }),
    ...(sha256 !== undefined && { sha256 }),
    ...(Number.isFinite(size) && { size }),
  };
}

/**
 * Opens a file where `info` says, following redirects only among trusted hosts. Whether it is the file that was
 * announced shows when all of it is here.
 * @throws MediaError
 */
export async function openMedia(
  http: GraphHttp,
  info: MediaInfo,
  { maxBytes, hosts = HOSTS, signal }: { maxBytes: number; hosts?: readonly string[]; signal?: AbortSignal },
): Promise<OpenMedia> {
  if ((info.size ?? 0) > maxBytes) throw new MediaError('too_large');
  let address = info.url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const url = trusted(address, http.base, hosts);
    const { httpStatus, bytes, type, location, close } = await http.open(url, signal).catch(() => {
      throw new MediaError('failed');
    });
    if (httpStatus === 200) {
      const mimeType = info.mimeType ?? type;
      return { ...info, ...(mimeType !== undefined && { mimeType }), bytes: bounded(bytes, maxBytes) };
    }
    close();
    if (httpStatus >= 300 && httpStatus < 400 && location !== undefined)
      address = URL.canParse(location, url) ? new URL(location, url).href : '';
    else throw new MediaError(httpStatus === 404 || httpStatus === 410 ? 'expired' : 'failed');
  }
  throw new MediaError('failed');
}

async function* bounded(bytes: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    for await (const piece of bytes) {
      size += piece.length;
      if (size > maxBytes) throw new MediaError('too_large');
      yield piece;
    }
  } catch (error) {
    throw error instanceof MediaError ? error : new MediaError('failed');
  }
}

/** Only https to Meta's hosts, or the very address that the client talks to anyway. */
function trusted(address: string, base: URL, hosts: readonly string[]): URL {
  if (!URL.canParse(address)) throw new MediaError('host');
  const url = new URL(address);
  const listed = hosts.some((host) =>
    host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host,
  );
  const plain = url.username === '' && url.password === '';
  if (plain && (url.origin === base.origin || (listed && url.protocol === 'https:' && url.port === '')))
    return url;
  throw new MediaError('host');
}

/** A SHA-256 as Meta tells it, in hex or base64, as hex; undefined when it is none. */
export function readDigest(told: string): string | undefined {
  const hex = /^[0-9a-f]{64}$/i.test(told);
  const bytes = Buffer.from(told, hex ? 'hex' : 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : undefined;
}
