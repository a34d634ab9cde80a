import { createHash, timingSafeEqual } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import type { Intake } from '../conversation/intake.js';
import { StoreUnavailableError } from '../store/index.js';
import { verifySignature } from '../whatsapp/signature.js';
import { NotMetaError } from '../whatsapp/webhook.js';

/** Meta sends up to 3 MB. Meta docs: webhooks/overview. */
const MAX_BODY = 4 * 1024 * 1024;

export interface WebhookOptions {
  intake: Pick<Intake, 'accept'>;
  /** Several while a secret is being rotated. */
  appSecrets: readonly string[];
  verifyToken: string;
  onRequest?: (outcome: WebhookOutcome, ms: number) => void;
}

export type WebhookOutcome =
  | 'accepted'
  | 'unsigned'
  | 'forged'
  | 'too_large'
  | 'not_meta'
  | 'unavailable'
  | 'failed';

/**
 * `GET` and `POST /webhook`. Mounted before every other route and middleware, and reading the body itself:
 * every message of every customer passes here, and Meta wants its answer within 250 ms.
 */
export function mountWebhook(app: Express, options: WebhookOptions): void {
  app.post('/webhook', (request, response) => {
    const began = performance.now();
    readBody(request, (raw) => {
      receive(raw, request, options).then(([outcome, status, reason]) => {
        options.onRequest?.(outcome, performance.now() - began);
        response.statusCode = status;
        if (status === 503) response.setHeader('Retry-After', '5');
        if (status === 413) response.setHeader('Connection', 'close');
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.end(reason);
      });
    });
  });
  app.get('/webhook', (request, response) => verify(request, response, options.verifyToken));
}

async function receive(
  raw: Buffer | 'too_large',
  request: Request,
  { intake, appSecrets }: WebhookOptions,
): Promise<[WebhookOutcome, number, string]> {
  if (raw === 'too_large') return ['too_large', 413, 'body larger than 4 MB'];
  const signature = verifySignature(raw, signatureOf(request), appSecrets);
  if (signature === 'missing') return ['unsigned', 401, 'X-Hub-Signature-256 missing'];
  if (signature !== 'valid') return ['forged', 401, 'X-Hub-Signature-256 does not match'];
  try {
    await intake.accept(raw);
    return ['accepted', 200, 'OK'];
  } catch (error) {
    if (error instanceof NotMetaError) return ['not_meta', 400, error.reason];
    if (error instanceof StoreUnavailableError) return ['unavailable', 503, 'not stored, please try again'];
    return ['failed', 500, 'not stored, please try again'];
  }
}

/** Calls back once, with the whole body; an aborted request never calls back. */
function readBody(request: Request, done: (raw: Buffer | 'too_large') => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BODY) {
      request.removeAllListeners('data').removeAllListeners('end').resume();
      done('too_large');
    } else chunks.push(chunk);
  });
  request.on('end', () => done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  request.on('error', () => undefined);
}

/** Meta docs: webhooks/create-webhook-endpoint, verification requests. */
function verify(request: Request, response: Response, token: string): void {
  const { 'hub.mode': mode, 'hub.verify_token': given, 'hub.challenge': challenge } = request.query;
  if (
    mode !== 'subscribe' ||
    typeof given !== 'string' ||
    typeof challenge !== 'string' ||
    !same(given, token)
  ) {
    response.status(403).type('text/plain').send('hub.verify_token does not match');
    return;
  }
  response.status(200).type('text/plain').send(challenge);
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return b !== '' && timingSafeEqual(digest(a), digest(b));
}

function signatureOf(request: Request): string | undefined {
  const header = request.headers['x-hub-signature-256'];
  return typeof header === 'string' ? header : undefined;
}
