import type { Content } from '../whatsapp/content.js';

/** What identifies things to machines and is shown to nobody. */
const UNSEEN = new Set([
  'type',
  'link',
  'id',
  'kind',
  'index',
  'payload',
  'token',
  'flowId',
  'catalogId',
  'productId',
  'messageId',
]);

/**
 * All that people will read of a message: bodies, headers, footers, titles, values of a template, addresses. Of a
 * template only the values: its own words are Meta's to approve.
 */
export function textsOf(content: Content): string[] {
  if (content.type === 'text') return [content.body];
  if (content.type === 'template') return stringsIn([content.header, content.body, content.cards]);
  // Media lie where we put them; the reader sees no address.
  if (content.type === 'media') return stringsIn([content.caption, content.filename]);
  return stringsIn(content);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return Object.entries(value).flatMap(([key, one]) => (UNSEEN.has(key) ? [] : stringsIn(one)));
}
