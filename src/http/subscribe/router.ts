import express, { type Request, type Response, Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { PENDING_LIFE } from '../../consent/machine.js';
import { listTopics } from '../../consent/topics.js';
import { readPhone } from '../../contacts/phone.js';
import { type OfferedTopic, type Visit, visit } from '../../conversation/visitor.js';
import type { Language } from '../../flows/index.js';
import { qrSvg } from '../../subscribe/qr.js';
import { newRef, REF_LENGTH } from '../../subscribe/ref.js';
import { takePageRequest } from '../../subscribe/request.js';
import { prefilledText, waLink } from '../../subscribe/wa-link.js';
import { nameRoute } from '../access-log.js';
import type { ApiDeps } from '../deps.js';
import { FormSeal } from './form.js';
import { CONTENT_SECURITY, type Html, page } from './html.js';
import { allowed } from './limits.js';
import { PageQuestions } from './page-questions.js';
import { almostView, formView, noticeView, topicsView, wordingOf } from './views.js';

const SUBSCRIBE = '/subscribe';
const HOUR = 60 * 60 * 1000;
const FORM_LIMIT = '4kb';
/** Of one address; many people stand behind the one address of a mobile network. */
const VIEWS = { points: 240, duration: 60 };
const SUBMITS = { points: 30, duration: 600 };
/** Of all together: refs that nobody uses fill the database. */
const ALL_SUBMITS = { points: 3000, duration: 3600 };
/** Every answer takes at least this long, so that its time tells nothing of the number. */
const ANSWER = 150;

/** `/subscribe` and `/subscribe/{topic}`: plain pages, without script, cookie or anything from elsewhere. */
export function subscribePages(deps: ApiDeps): Router {
  const router = Router();
  const seal = new FormSeal(deps.subscribe.page.secret);
  const views = new RateLimiterMemory(VIEWS);
  const submits = new RateLimiterMemory(SUBMITS);
  const allSubmits = new RateLimiterMemory(ALL_SUBMITS);
  const questions = new PageQuestions(deps);

  router.get(SUBSCRIBE, async (request, response) => {
    const topics = await listTopics(deps.store.read);
    const nothing = visitOf(request, undefined);
    if (!(await allowed(views, request))) return show(response, 429, nothing, noticeView(nothing, 'busy'));
    show(response, 200, nothing, topicsView(nothing, topics));
  });

  router.get(`${SUBSCRIBE}/:topic`, async (request, response) => {
    const here = visitOf(request, await topicOf(request));
    if (!(await allowed(views, request))) return show(response, 429, here, noticeView(here, 'busy'));
    if (!here.topic) return show(response, 404, here, noticeView(here, 'unknown'));
    show(response, 200, here, form(here));
  });

  const parse = express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: 10 });
  router.post(`${SUBSCRIBE}/:topic`, parse, async (request, response) => {
    const here = visitOf(request, await topicOf(request));
    const may = (await allowed(submits, request)) && (await allowed(allSubmits));
    if (!may) return show(response, 429, here, noticeView(here, 'busy'));
    if (!here.topic) return show(response, 404, here, noticeView(here, 'unknown'));
    const sent = readForm(request.body);
    const shownAt = seal.open(sent.seal, shownOf(here, here.topic), deps.now());
    const identity = sent.number === '' ? undefined : readPhone(sent.number, deps.country);
    const fault = !sent.agreed ? 'unticked' : shownAt === undefined ? 'stale' : undefined;
    if (fault) return show(response, 422, here, form(here, { fault, number: sent.number }));
    if (sent.number !== '' && !identity)
      return show(response, 422, here, form(here, { fault: 'bad-number', number: sent.number }));
    const number = await deps.subscribe.ourNumber().catch(() => undefined);
    if (number === undefined) return show(response, 503, here, noticeView(here, 'unavailable'));
    const [ref] = await Promise.all([
      // A machine gets the same answer, and leaves nothing behind.
      sent.honey ? newRef(REF_LENGTH.once) : keep(request, here, here.topic, shownAt ?? 0, identity),
      new Promise((resolve) => setTimeout(resolve, ANSWER)),
    ]);
    const message = prefilledText({ topic: here.topic.id, language: here.language, ref });
    const link = waLink(number, message);
    const shown = {
      link,
      message,
      number,
      hours: PENDING_LIFE / HOUR,
      qr: await qrSvg(link),
      isAsked: sent.number !== '' && (await questions.mayAsk(here.topic.id)),
    };
    show(response, 200, here, almostView(here, shown));
  });

  return router;

  async function keep(
    visitor: Request,
    { language, say }: Visit,
    topic: OfferedTopic,
    shownAt: number,
    identity: ReturnType<typeof readPhone>,
  ): Promise<string> {
    const { store, now, sources, suppression } = deps;
    const request = {
      topic: topic.id,
      language,
      wording: wordingOf({ language, say, topic }),
      source: say('source'),
      shownAt,
      ...(identity && { identity }),
    };
    const context = { now: now(), environment: sources.environment, suppression };
    const { ref } = await store.write(async (tx) => {
      const taken = await takePageRequest(tx, request, context);
      if (taken.contactId !== undefined)
        await questions.ask(tx, { ...taken, contactId: taken.contactId }, topic, visitor);
      return taken;
    });
    return ref;
  }

  function form(here: Visit, more: Partial<Parameters<typeof formView>[1]> = {}): Html {
    const { topic, language } = here;
    const shown = topic ? seal.seal(shownOf(here, topic), deps.now()) : '';
    return formView(here, { action: `${SUBSCRIBE}/${topic?.id}?lang=${language}`, seal: shown, ...more });
  }

  async function topicOf(request: Request): Promise<OfferedTopic | undefined> {
    const topics = await listTopics(deps.store.read);
    return topics.find(({ id }) => id === request.params['topic']);
  }

  function visitOf(request: Request, topic: OfferedTopic | undefined): Visit {
    const { release, house } = deps.subscribe.page;
    return visit(release(), house(), topic, languageOf(request), deps.now());
  }

  function show(response: Response, status: number, here: Visit, body: Html): void {
    const { topic, language } = here;
    const path = topic ? `${SUBSCRIBE}/${topic.id}` : SUBSCRIBE;
    nameRoute(response, topic ? `${SUBSCRIBE}/{topic}` : SUBSCRIBE);
    const org = deps.subscribe.page.house().org.name;
    response
      .status(status)
      .set('Content-Security-Policy', CONTENT_SECURITY)
      .set('Content-Language', language)
      .set('Vary', 'Accept-Language')
      // The seal of a form is good for this visitor's reading of it, not for a cache.
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page({ language, title: topic?.name[language] ?? org, org, path }, body));
  }
}

const shownOf = (here: Visit, topic: OfferedTopic) => ({
  topic: topic.id,
  language: here.language,
  wording: wordingOf(here),
});

/** The link on the page goes before the browser's language; Indonesian where neither says. */
function languageOf(request: Request): Language {
  const asked = request.query['lang'];
  if (asked === 'id' || asked === 'en') return asked;
  return request.acceptsLanguages('id', 'en') === 'en' ? 'en' : 'id';
}

function readForm(body: unknown) {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    agreed: text('agree') === 'yes',
    seal: text('seal'),
    number: text('number'),
    honey: text('email') !== '',
  };
}
