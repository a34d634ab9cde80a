import type { Issue } from '../../issues.js';
import type { Found, Rule } from '../rule.js';

/** A list of templates that cannot be taken as it is written. */
export const templateFile: Rule = {
  code: 'template-file',
  level: 'fault',
  find: ({ templates: { file, issues, entries } = { issues: [], entries: [] } }) =>
    file ? [...issues.map((issue) => foundOf(file, issue)), ...twice(file, entries)] : [],
};

type Doc = Found['doc'];
const MEND = {
  id: 'Tiap template perlu name, category, dan texts; di tiap bahasa body, lalu bila perlu header, samples, footer, buttons (reply, link dengan url, atau call dengan phone).',
  en: 'Every template needs name, category and texts; in each language body, and where wanted header, samples, footer, buttons (reply, link with url, or call with phone).',
};

function foundOf(doc: Doc, issue: Omit<Issue, 'message'> & { message: { id: string; en: string } }): Found {
  const unknown = issue.keys?.[0];
  if (unknown !== undefined) {
    return {
      doc,
      at: [...issue.path, unknown],
      key: true,
      message: { id: `\`${unknown}\` tidak dikenal di sini.`, en: `\`${unknown}\` is not known here.` },
      mend: MEND,
    };
  }
  const name = String(issue.path.at(-1) ?? 'templates.yaml');
  return {
    doc,
    at: issue.path,
    message: { id: `\`${name}\`: ${issue.message.id}.`, en: `\`${name}\`: ${issue.message.en}.` },
    mend: issue.allowed
      ? {
          id: `Pilih salah satu: ${issue.allowed.join(', ')}.`,
          en: `Choose one of: ${issue.allowed.join(', ')}.`,
        }
      : MEND,
  };
}

function twice(doc: Doc, entries: readonly { name: string }[]): Found[] {
  const names = entries.map(({ name }) => name);
  return names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [
          {
            doc,
            at: [at, 'name'],
            message: { id: `\`${name}\` sudah ada di atas.`, en: `\`${name}\` stands above already.` },
            mend: {
              id: 'Satu nama, satu template: gabungkan bahasanya, atau beri nama lain.',
              en: 'One name, one template: bring its languages together, or give it another name.',
            },
          },
        ],
  );
}
