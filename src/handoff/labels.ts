import { changeContact } from '../contacts/change.js';
import { readSetting, type Store, type Tx, writeSetting } from '../store/index.js';
import { HandoffError } from './handoff-error.js';

const SETTING = 'labels';
const LONGEST = 50;

/** Every label that was ever made, in order; contacts need not be searched for them. */
export async function readLabels(read: Pick<Tx, 'selectFrom'>): Promise<string[]> {
  const value = await readSetting(read, SETTING);
  return value === undefined ? [] : (JSON.parse(value) as string[]);
}

/** @throws HandoffError invalid_label */
export async function makeLabels(tx: Tx, labels: readonly string[]): Promise<void> {
  const known = await readLabels(tx);
  const all = [...new Set([...known, ...labels.map(checked)])].sort();
  if (all.length === known.length) return;
  await writeSetting(tx, SETTING, JSON.stringify(all));
}

/** Adds and removes labels of a contact; returns what it has now. @throws HandoffError not_found, invalid_label */
export function labelContact(
  store: Store,
  contactId: string,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
  now: number,
): Promise<string[]> {
  return store.write(async (tx) => {
    const row = await tx
      .selectFrom('contact')
      .select('labels')
      .where('id', '=', contactId)
      .executeTakeFirst();
    if (!row) {
      throw new HandoffError('not_found', { id: 'Kontak ini tidak ada.', en: 'There is no such contact.' });
    }
    await makeLabels(tx, add);
    const gone = new Set(remove.map((label) => label.trim()));
    const labels = [...new Set([...(JSON.parse(row.labels) as string[]), ...add.map(checked)])]
      .filter((label) => !gone.has(label))
      .sort();
    await changeContact(tx, contactId, { labels }, now);
    return labels;
  });
}

function checked(label: string): string {
  const trimmed = label.trim();
  if (trimmed === '' || trimmed.length > LONGEST) {
    throw new HandoffError('invalid_label', {
      id: `Label berisi 1 sampai ${LONGEST} karakter.`,
      en: `A label has 1 to ${LONGEST} characters.`,
    });
  }
  return trimmed;
}
