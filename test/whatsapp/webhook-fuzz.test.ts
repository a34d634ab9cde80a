import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAccountEvent, readNumberEvent } from '../../src/whatsapp/account-events.js';
import { readErrors, readMessage, readPreference, readStatus } from '../../src/whatsapp/inbound.js';
import { readTemplateEvent } from '../../src/whatsapp/template-events.js';
import { NotMetaError, parseWebhook, readWebhook } from '../../src/whatsapp/webhook.js';
import {
  body,
  change,
  contact,
  EVENTS,
  envelope,
  FAILED,
  MESSAGES,
  metadata,
  NOW,
  PREFERENCE,
  STATUS,
  withMessage,
} from './payloads.js';

/** A body with one of everything. */
const full = body([
  change('messages', {
    metadata,
    contacts: [contact],
    messages: Object.values(MESSAGES).map((message, at) => ({ ...envelope, id: `wamid.${at}`, ...message })),
    statuses: [STATUS, FAILED],
    errors: FAILED.errors,
  }),
  change('user_preferences', { metadata, contacts: [contact], user_preferences: [PREFERENCE] }),
  ...EVENTS.map(([field, value]) => change(field, value)),
]);

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inner];
}
const PATHS = pathsOf(full);

const nonsense = fc.oneof(
  fc.constant('DELETE'),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string(),
  fc.double(),
  fc.bigInt().map(Number),
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    '',
    0,
    -1,
    { __proto__: null, toString: 1 },
    'constructor',
    '__proto__',
  ),
);
const mutation = fc.record({ path: fc.constantFrom(...PATHS), value: nonsense });

function apply(target: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof target !== 'object' || target === null) return target;
  const copy = (Array.isArray(target) ? [...target] : { ...target }) as Record<string, unknown>;
  if (rest.length === 0 && value === 'DELETE') delete copy[key];
  else copy[key] = apply(copy[key], rest, value);
  return copy;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const partOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** How many things the body holds, counted another way than the reader does. */
function elementsOf(value: unknown): number {
  const entries = partOf(value, 'entry') as unknown[];
  return entries.reduce<number>((sum, entry) => {
    const changes = partOf(entry, 'changes');
    if (!isList(changes)) return sum + 1;
    return changes.reduce<number>((inner, one) => {
      const held = partOf(one, 'value');
      const lists = ['messages', 'statuses', 'errors', 'user_preferences']
        .map((key) => partOf(held, key))
        .filter(isList);
      const objects = isList(held) ? [] : lists;
      return inner + (objects.length === 0 ? 1 : objects.flat(1).length);
    }, sum);
  }, 0);
}

/** Everything that may be asked of an item, by somebody who did not look at its kind first. */
function readAll(value: unknown): number {
  const { items } = readWebhook(value, NOW);
  for (const item of items) {
    readMessage(item);
    readStatus(item);
    readPreference(item);
    readErrors(item);
    readAccountEvent(item);
    readNumberEvent(item);
    readTemplateEvent(item);
    expect(item.key).toMatch(/^[a-z]+:[\w-]{43}$/);
    expect(Number.isSafeInteger(item.at)).toBe(true);
  }
  return items.length;
}

describe('mutated webhooks', () => {
  test('never throw anything but NotMetaError, and lose nothing', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 8 }), (mutations) => {
        const value = mutations.reduce<unknown>(
          (target, { path, value }) => apply(target, path, value),
          full,
        );
        let read: number;
        try {
          read = readAll(value);
        } catch (error) {
          expect(error).toBeInstanceOf(NotMetaError);
          return;
        }
        expect(read).toBeGreaterThanOrEqual(elementsOf(value));
      }),
      { numRuns: 200 },
    );
  });

  test('a broken neighbour never costs a message its opt-out', () => {
    fc.assert(
      fc.property(
        fc.array(nonsense, { maxLength: 5 }),
        fc.array(nonsense, { maxLength: 5 }),
        (before, after) => {
          const stop = { ...envelope, id: 'wamid.STOP', type: 'text', text: { body: 'BERHENTI' } };
          const messages = [...before, stop, ...after];
          const { items } = readWebhook(body([change('messages', { metadata, messages })]), NOW);
          const found = items.filter((item) => readMessage(item).texts.includes('BERHENTI'));
          expect(found.length).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });

  test('bytes of any kind only ever raise NotMetaError', () => {
    const text = JSON.stringify(full);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ unit: 'binary' }), (at, length, noise) => {
        const broken = text.slice(0, at) + noise + text.slice(at + length);
        try {
          readAll(parseWebhook(Buffer.from(broken)));
        } catch (error) {
          expect(error).toBeInstanceOf(NotMetaError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Every documented place of the person's own words. */
const PLACES: Record<string, (word: string) => object> = {
  'text body': (word) => ({ type: 'text', text: { body: word } }),
  'image caption': (word) => ({ type: 'image', image: { id: '1', caption: word } }),
  'video caption': (word) => ({ type: 'video', video: { id: '1', caption: word } }),
  'document caption': (word) => ({ type: 'document', document: { id: '1', caption: word } }),
  'file name': (word) => ({ type: 'document', document: { id: '1', filename: word } }),
  'button text': (word) => ({ type: 'button', button: { text: word, payload: 'p' } }),
  'button payload': (word) => ({ type: 'button', button: { text: 't', payload: word } }),
  'reply id': (word) => ({
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: word, title: 't' } },
  }),
  'reply title': (word) => ({
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'i', title: word } },
  }),
  'row id': (word) => ({
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id: word, title: 't' } },
  }),
  'row description': (word) => ({
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id: 'i', title: 't', description: word } },
  }),
  'form answer': (word) => ({
    type: 'interactive',
    interactive: {
      type: 'nfm_reply',
      nfm_reply: { name: 'flow', response_json: JSON.stringify({ a: [{ b: word }] }) },
    },
  }),
  'edited text': (word) => ({
    type: 'edit',
    edit: { original_message_id: 'w', message: { type: 'text', text: { body: word } } },
  }),
  'order text': (word) => ({ type: 'order', order: { text: word, product_items: [] } }),
  reaction: (word) => ({ type: 'reaction', reaction: { message_id: 'w', emoji: word } }),
};

describe('P2 an opt-out planted at any documented place appears in texts', () => {
  test.each(Object.keys(PLACES))('%s', (place) => {
    const words = fc.oneof(
      fc.constantFrom('STOP', 'berhenti', 'Stop promo ya'),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    );
    const clutter = fc.dictionary(fc.stringMatching(/^x_[a-z]{1,8}$/), fc.jsonValue({ maxDepth: 2 }));
    const field = fc.constantFrom('messages', 'standby');
    fc.assert(
      fc.property(words, clutter, clutter, field, (word, beside, around, name) => {
        fc.pre(word.trim() !== '');
        const message = { ...beside, ...PLACES[place]!(word) };
        const { items } = readWebhook(withMessage(message, around, name), NOW);
        expect(items.flatMap((item) => readMessage(item).texts)).toContain(word);
      }),
      { numRuns: 60 },
    );
  });
});
