import { nameIn } from '../flows/spoken.js';
import { fold } from '../understanding/fold.js';

/** More words than an order to change the language needs are about something else. */
const MOST_WORDS = 7;
/** "Jangan pakai bahasa Jawa", "nggak ngerti basa Jawa". */
const AWAY = /\b(?:jangan|bukan|tidak|nggak|gak|ga|ora|teu|not|no|dont|stop|kenapa|kok)\b/;

/**
 * The language that somebody asks for, of those that staff added (codes of ISO 639): "bahasa Jawa", "pakai boso jowo" by
 * its own name, "Javanese". Undefined where none is asked for; ours are read by `classify`.
 */
export function addedLanguageAsked(
  text: string,
  languages: readonly string[],
  ownName: (language: string) => string,
): string | undefined {
  if (languages.length === 0) return undefined;
  const said = plain(text);
  if (said.split(' ').length > MOST_WORDS || AWAY.test(said)) return undefined;
  return languages.find((language) => {
    const own = plain(ownName(language));
    const names = new Set([plain(nameIn('id', language)), plain(nameIn(language, language)), language]);
    const english = plain(nameIn('en', language));
    return (
      ` ${said} `.includes(` ${own} `) ||
      said === english ||
      new RegExp(`\\b(?:in|use|speak|to) ${english}$`).test(said) ||
      [...names].some((name) => new RegExp(`\\b(?:bahasa|basa|boso|baso) ${name}\\b`).test(said))
    );
  });
}

const plain = (text: string) =>
  fold(text)
    .text.replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
