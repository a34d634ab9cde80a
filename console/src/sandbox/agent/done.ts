/** What was done last, as the screen says it. */
export type Done =
  | 'sent'
  | 'noted'
  | 'stopped'
  | 'snoozed'
  | 'transferred'
  | 'blocked'
  | 'unblocked'
  | 'quickKept';
