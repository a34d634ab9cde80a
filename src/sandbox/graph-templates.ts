import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { templateEvent } from './account.js';
import type { Exchange } from './exchange.js';
import { reportAccountEvent } from './exchange.js';
import { errorAnswer } from './graph-errors.js';
import { refuse } from './graph-messages.js';
import { templatePage } from './graph-nodes.js';
import { isTemplateFault, newTemplate } from './new-template.js';

const text = z.string().exactOptional();
const templateQuery = z.object({
  name: text,
  status: text,
  category: text,
  language: text,
  fields: text,
  limit: z.coerce.number().int().min(1).max(1000).exactOptional(),
  after: text,
});

/** Message templates of the fake Graph API (Meta docs: templates/template-management), behind its check of the token. */
export function mountTemplates(router: Router, exchange: Exchange): void {
  router.get('/:version/:wabaId/message_templates', (request, response, next) => {
    if (request.params.wabaId !== exchange.number.wabaId) return next();
    const query = templateQuery.safeParse(request.query);
    if (!query.success) return refuse(response, exchange, 100);
    response.json(templatePage(exchange.templates, query.data, addressOf(request)));
  });
  router.post(
    '/:version/:wabaId/message_templates',
    express.json({ limit: '1mb' }),
    (request, response, next) => {
      if (request.params.wabaId !== exchange.number.wabaId) return next();
      handIn(exchange, request.body, response);
    },
  );
}

/** Meta's review, which takes minutes to a day, is over at once here. */
function handIn(exchange: Exchange, body: unknown, response: Response): void {
  const made = newTemplate(body, exchange.templates);
  if (isTemplateFault(made)) {
    const { http, body: answer } = errorAnswer(100, exchange.ids(), made.details, made.subcode);
    response.status(http).json(answer);
    return;
  }
  exchange.templates = [...exchange.templates, made];
  response.json({ id: made.id, status: 'PENDING', category: made.category });
  reportAccountEvent(exchange, { change: templateEvent(made, 'APPROVED'), account: {} });
}

function addressOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl}${request.path}`;
}
