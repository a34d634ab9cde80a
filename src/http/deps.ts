import type { CountryCode } from 'libphonenumber-js';
import type { Logger } from 'pino';
import type { Account } from '../account/account.js';
import type { Broadcasts } from '../broadcast/index.js';
import type { DecayRules } from '../consent/decay.js';
import type { Imports } from '../consent/import/imports.js';
import type { Proof } from '../consent/proof.js';
import type { Scans } from '../consent/scans.js';
import type { StopLinks } from '../consent/stop-link.js';
import type { Suppression } from '../contacts/suppression.js';
import type { Erasure } from '../conversation/erasure.js';
import type { House } from '../conversation/facts.js';
import type { FaqDesk } from '../conversation/faq-desk.js';
import type { Retention } from '../conversation/retention.js';
import type { Settings, SettingsChange } from '../conversation/settings.js';
import type { Bus } from '../coordination/bus.js';
import type { Drill } from '../drill/drill.js';
import type { FactBook } from '../facts/book.js';
import type { Release } from '../flows/index.js';
import type { PermitOffice } from '../gate/permits.js';
import type { Handoff } from '../handoff/index.js';
import type { Library } from '../media/library.js';
import type { MediaFiles } from '../media/store.js';
import type { FactSources } from '../outbox/facts.js';
import type { Releases } from '../release/index.js';
import type { Store } from '../store/index.js';
import type { MetaSignups } from '../subscribe/signups.js';
import type { TemplateDraft } from '../whatsapp/template-draft.js';
import type { Metrics } from './metrics.js';

/** All of a class but its private parts, so that tests may stand in for it. */
type Face<T> = Pick<T, keyof T>;

/** What the HTTP side is given; `app.ts` builds it. */
export interface ApiDeps {
  store: Store;
  bus: Bus;
  /** ms since the epoch. */
  now: () => number;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  metrics: Metrics;
  /** What the gate rests on, the same as the dispatcher's. */
  sources: FactSources;
  account: Account;
  budget: { used(now: number): number };
  /** Voids the permits of people who have just withdrawn. */
  permits: Pick<PermitOffice, 'revoke'>;
  suppression: Suppression;
  erasure: Pick<Erasure, 'erase'>;
  imports: Face<Imports>;
  retention: Pick<Retention, 'report'>;
  facts: FactBook;
  faq: Face<FaqDesk>;
  broadcasts: Face<Broadcasts>;
  handoff: Face<Handoff>;
  /** What staff set for the whole organisation; a change counts from the next turn on. */
  settings: { read: () => Promise<Settings>; change: (changes: SettingsChange) => Promise<Settings> };
  releases: Face<Releases>;
  scans: Face<Scans>;
  /** The files that may be sent. */
  library: Face<Library>;
  /** What people sent. */
  files: Pick<MediaFiles, 'open'>;
  subscribe: SubscribeDeps;
  /** Fetches the templates from Meta into the store; resolves with how many there are. */
  syncTemplates: () => Promise<number>;
  /** Hands a template in for Meta's review; what it is then stands in the store. @throws GraphError */
  submitTemplate: (draft: TemplateDraft) => Promise<void>;
  /** In whose name we write. */
  orgName: string;
  /** Sends ourselves an opt-out and sees that it is honoured. */
  drill: Pick<Drill, 'run'>;
  /** The ledger as a whole. */
  proof: Proof;
  /** Makes and reads the links that stop with one click. */
  stopLinks: StopLinks;
  /** When a consent that nobody uses any more ends. */
  decay: DecayRules;
  /** Our number for people who have not written to any. */
  numberId: string;
  /** Whose numbers are meant when no country code is written. */
  country: CountryCode;
  /** `IZIN_API_KEY`: a first key, compared in memory and never stored. */
  apiKey: string | null;
  /** Requests a second and key; null: no limit. */
  apiRate: number | null;
  /** Further parts that have to work before traffic is welcome, for `/readyz`. */
  readiness?: () => Promise<ReadinessCheck[]>;
  /** The built console; null: none. */
  consoleDir: string | null;
  /** Ends the open streams when the server stops. */
  shutdown: AbortSignal;
}

/** What the ways in need: links, Meta's In-App Signups, our page. */
export interface SubscribeDeps {
  /** Our number as Meta writes it. Rejects when Meta has to be asked and does not answer. */
  ourNumber: () => Promise<string>;
  signups: MetaSignups;
  page: {
    release: () => Release;
    house: () => House;
    /** The installation's secret, for the seals of forms. */
    secret: string;
  };
}

/** One line of `/readyz`. Without personal data: anybody may read it. */
export interface ReadinessCheck {
  name: string;
  ok: boolean;
  detail?: string | number;
}
