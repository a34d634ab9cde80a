import { createHmac, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import express, { type Request, type Response, type Router } from 'express';
import type { Exchange } from './exchange.js';
import { refuse } from './graph-messages.js';
import { type MediaStore, uploadedFile } from './media.js';

/** An address serves its file so long, ms (Meta docs: business-phone-numbers/media). */
const ADDRESS_LIVES = 5 * 60 * 1000;
/** More than anybody may send. */
const OVERSIZE = 101 * 1024 * 1024;

/** Uploading, and where a file is: `POST /{number}/media`, `GET /{media-id}`, and the address that this answers. */
export function mountMedia(router: Router, exchange: Exchange, media: MediaStore): void {
  const { faults, now } = exchange;
  const key = randomBytes(16);
  const seal = (id: string, until: string) =>
    createHmac('sha256', key).update(`${id} ${until}`).digest('hex');

  router.post(
    '/:version/:numberId/media',
    express.raw({ type: 'multipart/form-data', limit: '25mb' }),
    async (request, response) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const file = await uploadedFile(body, request.headers['content-type'] ?? '');
      if (file) response.json({ id: media.put(file).id });
      else refuse(response, exchange, 131053, 'The upload holds no file.');
    },
  );

  router.get('/files/:id', (request, response) => {
    const { id } = request.params;
    const until = String(request.query['until']);
    const file =
      request.query['seal'] === seal(id, until) && now() < Number(until) ? media.get(id) : undefined;
    if (faults.strikes('media5xx')) return void response.status(503).end();
    if (!file || faults.strikes('mediaExpired')) return void response.status(404).end();
    response.type(file.mimeType);
    if (faults.strikes('mediaOversize')) endlessly(file.bytes, response);
    else response.send(Buffer.from(file.bytes));
  });

  router.get('/:version/:id', (request, response) => {
    const { id } = request.params;
    const number = request.query['phone_number_id'];
    const file = number === undefined || number === exchange.number.numberId ? media.get(id) : undefined;
    if (faults.strikes('media5xx')) return void response.status(503).end();
    if (!file) {
      const details = `Unsupported get request. Object with ID '${id}' does not exist.`;
      return refuse(response, exchange, 100, details, 33);
    }
    const until = String(now() + ADDRESS_LIVES);
    response.json({
      messaging_product: 'whatsapp',
      url: `${rootOf(request)}/files/${encodeURIComponent(id)}?until=${until}&seal=${seal(id, until)}`,
      mime_type: file.mimeType,
      sha256: faults.strikes('mediaWrongSha256') ? '0'.repeat(64) : file.sha256,
      file_size: file.bytes.length,
      id,
    });
  });
}

/** The file, and then more than anybody may send; made as it is read. */
function endlessly(bytes: Uint8Array, response: Response): void {
  async function* pieces() {
    yield Buffer.from(bytes);
    const piece = Buffer.alloc(64 * 1024);
    for (let sent = 0; sent < OVERSIZE; sent += piece.length) yield piece;
  }
  const stream = Readable.from(pieces());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

function rootOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl}`;
}
