import type { Store, Tx } from './store.js';

/** One of the few things that are kept by name alone. */
export async function readSetting(read: Pick<Tx, 'selectFrom'>, name: string): Promise<string | undefined> {
  const row = await read.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** The values of all whose name begins so. */
export async function readSettingsUnder(read: Pick<Tx, 'selectFrom'>, prefix: string): Promise<string[]> {
  const rows = await read
    .selectFrom('setting')
    .select('value')
    .where('name', '>=', prefix)
    .where('name', '<', `${prefix}~`)
    .execute();
  return rows.map(({ value }) => value);
}

export async function writeSetting(tx: Tx, name: string, value: string): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** What is kept under the name; the first who asks decides. */
export function settingOr(store: Store, name: string, make: () => string): Promise<string> {
  return store.write(async (tx) => {
    const known = await readSetting(tx, name);
    if (known !== undefined) return known;
    const value = make();
    await writeSetting(tx, name, value);
    return value;
  });
}
