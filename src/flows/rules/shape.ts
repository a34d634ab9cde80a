import type { Issue } from '../issues.js';
import type { Rule } from './rule.js';
import { isAction } from './unknown-action.js';
import { isGuard } from './unknown-guard.js';

/** Anything else that the schema says: something is missing, or of the wrong kind. */
export const shape: Rule = {
  code: 'shape',
  level: 'fault',
  find: ({ flows, words }) => [
    ...flows.flatMap((doc) =>
      doc.issues.filter(isOther).map((issue) => ({
        doc,
        at: issue.path,
        message: {
          id: `\`${String(issue.path.at(-1) ?? doc.name)}\` tidak sesuai bentuk berkas alur: ${issue.message.id}.`,
          en: `\`${String(issue.path.at(-1) ?? doc.name)}\` does not fit the form of a flow file: ${issue.message.en}.`,
        },
        mend: {
          id: issue.allowed
            ? `Pilih salah satu: ${issue.allowed.join(', ')}.`
            : 'Bandingkan dengan flows/flow.schema.json.',
          en: issue.allowed
            ? `Choose one of: ${issue.allowed.join(', ')}.`
            : 'Compare with flows/flow.schema.json.',
        },
      })),
    ),
    ...words
      .filter(({ data, table }) => data !== undefined && table === undefined)
      .map((doc) => ({
        doc,
        at: [],
        message: {
          id: 'Berkas kata harus berisi pasangan "kunci": "teks" saja.',
          en: 'A file of words holds only pairs of "key": "text".',
        },
        mend: {
          id: 'Tulis setiap kata di satu baris, tanpa kelompok di dalamnya.',
          en: 'Write each word on one line, without groups inside.',
        },
      })),
  ],
};

function isOther(issue: Omit<Issue, 'message'>): boolean {
  if (issue.code === 'unrecognized_keys' || isAction(issue) || isGuard(issue)) return false;
  return !(issue.code === 'invalid_key' && issue.path.at(-2) === 'on');
}
