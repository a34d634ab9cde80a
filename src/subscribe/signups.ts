import type { Selectable } from 'kysely';
import { rememberWording } from '../consent/wording.js';
import type { Language } from '../flows/index.js';
import { prepared, type SignupTable, type Store, type Tx } from '../store/index.js';
import type { MetaSignup, SignupDraft } from '../whatsapp/signups.js';

/** Meta's side of In-App Signups. */
export interface MetaSignups {
  /** @throws GraphError */
  signups(): Promise<MetaSignup[]>;
  createSignup(draft: SignupDraft): Promise<string>;
  disableSignup(id: string): Promise<void>;
}

/** What one of Meta's In-App Signups stands for: its topic, and the words that people agreed to. Times in ms. */
export interface Signup {
  id: string;
  topic: string;
  language: Language;
  /** Hash of the words on Meta's sheet. */
  wording: string;
  name: string;
  createdAt: number;
  revokedAt: number | null;
}

/** The words of Meta's sheet, as the person reads them before they agree. */
function sheetWords({ displayName, message, privacyUrl }: Omit<SignupDraft, 'confirmation'>): string {
  return [displayName, message, privacyUrl].filter((part) => part !== '').join('\n\n');
}

/** Ties a signup to its topic and its wording, in the caller's transaction. */
export async function addSignup(
  tx: Tx,
  given: { id: string; topic: string; language: Language; draft: Omit<SignupDraft, 'confirmation'> },
  now: number,
): Promise<Signup> {
  const { id, topic, language, draft } = given;
  const wording = await rememberSheet(tx, { id, topic, language, draft }, now);
  const row = { id, topic, language, wording, name: draft.displayName, created_at: now, revoked_at: null };
  await tx.insertInto('signup').values(row).execute();
  return { id, topic, language, wording, name: draft.displayName, createdAt: now, revokedAt: null };
}

/**
 * Notes the words that Meta shows now, where somebody has changed them there: who agrees from now on has read
 * these. What was agreed to before keeps pointing to the earlier ones.
 */
export async function learnSheets(store: Store, remote: readonly MetaSignup[], now: number): Promise<void> {
  const known = new Map((await listSignups(store.read)).map((signup) => [signup.id, signup]));
  await store.write(async (tx) => {
    for (const draft of remote) {
      const signup = known.get(draft.id);
      if (!signup) continue;
      const { id, topic, language } = signup;
      const wording = await rememberSheet(tx, { id, topic, language, draft }, now);
      if (wording === signup.wording && draft.displayName === signup.name) continue;
      await tx.updateTable('signup').set({ wording, name: draft.displayName }).where('id', '=', id).execute();
    }
  });
}

function rememberSheet(
  tx: Tx,
  { id, topic, language, draft }: Parameters<typeof addSignup>[1],
  now: number,
): Promise<string> {
  return rememberWording(
    tx,
    { key: `signup:${id}`, language, text: sheetWords(draft), topics: [topic] },
    now,
  );
}

/** Who agrees by its link from now on is not subscribed. False when there is none that is active. */
export async function revokeSignup(tx: Tx, id: string, now: number): Promise<boolean> {
  const [result] = await tx
    .updateTable('signup')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
  return Number(result?.numUpdatedRows ?? 0) > 0;
}

const byId = prepared((db, id: string) => db.selectFrom('signup').selectAll().where('id', '=', id));

export async function findSignup(read: Pick<Tx, 'executeQuery'>, id: string): Promise<Signup | undefined> {
  const [row] = await byId(read, id);
  return row && signupOf(row);
}

/** Every signup that was ever tied to a topic, oldest first. */
export async function listSignups(read: Pick<Store['read'], 'selectFrom'>): Promise<Signup[]> {
  const rows = await read.selectFrom('signup').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(signupOf);
}

function signupOf(row: Selectable<SignupTable>): Signup {
  const { created_at: createdAt, revoked_at: revokedAt, ...rest } = row;
  return { ...rest, language: rest.language === 'en' ? 'en' : 'id', createdAt, revokedAt };
}
