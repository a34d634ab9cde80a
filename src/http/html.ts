export type Language = 'id' | 'en';

/** A page for customers: a few words and a button or two. Works without scripts, cookies and fonts of its own. */
export interface Page {
  language: Language;
  title: string;
  /** Paragraphs, apart by an empty line; `*bold*` as in WhatsApp. */
  body: string;
  buttons: { title: string; name?: string }[];
}

const OTHER = {
  id: { lang: 'en', title: 'English' },
  en: { lang: 'id', title: 'Bahasa Indonesia' },
} as const;

/** The page as HTML; everything that is said is escaped. */
export function html({ language, title, body, buttons }: Page): string {
  const other = OTHER[language];
  const paragraphs = body
    .split(/\n{2,}/)
    .map((text) => `<p>${bold(escaped(text)).replaceAll('\n', '<br>')}</p>`);
  const forms = buttons.map(
    (button) =>
      `<form method="post"><button${button.name ? ` name="${escaped(button.name)}" value="1"` : ''}>${escaped(button.title)}</button></form>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>
${[...paragraphs, ...forms].join('\n')}
<p class="other"><a rel="nofollow" hreflang="${other.lang}" href="?lang=${other.lang}">${other.title}</a></p></main></body></html>
`;
}

const STYLE =
  'body{font:18px/1.5 sans-serif;margin:0;color:#111;background:#fff}main{max-width:30em;margin:0 auto;padding:1em}' +
  'h1{font-size:1.2em}button{font:inherit;width:100%;padding:.8em;margin:.3em 0;color:#fff;background:#0b5d3b;border:0;border-radius:.4em}' +
  '.other{font-size:.9em}';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
const bold = (text: string) => text.replace(/\*([^*\n]+)\*/g, '<b>$1</b>');
