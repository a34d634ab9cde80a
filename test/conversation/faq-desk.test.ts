import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadFaq } from '../../src/faq/index.js';
import { Izin, person } from '../setup/izin.js';
import { buttonReply } from '../setup/meta.js';

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let next = 4000;
const somebody = () => person(++next);
type Person = ReturnType<typeof somebody>;
const say = async (who: Person, content: object | string) => {
  await izin.from(who, content);
  await izin.hurried();
};
const last = (who: Person) => izin.graph.to(who.phone).at(-1)?.text ?? '';
interface Cluster {
  id: number;
  size: number;
  examples: string[];
  nearest: { entry: string; score: number } | null;
  new_entry: string;
}
const unanswered = async () => (await izin.api<{ items: Cluster[] }>('GET', '/faq/unanswered')).items;
const statistics = async (id: string) => {
  const { items } = await izin.api<{ items: Record<string, unknown>[] }>('GET', '/faq/entries');
  const found = items.find((one) => one['id'] === id);
  if (!found) throw new Error(`no entry ${id}`);
  const { shown, answered, helpful, not_helpful, handed_over } = found;
  return { shown, answered, helpful, not_helpful, handed_over };
};
const FITRAH = 'zakat-fitrah-amount';
const QUESTION = 'Berapa besar zakat fitrah per orang?';
const rate = (who: Person, choice: 'helped' | 'not-helped', entry = FITRAH) =>
  say(who, buttonReply(`faq.answered.${choice}:${entry}~0`, 'x'));

test('what an answer led to is counted once a person, and a second thought counts instead', async () => {
  const [ayu, budi] = [somebody(), somebody()];
  await say(ayu, QUESTION);
  await say(budi, QUESTION);
  expect(last(ayu)).toContain('Apakah ini membantu?');
  await rate(ayu, 'helped');
  await rate(ayu, 'helped');
  expect(last(ayu)).toBe('Terima kasih, senang bisa membantu.');
  await rate(budi, 'helped');
  await rate(budi, 'not-helped');
  expect(last(budi)).toContain('Mau kami teruskan ke petugas?');
  await say(budi, 'petugas');
  expect(await statistics(FITRAH)).toEqual({
    shown: 0,
    answered: 2,
    helpful: 1,
    not_helpful: 1,
    handed_over: 1,
  });
  await rate(ayu, 'helped', 'no-such-entry');
  const { rows } = { rows: await izin.store.read.selectFrom('faq_count').select('entry').execute() };
  expect(rows.map(({ entry }) => entry)).not.toContain('no-such-entry');
});

test('a typed yes counts, thanks do not, and later words are about something else', async () => {
  const before = await statistics(FITRAH);
  const [typed, polite, later] = [somebody(), somebody(), somebody()];
  for (const who of [typed, polite, later]) await say(who, QUESTION);
  await say(typed, 'ya membantu');
  expect(last(typed)).toBe('Terima kasih, senang bisa membantu.');
  const sent = izin.graph.to(polite.phone).length;
  await say(polite, 'makasih kak');
  expect(izin.graph.to(polite.phone)).toHaveLength(sent);
  await say(later, 'BERHENTI');
  await say(later, 'ya');
  await say(later, 'belum');
  const after = await statistics(FITRAH);
  expect([after.helpful, after.not_helpful]).toEqual([Number(before.helpful) + 1, before.not_helpful]);
});

test('questions without an answer are clustered, masked, and made into an entry', async () => {
  const [ayu, budi] = [somebody(), somebody()];
  await say(ayu, 'apakah ada kolam renang umum di sini, 0812-9999-8888');
  await say(budi, 'kolam renang umum ada?');
  const cluster = (await unanswered()).find(({ examples }) => examples.some((one) => one.includes('kolam')));
  expect(cluster).toMatchObject({
    size: 2,
    examples: ['apakah ada kolam renang umum di sini, •••', 'kolam renang umum ada?'],
  });
  const { entries, faults } = loadFaq(cluster?.new_entry ?? '', '');
  expect(faults).toEqual([]);
  expect(entries[0]?.also?.id).toEqual(['kolam renang umum ada?']);

  await izin.api('POST', `/faq/unanswered/${cluster?.id}/dismiss`, {});
  expect((await unanswered()).map(({ id }) => id)).not.toContain(cluster?.id);
  await expect(izin.api('POST', `/faq/unanswered/${cluster?.id}/dismiss`, {})).rejects.toThrow();
});

test('what was offered counts as unanswered unless it was taken', async () => {
  const [taker, leaver] = [somebody(), somebody()];
  const asked = async (who: Person) => {
    const { contactId } = await izin.stands(who);
    return izin.store.read
      .selectFrom('faq_question')
      .select('text')
      .where('contact_id', '=', contactId)
      .execute();
  };
  for (const who of [taker, leaver]) await say(who, 'zakat');
  expect([await asked(taker), await asked(leaver)]).toEqual([[{ text: 'zakat' }], [{ text: 'zakat' }]]);
  await say(taker, '1');
  await say(leaver, 'petugas');
  expect([await asked(taker), await asked(leaver)]).toEqual([[], [{ text: 'zakat' }]]);
});

test('an erased person leaves no question and no rating; the totals stay', async () => {
  const who = somebody();
  await say(who, QUESTION);
  await rate(who, 'helped');
  await say(who, 'apakah ada kolam renang di sana');
  const { contactId } = await izin.stands(who);
  const kept = async () => [
    ...(await izin.store.read
      .selectFrom('faq_answer')
      .select('at')
      .where('contact_id', '=', contactId)
      .execute()),
    ...(await izin.store.read
      .selectFrom('faq_question')
      .select('at')
      .where('contact_id', '=', contactId)
      .execute()),
  ];
  expect(await kept()).toHaveLength(2);
  const copy = await izin.api<{ faq: object }>('GET', `/contacts/${contactId}/export`);
  expect(copy.faq).toMatchObject({
    questions: [{ text: 'apakah ada kolam renang di sana' }],
    answers: [{ entry: FITRAH, helpful: true }],
  });
  const before = await statistics(FITRAH);
  await izin.api('DELETE', `/contacts/${contactId}`);
  expect(await kept()).toEqual([]);
  expect(await statistics(FITRAH)).toEqual(before);
});
