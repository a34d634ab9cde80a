import { createHash } from 'node:crypto';
import { GraphError } from './graph-error.js';
import { type GraphHttp, TransportError } from './graph-http.js';
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

export interface MediaFile {
  bytes: Buffer;
  mimeType: string;
}

/** A file that was not fetched, and why; names no address. */
export class MediaError extends Error {
  override name = 'MediaError';
  readonly why: 'host' | 'too_large' | 'expired' | 'digest' | 'failed';
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

/** @throws MediaError */
export async function downloadMedia(
  http: GraphHttp,
  info: MediaInfo,
  maxBytes: number,
  hosts: readonly string[] = HOSTS,
): Promise<MediaFile> {
  if ((info.size ?? 0) > maxBytes) throw new MediaError('too_large');
  let address = info.url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const url = trusted(address, http.base, hosts);
    const { httpStatus, bytes, type, location } = await http.fetch(url, maxBytes).catch((error: unknown) => {
      throw new MediaError(
        error instanceof TransportError && error.reason === 'too_large' ? 'too_large' : 'failed',
      );
    });
    if (httpStatus >= 300 && httpStatus < 400 && location !== undefined) {
      address = URL.canParse(location, url) ? new URL(location, url).href : '';
      continue;
    }
    if (httpStatus === 404 || httpStatus === 410) throw new MediaError('expired');
    if (httpStatus !== 200) throw new MediaError('failed');
    if (info.sha256 !== undefined && !digestIs(bytes, info.sha256)) throw new MediaError('digest');
    return { bytes, mimeType: info.mimeType ?? type ?? 'application/octet-stream' };
  }
  throw new MediaError('failed');
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

function digestIs(bytes: Buffer, expected: string): boolean {
  const digest = createHash('sha256').update(bytes).digest();
  const hex = /^[0-9a-f]{64}$/i.test(expected);
  return digest.equals(Buffer.from(expected, hex ? 'hex' : 'base64'));
}
