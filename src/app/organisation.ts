import { type Config, ConfigError } from '../config.js';
import type { Permit } from '../gate/permits.js';
import { SANDBOX_ORG } from '../sandbox/topics.js';
import { readSetting, type Store, writeSetting } from '../store/index.js';
import type { GraphClient } from '../whatsapp/client.js';

const SETTING = 'verified_name';

/**
 * In whose name we ask: consent has to name the organisation. Meta docs: getting-opt-in.
 * @throws ConfigError when nobody says it.
 */
export async function organisation(
  config: Config,
  store: Store,
  client: GraphClient<Permit>,
): Promise<string> {
  if (config.orgName !== null) return config.orgName;
  if (config.mode === 'sandbox') return SANDBOX_ORG;
  const known = await readSetting(store.read, SETTING);
  const name = known ?? (await client.number().catch(() => undefined))?.verifiedName;
  if (!name) {
    throw new ConfigError([
      'IZIN_ORG_NAME: needed, since Meta does not tell the verified name of this number now',
    ]);
  }
  await store.write((tx) => writeSetting(tx, SETTING, name));
  return name;
}
