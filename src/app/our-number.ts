import type { Permit } from '../gate/permits.js';
import { readSetting, type Store, writeSetting } from '../store/index.js';
import type { GraphClient } from '../whatsapp/client.js';

/**
 * Our number as people dial it, which links to WhatsApp need: Meta is asked once, then it is known, also when Meta
 * does not answer. The result rejects while nobody knows it.
 */
export function ourNumber(
  client: GraphClient<Permit>,
  store: Store,
  numberId: string,
): () => Promise<string> {
  const setting = `display_number:${numberId}`;
  let known: string | undefined;
  return async () => {
    known ??= await readSetting(store.read, setting);
    if (known !== undefined) return known;
    const { displayNumber } = await client.number();
    if (displayNumber === undefined) throw new Error('Meta does not tell the number');
    await store.write((tx) => writeSetting(tx, setting, displayNumber));
    known = displayNumber;
    return known;
  };
}
