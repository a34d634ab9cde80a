import { ownOf } from '../language.js';
import { soundFlows } from '../project.js';
import { namesIn } from '../template.js';
import { formsOf, questionsOf } from '../words-used.js';
import type { Rule } from './rule.js';

const STOP = { id: '*BERHENTI*', en: '*STOP*' };

/** Meta's opt-in rule and UU PDP Pasal 22: the question names the business, the topic and the way out. */
export const consentWording: Rule = {
  code: 'consent-wording',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      questionsOf(doc)
        .filter(({ ask }) => ask.consent)
        .flatMap(({ ask, path }) =>
          formsOf(project, ask.words).flatMap(({ language, key, text }) => {
            const missing = [
              ...['org', 'topic']
                .filter((name) => !namesIn(text).includes(name))
                .map((name) => `{{${name}}}`),
              ...(text.includes(STOP[ownOf(language)]) ? [] : [STOP[ownOf(language)]]),
            ];
            if (missing.length === 0) return [];
            return [
              {
                doc,
                at: [...path, 'words'],
                message: {
                  id: `Pertanyaan izin \`${key}\` (${language}) tidak menyebut ${missing.join(', ')}.`,
                  en: `The question for consent \`${key}\` (${language}) does not name ${missing.join(', ')}.`,
                },
                mend: {
                  id: 'Sebut siapa yang mengirim, topik apa, dan cara berhenti; tanpa itu jawaban "ya" bukan persetujuan.',
                  en: 'Name who sends, which topic, and how to stop; without them a yes is no consent.',
                },
              },
            ];
          }),
        ),
    ),
};
