import type { Understanding } from './types.js';

/**
 * Whether marketing waits until we know more: the grey zone, and the question where their number came from, which is
 * a right and often a complaint.
 */
export function isDoubt({ intent, right }: Understanding): boolean {
  return intent === 'suspend' || (intent === 'data_rights' && right === 'origin');
}
