import type { Route } from '../endpoint.js';
import { account } from './account.js';
import { agents } from './agents.js';
import { broadcasts } from './broadcasts.js';
import { complaints } from './complaints.js';
import { consents } from './consents.js';
import { contactExport } from './contact-export.js';
import { contacts } from './contacts.js';
import { drills } from './drills.js';
import { facts } from './facts.js';
import { failedEvents } from './failed-events.js';
import { faq } from './faq.js';
import { imports } from './imports.js';
import { keys } from './keys.js';
import { labels } from './labels.js';
import { ledger } from './ledger.js';
import { links } from './links.js';
import { media } from './media.js';
import { messageMedia } from './message-media.js';
import { messages } from './messages.js';
import { quickReplies } from './quick-replies.js';
import { releases } from './releases.js';
import { retention } from './retention.js';
import { rightsRequests } from './rights-requests.js';
import { scans } from './scans.js';
import { segments } from './segments.js';
import { settings } from './settings.js';
import { signups } from './signups.js';
import { sources } from './sources.js';
import { templates } from './templates.js';
import { tickets } from './tickets.js';
import { topics } from './topics.js';
import { transferProofs } from './transfer-proofs.js';

/** Every endpoint of the REST API: what is not listed here does not exist. */
export const routes: readonly Route[] = [
  ...contacts,
  ...contactExport,
  ...rightsRequests,
  ...retention,
  ...consents,
  ...complaints,
  ...messages,
  ...messageMedia,
  ...drills,
  ...ledger,
  ...imports,
  ...sources,
  ...links,
  ...signups,
  ...scans,
  ...media,
  ...facts,
  ...topics,
  ...segments,
  ...templates,
  ...broadcasts,
  ...tickets,
  ...transferProofs,
  ...agents,
  ...quickReplies,
  ...faq,
  ...labels,
  ...account,
  ...failedEvents,
  ...keys,
  ...settings,
  ...releases,
];
