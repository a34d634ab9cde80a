import { asKind } from '../kinds.js';
import { nearest } from '../nearest.js';
import { type SoundFlow, soundFlows } from '../project.js';
import type { Kind } from '../vocabulary.js';
import type { Found, Rule } from './rule.js';
import { rememberedIn } from './unknown-variable.js';

/** A flow that says what it remembers (`variables`) remembers nothing else, and nothing of another kind. */
export const variableKind: Rule = {
  code: 'variable-kind',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) => {
      const { variables } = doc.flow;
      if (!variables) return [];
      return rememberedIn(doc).flatMap(({ name, path }): Found[] => {
        if (name === 'topic') return [];
        const kind = variables[name];
        if (kind === undefined) return [undeclared(doc, path, name, Object.keys(variables))];
        const value = doc.doc.getIn(path);
        return fits(value, kind) ? [] : [misfit(doc, path, name, kind)];
      });
    }),
};

/** What comes in with a template is read when it is there; a calculation is read by its own rule. */
function fits(value: unknown, kind: Kind): boolean {
  if (typeof value === 'string' && value.includes('{{')) return true;
  return asKind(value as string, kind) !== undefined;
}

const KIND_WORDS: Record<Kind, { id: string; en: string }> = {
  text: { id: 'teks', en: 'text' },
  number: { id: 'angka', en: 'a number' },
  count: { id: 'jumlah orang atau barang (1 sampai 1000)', en: 'how many (1 to 1000)' },
  amount: { id: 'jumlah uang', en: 'a sum of money' },
  'yes-no': { id: 'ya atau tidak', en: 'yes or no' },
};

function misfit(doc: SoundFlow, at: Found['at'], name: string, kind: Kind): Found {
  return {
    doc,
    at,
    message: {
      id: `\`${name}\` harus ${KIND_WORDS[kind].id}, tetapi nilai ini bukan.`,
      en: `\`${name}\` is to be ${KIND_WORDS[kind].en}, and this value is not.`,
    },
    mend: {
      id: 'Ubah nilainya, atau jenisnya di `variables`.',
      en: 'Change the value, or its kind under `variables`.',
    },
  };
}

function undeclared(doc: SoundFlow, at: Found['at'], name: string, known: readonly string[]): Found {
  const meant = nearest(name, known);
  return {
    doc,
    at,
    key: true,
    message: {
      id: `Alur ini tidak menyebut \`${name}\` di \`variables\`.`,
      en: `This flow does not name \`${name}\` under \`variables\`.`,
    },
    mend: {
      id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Atau tambahkan \`${name}: text\` di \`variables\`.`,
      en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}Or add \`${name}: text\` under \`variables\`.`,
    },
  };
}
