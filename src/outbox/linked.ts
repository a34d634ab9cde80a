import type { Linked } from '../consent/linked.js';
import type { PermitOffice } from '../gate/permits.js';
import { takeBack } from '../gate/take-back.js';
import { joinRecipients } from './join-recipients.js';

/** What has to happen here when Meta shows who is who. */
export function onLinked(permits: Pick<PermitOffice, 'revokeContacts'>): Linked {
  return { takeBack: takeBack(permits), joinRecipients };
}
