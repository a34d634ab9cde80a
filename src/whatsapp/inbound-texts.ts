import { isObject, type Loose } from './loose.js';

/** What a person can fill in is short; beyond these bounds nobody says stop, somebody attacks. */
const MOST_TEXTS = 2_000;
const LONGEST = 70_000;
const DEEPEST = 32;

/** Keys of a message that are its address and circumstances, not the person's words. */
const ENVELOPE: ReadonlySet<string> = new Set([
  'id',
  'from',
  'to',
  'from_user_id',
  'from_parent_user_id',
  'timestamp',
  'type',
  'group_id',
  'context',
  'referral',
  'errors',
  'identity',
  // Free text of Meta's, in the person's name: never read.
  'system',
  'revoke',
  'location',
  // Cards of other people.
  'contacts',
  'wa_id',
  'user_id',
  'parent_user_id',
  'detail',
]);

const MEDIA: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker', 'voice']);

/**
 * Every place of a message where an opt-out can stand: body, caption, file name, button text and payload,
 * choice id, title and description, every text of a form's answers, the edited message's places, the
 * emoji of a reaction, the text of an order. Looks at the keys, not at `type`, which may be new or wrong;
 * of a kind that is not known every text counts.
 */
export function textsOf(message: Loose): string[] {
  const texts = new Set<string>();
  collect(message, texts, 0);
  return [...texts];
}

function collect(message: Loose, texts: Set<string>, depth: number): void {
  for (const key of Object.keys(message)) {
    if (ENVELOPE.has(key)) continue;
    const value = message[key];
    if (key === 'text') {
      if (isObject(value)) take(value, ['body'], texts);
      else leaves(value, texts, depth);
    } else if (MEDIA.has(key)) take(value, ['caption', 'filename'], texts);
    else if (key === 'reaction') take(value, ['emoji'], texts);
    else if (key === 'order') take(value, ['text'], texts);
    else if (key === 'interactive') interactive(value, texts, depth);
    else if (key === 'edit' && isObject(value) && isObject(value.message)) {
      if (depth < DEEPEST) collect(value.message, texts, depth + 1);
    } else leaves(value, texts, depth);
  }
}

function interactive(value: unknown, texts: Set<string>, depth: number): void {
  if (!isObject(value)) {
    leaves(value, texts, depth);
    return;
  }
  for (const key of Object.keys(value)) {
    const part = value[key];
    // The answer to a question about calls is no word about messages.
    if (key === 'type' || key === 'call_permission_reply') continue;
    if (key === 'nfm_reply' && isObject(part)) {
      take(part, ['body'], texts);
      leaves(formOf(part), texts, depth);
    } else leaves(part, texts, depth);
  }
}

/** The answers of a form: `response_json` is a text that holds JSON; the text itself when it does not. */
export function formOf(reply: Loose): unknown {
  const answers = reply.response_json;
  if (typeof answers !== 'string') return answers;
  try {
    return JSON.parse(answers) as unknown;
  } catch {
    return answers;
  }
}

function take(value: unknown, keys: readonly string[], texts: Set<string>): void {
  if (isObject(value)) for (const key of keys) add(value[key], texts);
  else leaves(value, texts, 0);
}

function add(value: unknown, texts: Set<string>): void {
  if (typeof value !== 'string' || value.trim() === '' || texts.size >= MOST_TEXTS) return;
  texts.add(value.length > LONGEST ? value.slice(0, LONGEST) : value);
}

function leaves(value: unknown, texts: Set<string>, depth: number): void {
  if (typeof value === 'string') add(value, texts);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  const parts = Array.isArray(value) ? value : Object.values(value);
  for (const part of parts) leaves(part, texts, depth + 1);
}
