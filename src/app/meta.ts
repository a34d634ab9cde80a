import type { Account } from '../account/account.js';
import type { AccountEvent } from '../account/machine.js';
import { tierEvent } from '../account/webhooks.js';
import { type SyncReport, syncTemplates } from '../broadcast/index.js';
import type { Permit } from '../gate/permits.js';
import type { Store } from '../store/index.js';
import type { GraphClient } from '../whatsapp/client.js';
import type { TemplateDraft } from '../whatsapp/template-draft.js';

/** What Meta has to be asked for, because no webhook tells it, or might have been missed. */
export interface MetaNews {
  templates: () => Promise<SyncReport>;
  /** Hands a template in for Meta's review, then asks for all of them. @throws GraphError */
  submit: (draft: TemplateDraft) => Promise<void>;
  /** Templates, quality and tier of the number. */
  all: () => Promise<void>;
  /** Without a subscribed app sending works and nothing ever arrives. Meta docs: manage-webhooks. */
  isSubscribed: () => Promise<boolean>;
}

export interface MetaParts {
  client: GraphClient<Permit>;
  store: Store;
  account: Account;
  record: (event: AccountEvent) => Promise<void>;
  now: () => number;
}

export function metaNews({ client, store, account, record, now }: MetaParts): MetaNews {
  const templates = async () => syncTemplates(store, await client.templates(), now());
  return {
    templates,
    submit: async (draft) => {
      await client.createTemplate(draft);
      await templates();
    },
    isSubscribed: async () => (await client.subscribedApps()).length > 0,
    all: async () => {
      await templates();
      const { quality, limit } = await client.number();
      if (quality && quality !== account.health.quality) {
        await record({ type: 'QUALITY', at: now(), quality });
      }
      if (limit === undefined) return;
      const event = tierEvent(now(), limit);
      if (event.type === 'TIER' && event.limit !== account.health.tier) await record(event);
    },
  };
}
