import { present } from './loose.js';

/** A button of a template that is still to be handed in, with its label. */
export type DraftButton =
  | { reply: string }
  /** `url` may end in `{{1}}`; then `sample` is a whole address. */
  | { link: string; url: string; sample?: string | undefined }
  | { call: string; phone: string };

/** Values that Meta's reviewers read in the place of `{{1}}`, or of `{{name}}`. */
export type Samples = readonly string[] | Readonly<Record<string, string>>;

/** The words of a template in one language. Izin fills in the body alone, so nothing else holds values. */
export interface DraftText {
  header?: string | undefined;
  body: string;
  samples?: Samples | undefined;
  footer?: string | undefined;
  buttons?: readonly DraftButton[] | undefined;
}

export const DRAFT_CATEGORIES = ['marketing', 'utility'] as const;

/** One template in one language, before Meta knows it. */
export interface TemplateDraft extends DraftText {
  name: string;
  category: (typeof DRAFT_CATEGORIES)[number];
  /** Exact: `en` and `en_US` are two. */
  language: string;
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** The names of the values of a text, in order, each once. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] as string))];
}

export const labelOf = (button: DraftButton): string =>
  'reply' in button ? button.reply : 'link' in button ? button.link : button.call;

/** The draft with its references to facts filled in; values of ours stay. */
export function filledDraft(draft: TemplateDraft, fill: (text: string) => string): TemplateDraft {
  const { header, body, footer, buttons } = draft;
  const filled = (button: DraftButton) =>
    Object.fromEntries(
      Object.entries<string | undefined>(button).map(([key, text]) => [key, text && fill(text)]),
    ) as DraftButton;
  return {
    ...draft,
    ...present({
      header: header && fill(header),
      footer: footer && fill(footer),
      buttons: buttons?.map(filled),
    }),
    body: fill(body),
  };
}

/** All that people will read of it; the sample of an address is for reviewers. */
export function draftWords({ header, body, footer, buttons = [] }: DraftText): string[] {
  const labels = buttons.flatMap((button) =>
    Object.entries<string | undefined>(button).flatMap(([key, text]) =>
      key === 'sample' || text === undefined ? [] : [text.replace(/\{\{1\}\}$/, '')],
    ),
  );
  return [header ?? '', body, footer ?? '', ...labels].filter((text) => text !== '');
}

/** What `POST /{WABA}/message_templates` takes (Meta docs: templates/template-management). */
export function draftRequest(draft: TemplateDraft) {
  const { name, language, category, header, body, footer, buttons = [], samples } = draft;
  return {
    name,
    language,
    category: category.toUpperCase(),
    parameter_format: Array.isArray(samples) || samples === undefined ? 'POSITIONAL' : 'NAMED',
    components: [
      ...(header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: header }]),
      { type: 'BODY', text: body, ...present({ example: exampleOf(samples) }) },
      ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
      ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonRequest) }]),
    ],
  };
}

function exampleOf(samples: Samples | undefined): object | undefined {
  if (samples === undefined) return undefined;
  if (Array.isArray(samples)) return samples.length === 0 ? undefined : { body_text: [samples] };
  const named = Object.entries(samples).map(([param_name, example]) => ({ param_name, example }));
  return named.length === 0 ? undefined : { body_text_named_params: named };
}

/** Numbers without a country code are Indonesian. */
const international = (phone: string) => phone.replace(/[\s().-]/g, '').replace(/^0/, '+62');

function buttonRequest(button: DraftButton): object {
  if ('reply' in button) return { type: 'QUICK_REPLY', text: button.reply };
  if ('call' in button)
    return { type: 'PHONE_NUMBER', text: button.call, phone_number: international(button.phone) };
  const { link, url, sample } = button;
  return { type: 'URL', text: link, url, ...(sample !== undefined && { example: [sample] }) };
}
