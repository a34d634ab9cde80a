import express, { type Request, type Response, Router } from 'express';
import { mountMedia } from './graph-media.js';
import { type MessageParts, messagesHandler, refuse } from './graph-messages.js';
import { nodeOf, selected } from './graph-nodes.js';
import { mountSignups } from './graph-signups.js';
import { mountTemplates } from './graph-templates.js';
import type { MediaStore } from './media.js';

export interface GraphParts extends MessageParts {
  token: string;
  orgName: string;
  media: MediaStore;
  /** Whether our webhook answers Meta's challenge. */
  verify: () => Promise<boolean>;
}

/** The part of Meta's Graph API that Izin uses, below `/sandbox/graph/{version}`. */
export function createGraphRouter(parts: GraphParts): Router {
  const { exchange, media } = parts;
  const router = Router();
  router.use((request, response, next) => {
    if (request.headers.authorization === `Bearer ${parts.token}`) next();
    else refuse(response, exchange, 190);
  });
  router.post('/:version/:numberId/messages', express.json({ limit: '1mb' }), messagesHandler(parts));
  router.get('/:version/:wabaId/phone_numbers', (request, response) => {
    if (!isWaba(request, response)) return;
    const node = nodeOf(exchange, parts.orgName, exchange.number.numberId) ?? {};
    response.json({ data: [selected(node, fieldsOf(request))] });
  });
  router.get('/:version/:wabaId/subscribed_apps', (request, response) => {
    if (!isWaba(request, response)) return;
    const app = {
      id: '700000000000007',
      name: 'Izin',
      link: 'https://www.facebook.com/games/?app_id=700000000000007',
    };
    response.json({ data: [{ whatsapp_business_api_data: app }] });
  });
  router.post('/:version/:wabaId/subscribed_apps', async (request, response) => {
    if (!isWaba(request, response)) return;
    if (await parts.verify()) response.json({ success: true });
    else refuse(response, exchange, 2200);
  });
  mountSignups(router, exchange);
  mountTemplates(router, exchange);
  router.get('/:version/:id', (request, response, next) => {
    const node = nodeOf(exchange, parts.orgName, request.params.id);
    if (node) response.json(selected(node, fieldsOf(request)));
    else next();
  });
  mountMedia(router, exchange, media);
  router.use((_request: Request, response: Response) => refuse(response, exchange, 100, 'Unknown path.'));

  function isWaba(request: Request, response: Response): boolean {
    if (request.params.wabaId === exchange.number.wabaId) return true;
    refuse(response, exchange, 100, 'Unsupported request: this account id does not exist.', 33);
    return false;
  }
  return router;
}

function fieldsOf(request: Request): string | undefined {
  return typeof request.query.fields === 'string' ? request.query.fields : undefined;
}
