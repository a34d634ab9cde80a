import type { Dictionary } from './id.js';

/** Words of what else waits for staff, in English. */
export const dutiesEn: Dictionary['duties'] = {
  unanswered: 'Questions without an answer',
  noUnanswered: 'None. All that people asked has an answer.',
  times: (n) => (n === 1 ? 'asked once' : `asked ${n} times`),
  lastAt: (time) => `last ${time}`,
  nearest: (entry) => `Nearest: ${entry}`,
  addEntry: 'Write the answer',
  dismiss: 'Leave it',
  question: { id: 'Question (Indonesian)', en: 'Question (English)' },
  answer: { id: 'Answer (Indonesian)', en: 'Answer (English)' },
  answerHint: 'Accounts, links and figures are written as references, such as {{fact.rekening-zakat}}.',
  publish: 'Publish',
  published: 'Published. New conversations use it.',
  alsoFile:
    'Copy it into locales/faq.yaml on the server too, so that it is not lost when that file is published again.',
  copyEntry: 'Copy for the file',
  copied: 'Copied',
  failed: 'Events that could not be processed',
  noFailed: 'None.',
  failedHint: 'Until it succeeds the person is not broadcast to. Try again when the cause is mended.',
  tried: (n) => (n === 1 ? 'tried once' : `tried ${n} times`),
  retry: 'Try again',
  retried: 'It is being processed again.',
};
