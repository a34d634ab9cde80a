import express, { type Response, type Router } from 'express';
import type { Exchange } from './exchange.js';
import { errorAnswer } from './graph-errors.js';
import { selected } from './graph-nodes.js';
import { changedSignup, isFault, newSignup, type SignupFault } from './signups.js';

/** In-App Signups of the fake Graph API (Meta docs: in-app-signup), behind its check of the token. */
export function mountSignups(router: Router, exchange: Exchange): void {
  const json = express.json({ limit: '100kb' });
  router.get('/:version/:wabaId/signups', (request, response, next) => {
    if (request.params.wabaId !== exchange.number.wabaId) return next();
    const { fields } = request.query;
    const names = typeof fields === 'string' ? fields : undefined;
    response.json({ data: exchange.signups.map((one) => selected({ ...one }, names)) });
  });
  router.post('/:version/:wabaId/signups', json, (request, response, next) => {
    if (request.params.wabaId !== exchange.number.wabaId) return next();
    const id = String(1_040_000_000_000_001 + exchange.signups.length);
    const made = newSignup(request.body, id, exchange.signups.length === 0);
    if (isFault(made)) return fault(response, exchange, made);
    exchange.signups = [...exchange.signups, made];
    exchange.touched();
    response.json({ id });
  });
  router.get('/:version/signups/:id', (request, response) => {
    const signup = exchange.signups.find(({ id }) => id === request.params.id);
    if (signup) response.json(signup);
    else missing(response, exchange);
  });
  router.post('/:version/signups/:id', json, (request, response) => {
    const signup = exchange.signups.find(({ id }) => id === request.params.id);
    if (!signup) return missing(response, exchange);
    const next = changedSignup(signup, request.body);
    if (isFault(next)) return fault(response, exchange, next);
    exchange.signups = exchange.signups.map((one) => (one === signup ? next : one));
    exchange.touched();
    response.json({ success: true });
  });
}

function fault(response: Response, exchange: Exchange, { details, subcode }: SignupFault): void {
  const { http, body } = errorAnswer(100, exchange.ids(), details, subcode);
  response.status(http).json(body);
}

function missing(response: Response, exchange: Exchange): void {
  fault(response, exchange, { details: 'Unsupported request: this signup does not exist.', subcode: 33 });
}
