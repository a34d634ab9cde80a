import { allActs, nameOf } from '../graph.js';
import { soundFlows } from '../project.js';
import { questionsOf } from '../words-used.js';
import type { Rule } from './rule.js';

/** Only the answer to a question that named the topics can be a consent. */
export const consentUnasked: Rule = {
  code: 'consent-unasked',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) => {
      const asks = questionsOf(doc).some(({ ask }) => ask.consent);
      return allActs(doc.graph)
        .filter(({ action }) => nameOf(action) === 'confirmConsent' && !asks)
        .map(({ path }) => ({
          doc,
          at: path,
          message: {
            id: '`confirmConsent` tanpa pertanyaan izin: tidak ada yang bisa disetujui.',
            en: '`confirmConsent` without a question for consent: there is nothing to agree to.',
          },
          mend: {
            id: 'Tanyakan dengan `consent: true` di alur ini, atau mulai alur opt-in.',
            en: 'Ask with `consent: true` in this flow, or start the opt-in flow.',
          },
        }));
    }),
};
