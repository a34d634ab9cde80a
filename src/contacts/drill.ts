import type { Identity } from '../whatsapp/identity.js';

/**
 * The contact of the drill, who is nobody: its number begins with a country code that no country has (ITU
 * E.164: 999 is reserved). It takes no message, and stands in no list, audience or figure
 * (docs/decisions/0016-the-drill-never-reaches-meta.md).
 */
export const DRILL_CONTACT = 'ct_drill';
export const DRILL_IDENTITY: Identity = { kind: 'phone', value: '99900000000' };

export const isDrill = (identities: readonly Identity[]): boolean =>
  identities.some(({ kind, value }) => kind === DRILL_IDENTITY.kind && value === DRILL_IDENTITY.value);
