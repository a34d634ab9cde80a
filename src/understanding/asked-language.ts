import { concept } from './pattern.js';
import type { Window } from './window.js';

const ENGLISH = concept('english');
const INDONESIAN = concept('indonesian');
/** Words before a language that turn it away: "jangan", "nggak ngerti", "kok", "stop". */
const AWAY = ['neg', 'not', 'jangan', 'stop', 'kok'].map(concept);
const REACH = 4;

/**
 * The language that somebody asks us to use: the last one they name, unless they turn it away ("jangan pakai bahasa Inggris",
 * "I don't speak Indonesian"), which asks for the other. Undefined where they name none of ours ("bahasa Jawa").
 */
export function languageAsked(windows: Window[]): 'id' | 'en' | undefined {
  let wanted: 'id' | 'en' | undefined;
  let unwanted: 'id' | 'en' | undefined;
  for (const window of windows) {
    for (let i = 0; i < window.words.length; i++) {
      const bit = 1 << i;
      const english = ((window.concepts[ENGLISH] as number) & bit) !== 0;
      if (!english && ((window.concepts[INDONESIAN] as number) & bit) === 0) continue;
      if (isTurnedAway(window, i)) unwanted = english ? 'en' : 'id';
      else wanted = english ? 'en' : 'id';
    }
  }
  if (wanted !== undefined) return wanted;
  if (unwanted !== undefined) return unwanted === 'en' ? 'id' : 'en';
  // The bare keyword BAHASA leads to Indonesian (voice.md, section 3).
  return windows.length === 1 && windows[0]?.words.join(' ') === 'bahasa' ? 'id' : undefined;
}

function isTurnedAway(window: Window, i: number): boolean {
  const clause = window.clauses.find((mask) => ((mask >> i) & 1) === 1) ?? window.all;
  const near = ((1 << i) - 1) & ~((1 << Math.max(0, i - REACH)) - 1) & clause;
  if (AWAY.some((away) => ((window.concepts[away] as number) & near) !== 0)) return true;
  const before = window.words.slice(Math.max(0, i - 3), i);
  return before.includes('kurang') || before.includes('my'); // "kurang paham bahasa Inggris", "my Indonesian is bad"
}
