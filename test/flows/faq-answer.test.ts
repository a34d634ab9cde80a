import { describe, expect, test } from '@jest/globals';
import {
  advance,
  begin,
  createRelease,
  type Effect,
  emptyConversation,
  type FaqText,
  type SendEffect,
} from '../../src/flows/index.js';
import { facts, faqTexts, release, sources } from './shipped.js';

const [fitrah, nisab] = faqTexts as [FaqText, FaqText];
const MEDIA = {
  kind: 'image',
  medium: 'denah-kantor',
  alt: { id: 'Denah kantor', en: 'Map of the office' },
} as const;
const HEADER = { kind: 'image', medium: MEDIA.medium };
const RATINGS = ['faq.answered.helped:fitrah~0', 'faq.answered.not-helped:fitrah~0'];
const long = (letters: number) => ({ id: 'x'.repeat(letters), en: 'y' });
/** As after the answer that was asked about. */
const unrated = { ...emptyConversation(), memory: { 'faq-answers': 1 } };

/** The bubbles of the answer to "zakat fitrah?" when that entry is changed so. */
function answer(
  change: Partial<FaqText>,
  state = emptyConversation(),
  today = facts(),
): SendEffect['content'][] {
  const own = createRelease('own', sources, [{ ...fitrah, ...change }, nisab]);
  return sent(begin(own, 'faq', state, today, { type: 'text', text: 'zakat fitrah?' }).effects);
}
const sent = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.content] : []));

describe('an answer', () => {
  test.each<[what: string, change: Partial<FaqText>, rated: boolean, bubbles: object[]]>([
    ['plain', {}, false, [{ type: 'text', body: fitrah.answer.id }]],
    ['with buttons', {}, true, [{ type: 'buttons', buttons: [{ id: RATINGS[0] }, { id: RATINGS[1] }] }]],
    ['with a picture above the buttons', { media: MEDIA }, true, [{ type: 'buttons', media: HEADER }]],
    [
      'as the caption of its picture',
      { media: MEDIA },
      false,
      [{ type: 'media', ...HEADER, caption: fitrah.answer.id }],
    ],
    [
      'too long for a caption',
      { media: MEDIA, answer: long(1025) },
      false,
      [{ type: 'media', caption: 'Denah kantor' }, { type: 'text' }],
    ],
    ['too long for buttons', { answer: long(1010) }, true, [{ type: 'text', body: 'x'.repeat(1010) }]],
    [
      'with what to ask next',
      { followUps: ['nisab', 'gone'] },
      false,
      [
        {
          type: 'list',
          body: fitrah.answer.id,
          button: 'Tanya lanjutan',
          sections: [{ rows: [{ id: 'faq.answered.entry:nisab~0', description: nisab.question.id }] }],
        },
      ],
    ],
    [
      'with what to ask next, a picture and whether it helped',
      { followUps: ['nisab'], media: MEDIA },
      true,
      [
        { type: 'media', ...HEADER, caption: 'Denah kantor' },
        { type: 'list', sections: [{ rows: [{}, { id: RATINGS[0] }, { id: RATINGS[1] }] }] },
      ],
    ],
  ])('%s', (_, change, rated, bubbles) => {
    expect(answer(change, rated ? emptyConversation() : unrated)).toMatchObject(bubbles);
  });

  test('an entry that is not valid today is neither said nor offered', () => {
    const isCurrent = (id: string) => id === 'fitrah';
    expect(answer({ followUps: ['nisab'] }, unrated, facts({ isCurrent }))).toMatchObject([{ type: 'text' }]);
    const { effects } = begin(release, 'faq', unrated, facts({ isCurrent: () => false }), {
      type: 'answer',
      choice: 'late-entry',
      value: 'fitrah',
    });
    expect(effects).toMatchObject([{ type: 'send', wording: 'fallback:not-understood' }]);
  });
});

describe('whether it helped', () => {
  test('is asked of one answer in five', () => {
    let state = emptyConversation();
    const asked: boolean[] = [];
    for (let number = 0; number < 11; number++) {
      const turn = begin(release, 'faq', state, facts(), { type: 'text', text: 'zakat fitrah?' });
      state = turn.state;
      asked.push(sent(turn.effects).some(({ type }) => type === 'buttons'));
    }
    expect(asked.flatMap((yes, number) => (yes ? [number] : []))).toEqual([0, 5, 10]);
  });

  test('is not asked while another question is open, whose yes it could steal', () => {
    const open = begin(release, 'opt-in', emptyConversation(), facts()).state;
    expect(open.stack).toHaveLength(1);
    const { state, effects } = begin(release, 'faq', open, facts(), { type: 'text', text: 'zakat fitrah?' });
    expect(sent(effects)).toEqual([{ type: 'text', body: fitrah.answer.id }]);
    const yes = advance(release, state, { type: 'text', text: 'ya' }, facts());
    expect(yes.effects).toContainEqual(expect.objectContaining({ type: 'consent', event: 'CONFIRM' }));
  });
});

test('what was missed is noted with what came nearest', () => {
  const faq = () => ({ decision: 'none' as const, answers: [{ id: 'nisab', score: 0.2 }] });
  const asked = { type: 'text', text: 'ada ambulans?' } as const;
  const { effects } = begin(release, 'faq', emptyConversation(), facts({ faq }), asked);
  expect(effects.filter(({ type }) => type === 'noteFaq')).toEqual([
    {
      type: 'noteFaq',
      note: { what: 'missed', text: asked.text, language: 'id', nearest: { id: 'nisab', score: 0.2 } },
    },
  ]);
});
