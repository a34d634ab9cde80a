import { aheadWords } from '../times.js';

/** From here on a deadline is close, ms. */
const NEAR = 12 * 60 * 60 * 1000;

interface LeftWords {
  left: (time: string) => string;
  over: (time: string) => string;
  moment: string;
}

/** "sisa 2 hari 5 jam", and whether somebody should look at once; pure. Times in ms. */
export function timeLeft(
  dueAt: number,
  now: number,
  words: LeftWords,
  counted: Parameters<typeof aheadWords>[1],
): { text: string; urgent: boolean } {
  const left = dueAt - now;
  const time = aheadWords(Math.abs(left), counted) || words.moment;
  return { text: left > 0 ? words.left(time) : words.over(time), urgent: left <= NEAR };
}
