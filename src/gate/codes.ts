/** Why a message may not leave. A contract: screens, API and reports show exactly these. */
export const DENY_CODES = [
  'no_consent',
  'unknown_topic',
  'pending',
  'declined',
  'opted_out',
  'platform_stopped',
  'suspended',
  'paused_by_customer',
  'lapsed',
  'erased',
  'undeliverable',
  'no_basis',
  'window_closed',
  'template_not_approved',
  'template_paused',
  'account_blocked',
  'country_not_allowed',
  'content_blocked',
  'media_rights_missing',
  'sandbox_evidence',
  'already_attempted',
  'cancelled',
  'expired',
] as const;
export type DenyCode = (typeof DENY_CODES)[number];

/** Why a message waits. */
export const DEFER_CODES = [
  'quiet_hours',
  'frequency_cap',
  'marketing_cap',
  'experiment',
  'tier_limit',
  'pair_rate',
  'throughput',
  'account_paused',
  'budget_exhausted',
] as const;
export type DeferCode = (typeof DEFER_CODES)[number];
