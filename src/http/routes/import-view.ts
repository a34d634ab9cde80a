import type { ImportView } from '../../consent/import/reading.js';
import { FAULT_WORDS } from '../../consent/import/words.js';
import { iso, isoOrNull } from '../schemas.js';

/** An import as the API and the commands show it. */
export function overviewOf(view: ImportView) {
  const { id, name, state, percent, rows, counts, columns } = view;
  const { bytes, sha256, fault, actor, createdAt, completedAt } = view;
  return {
    id,
    name,
    state,
    dry_run: view.dryRun,
    percent,
    rows,
    counts,
    columns,
    file: { bytes, sha256 },
    proofs: view.proofs.map(({ actor: by, at, appliedAt, ...proof }) => ({
      ...proof,
      by,
      at: iso(at),
      applied_at: isoOrNull(appliedAt),
    })),
    error: fault === null ? null : { code: fault, message: FAULT_WORDS[fault] },
    by: actor,
    created_at: iso(createdAt),
    completed_at: isoOrNull(completedAt),
  };
}
