import { fillReferences } from '../../../facts/reference.js';
import { filledDraft, type TemplateDraft } from '../../../whatsapp/template-draft.js';
import { draftFaults } from '../../../whatsapp/template-draft-check.js';
import { DRAFT_LEVELS, type DraftFault } from '../../../whatsapp/template-draft-fault.js';
import type { Project } from '../../project.js';
import { draftsOf } from '../../template-file.js';
import type { Found, Rule } from '../rule.js';

/** What Meta would refuse, and what our own promises forbid: a rule for each kind of it. */
export const DRAFT_RULES: readonly Rule[] = (Object.keys(DRAFT_LEVELS) as DraftFault['code'][]).map(
  (code) => ({
    code,
    level: DRAFT_LEVELS[code],
    find: (project) => faultsOf(project).filter((one) => one.code === code),
  }),
);

type Placed = Found & Pick<DraftFault, 'code'>;
const known = new WeakMap<Project, Placed[]>();

function faultsOf(project: Project): Placed[] {
  const before = known.get(project);
  if (before) return before;
  const { file, entries } = project.templates ?? {};
  const found = file
    ? draftsOf(entries ?? []).flatMap(({ draft, path: base }) =>
        draftFaults(withFacts(draft, project)).map(
          ({ path, ...rest }): Placed => ({ doc: file, at: placeOf(base, path), ...rest }),
        ),
      )
    : [];
  // A name is written once for all languages.
  const seen = new Set<string>();
  const once = found.filter(({ at, code }) => {
    const key = `${code} ${String(at)}`;
    return code !== 'template-name' || (!seen.has(key) && seen.add(key));
  });
  known.set(project, once);
  return once;
}

/** As it is handed in; a fact that is not there is another rule's. */
function withFacts(draft: TemplateDraft, { facts, now }: Project): TemplateDraft {
  const language = draft.language.startsWith('en') ? 'en' : 'id';
  return filledDraft(draft, (text) =>
    fillReferences(text, (ref) => facts.registry?.value(ref, language, now) ?? USUAL),
  );
}

/** About as long as a value becomes. */
const USUAL = 'x'.repeat(12);

function placeOf(base: readonly PropertyKey[], path: DraftFault['path']): PropertyKey[] {
  if (path[0] === 'name') return [...base.slice(0, 1), 'name'];
  if (path[0] === 'language') return [...base];
  return [...base, ...path];
}
