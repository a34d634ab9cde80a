import { readSetting, type Tx, writeSetting } from '../store/index.js';
import type { TeamRoute } from './team-routes.js';

/** `round_robin`: whoever has waited longest for one. `least_busy`: whoever has the fewest open. */
export type Assignment = 'manual' | 'round_robin' | 'least_busy';

/** What staff set about tickets. */
export interface HandoffRules {
  assignment: Assignment;
  /** How long after closing a customer's message may bring the ticket back; 0: never. */
  reopenHours: number;
  /** Within so many minutes of office hours the first reply is promised; null: no promise. */
  firstReplyMinutes: number | null;
  /** Whose tickets are whose, the first that fits; a team that the flow names goes before them. */
  teams: readonly TeamRoute[];
}

export const DEFAULT_RULES: HandoffRules = {
  assignment: 'manual',
  reopenHours: 24,
  firstReplyMinutes: 60,
  teams: [],
};

const SETTING = 'handoff';
export const HOUR = 60 * 60 * 1000;

export async function readRules(read: Pick<Tx, 'selectFrom'>): Promise<HandoffRules> {
  const value = await readSetting(read, SETTING);
  return value === undefined ? DEFAULT_RULES : { ...DEFAULT_RULES, ...JSON.parse(value) };
}

export function writeRules(tx: Tx, rules: HandoffRules): Promise<void> {
  return writeSetting(tx, SETTING, JSON.stringify(rules));
}
