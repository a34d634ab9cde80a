import express, { type Request, type RequestHandler, Router } from 'express';
import { loadStanding } from '../consent/index.js';
import { survivorOf } from '../consent/links.js';
import type { StopLink } from '../consent/stop-link.js';
import { listTopics } from '../consent/topics.js';
import { readContact } from '../contacts/view.js';
import type { Language } from '../flows/index.js';
import { nameRoute } from './access-log.js';
import type { ApiDeps } from './deps.js';
import { CONTENT_SECURITY, type Html, html, page, blocks as paragraphs } from './subscribe/html.js';
import { withdraw } from './withdraw.js';

const STOP_PATH = '/stop';
const ROUTE = `${STOP_PATH}/{token}`;

/**
 * `/stop/<token>`: one button. Looking changes nothing, since mail scanners and previews of links look at
 * everything; only the button, or a mail program's own (RFC 8058), withdraws. Who cannot be told apart from
 * nobody is answered alike.
 */
export function stopPage(deps: ApiDeps): Router {
  const router = Router({ caseSensitive: true });
  const path = `${STOP_PATH}/:token`;
  router.use(STOP_PATH, quietly);
  router.get(path, async (request, response) => {
    const view = await viewOf(deps, request);
    response.status(view.link ? 200 : 404).send(view.page(view.stopped ? 'done' : 'ask'));
  });
  router.post(path, express.urlencoded({ extended: false, limit: '2kb' }), async (request, response) => {
    const view = await viewOf(deps, request);
    if (!view.link) {
      response.status(404).send(view.page('ask'));
      return;
    }
    try {
      const everything = (request.body as { all?: unknown } | undefined)?.all !== undefined;
      await stop(deps, view, everything);
    } catch (error) {
      deps.log.error({ requestId: response.locals['requestId'], name: (error as Error).name }, 'stop failed');
      response.status(503).set('Retry-After', '5').send(view.page('trouble'));
      return;
    }
    const after = await viewOf(deps, request);
    response.send(after.page('done'));
  });
  return router;
}

/** The address is a key: it is neither logged, nor kept, nor passed on, nor found by search engines. */
const quietly: RequestHandler = (_request, response, next) => {
  nameRoute(response, ROUTE);
  response
    .set({
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex, nofollow',
      'Content-Security-Policy': CONTENT_SECURITY,
    })
    .type('html');
  next();
};

interface View {
  link: StopLink | undefined;
  contactId: string | null;
  /** Nothing is left that this link could stop. */
  stopped: boolean;
  page: (what: 'ask' | 'done' | 'trouble') => string;
}

async function viewOf(deps: ApiDeps, request: Request): Promise<View> {
  const { store, orgName, now } = deps;
  const link = await deps.stopLinks.read(String(request.params['token']));
  const contactId = link ? await survivorOf(store.read, link.contactId) : null;
  const contact = contactId === null ? undefined : await readContact(store.read, contactId, now());
  const { topics, blocks } = await loadStanding(store.read, contactId ?? '');
  const known = await listTopics(store.read);
  const language = languageOf(request, contact?.language ?? null);
  const all = blocks.has('withdrawn_all') || blocks.has('erased') || contact === undefined;
  const one = known.find(({ id }) => id === link?.topic);
  const rest = all ? [] : known.filter(({ id }) => topics.get(id)?.state === 'subscribed');
  const isStopped = all || (one !== undefined && topics.get(one.id)?.state === 'unsubscribed');
  const say = (key: string, variant?: string) => {
    const values: Record<string, string | undefined> = {
      org: orgName,
      topic: one?.name[language],
      rest: rest.length > 0 ? rest.map(({ name }) => name[language]).join(', ') : undefined,
    };
    const { words } = deps.subscribe.page.release();
    return words.say(`stop:${key}`, language, (name) => values[name], variant).text;
  };
  const show = (body: string, ...buttons: Html[]) =>
    page(
      { language, title: say('title'), org: orgName, path: '' },
      html`<h1>${say('title')}</h1>${paragraphs(body)}${buttons}`,
    );
  const button = html`<form method="post"><button>${say('button')}</button></form>`;
  const shown = (what: 'ask' | 'done' | 'trouble'): string => {
    if (!link) return show(say('gone'));
    if (what === 'trouble') return show(say('trouble'), button);
    if (what === 'ask') return show(say('ask', one && 'topic'), button);
    if (one === undefined || all) return show(say('done'));
    const more = html`<form method="post"><button name="all" value="1">${say('button-all')}</button></form>`;
    return show(say('done', 'topic'), ...(rest.length > 0 ? [more] : []));
  };
  return { link, contactId: contact ? contactId : null, stopped: isStopped, page: shown };
}

async function stop(deps: ApiDeps, { link, contactId, stopped }: View, everything: boolean): Promise<void> {
  // Who is gone, or stopped already, has nothing more to withdraw: the answer is the same.
  if (!link || contactId === null || (stopped && !everything)) return;
  const { blocks } = await loadStanding(deps.store.read, contactId);
  if (blocks.has('erased') || blocks.has('withdrawn_all')) return;
  const known =
    link.topic !== null && (await listTopics(deps.store.read)).some(({ id }) => id === link.topic);
  await withdraw(deps, contactId, {
    topics: !everything && known && link.topic !== null ? [link.topic] : 'all',
    source: 'link',
    actor: 'customer',
    evidence: { link: 'stop' },
  });
}

function languageOf(request: Request, known: string | null): Language {
  const asked = request.query['lang'];
  if (asked === 'id' || asked === 'en') return asked;
  if (known === 'id' || known === 'en') return known;
  return request.acceptsLanguages('id', 'en') === 'en' ? 'en' : 'id';
}
