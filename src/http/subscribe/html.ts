import { createHash } from 'node:crypto';
import type { Language } from '../../flows/index.js';
import { STYLE } from './style.js';

/** Only our own style, no script, no frame, no picture from elsewhere. */
export const CONTENT_SECURITY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Markup, as against text that is still to be escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = Html | string | number | undefined | readonly Html[];

/** Escapes what is filled in, but for markup of ours. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((all, text, index) => `${all}${written(parts[index - 1])}${text}`));
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(({ markup }) => markup).join('');
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** Words as WhatsApp shows them: *bold*, and addresses that lead there. */
export function rich(text: string): Html {
  return new Html(
    escaped(text)
      .replace(/\*([^*\n]+)\*/g, '<strong>$1</strong>')
      .replace(
        /https:\/\/[^\s<]+[^\s<.,;:!?)]/g,
        (address) => `<a href="${address}" rel="noopener">${address}</a>`,
      ),
  );
}

/** Paragraphs, and lines that begin with "- " as a list. */
export function blocks(text: string): Html[] {
  return text.split(/\n{2,}/).map((block) => {
    const lines = block.split('\n');
    if (!lines.every((line) => line.startsWith('- '))) return html`<p>${rich(block)}</p>`;
    return html`<ul class="points">${lines.map((line) => html`<li>${rich(line.slice(2))}</li>`)}</ul>`;
  });
}

export interface Frame {
  language: Language;
  title: string;
  org: string;
  /** This address, without a query. */
  path: string;
}

/** The other language is named in that language. */
const OTHER = { id: { code: 'en', name: 'English' }, en: { code: 'id', name: 'Bahasa Indonesia' } } as const;

/** A whole page around its card. */
export function page({ language, title, org, path }: Frame, body: Html): string {
  const other = OTHER[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${org}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<header><strong>${org}</strong><a href="${path}?lang=${other.code}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></header>
<div class="card">
${body}
</div>
</main>
</body>
</html>
`.markup;
}
