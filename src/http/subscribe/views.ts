import type { Visit } from '../../conversation/visitor.js';
import type { FlowTopic } from '../../flows/index.js';
import { blocks, Html, html, rich } from './html.js';

/** What is agreed to: every word of it stands on the page, and the ledger keeps it as it stands there. */
export function wordingOf({ say }: Visit): string {
  return `${say('page')}\n\n[ ] ${say('agree')}`;
}

export interface FormView {
  action: string;
  seal: string;
  /** What is wrong with what was sent. */
  fault?: 'unticked' | 'bad-number' | 'stale';
  /** As it was typed. */
  number?: string;
}

/** The form: an empty box to tick, a number that may be left out, and a field that only machines fill in. */
export function formView(
  { say, language, topic }: Visit,
  { action, seal, fault, number = '' }: FormView,
): Html {
  return html`<h1>${topic?.name[language]}</h1>
${fault && html`<p class="fault" role="alert">${say(fault)}</p>`}
${blocks(say('page'))}
<form method="post" action="${action}" accept-charset="utf-8">
<input type="hidden" name="seal" value="${seal}">
<div class="honey" aria-hidden="true"><label>E-mail <input name="email" type="text" tabindex="-1" autocomplete="off"></label></div>
<label class="tick"><input type="checkbox" name="agree" value="yes" required><span>${rich(say('agree'))}</span></label>
<label class="name" for="number">${say('number')}</label>
<input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" maxlength="40" aria-describedby="hint" value="${number}">
<p class="hint" id="hint">${say('number-hint')}</p>
<button class="go" type="submit">${say('send')}</button>
</form>
<p class="after">${rich(say('next'))}</p>`;
}

/** The way on to WhatsApp, whatever was sent and whoever sent it. */
export function almostView(
  { say }: Visit,
  {
    link,
    message,
    number,
    hours,
    qr,
    isAsked,
  }: { link: string; message: string; number: string; hours: number; qr: string; isAsked: boolean },
): Html {
  return html`<h1>${say('almost')}</h1>
<p>${rich(say('almost.text'))}</p>
<a class="go" href="${link}" rel="noopener">${say('almost.open')}</a>
<p class="after">${rich(say('almost.by-hand', { message, number, hours }))}</p>
${isAsked ? html`<p class="after">${rich(say('almost.asked'))}</p>` : undefined}
<details><summary>${say('almost.scan')}</summary><div class="qr">${new Html(qr)}</div></details>`;
}

/** The topics there are, each with its page. */
export function topicsView({ say, language }: Visit, topics: readonly FlowTopic[]): Html {
  if (topics.length === 0) return html`<p>${say('none')}</p>`;
  return html`<h1>${say('choose')}</h1>
<div class="topics">${topics.map(
    ({ id, name, description }) =>
      html`<a href="/subscribe/${id}?lang=${language}"><b>${name[language]}</b><br>${description[language]}</a>`,
  )}</div>`;
}

export const noticeView = ({ say }: Visit, words: 'unknown' | 'busy' | 'unavailable'): Html =>
  html`<p>${say(words)}</p>`;
