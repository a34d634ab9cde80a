/** When a consent that nobody uses any more ends; ms. Null: that rule is off. */
export interface DecayRules {
  /** Broadcasts in a row without a read or a reply. */
  unread: number | null;
  /** Without any sign of life. */
  silence: number | null;
  /** `ask`: they are asked once whether they still want it; `lapse`: it ends without a word. */
  action: 'ask' | 'lapse';
}

/** What somebody has shown of themselves since they agreed. Times in ms. */
export interface Signs {
  /** The last reply or read, or when they agreed. */
  lastSign: number;
  /** Broadcasts of this topic since then. */
  unread: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** Once a year is enough, and everybody is read once in ten broadcasts. */
export const DECAY: DecayRules = { unread: 20, silence: 365 * DAY, action: 'ask' };

/** Why this consent has decayed; undefined: it has not. Pure. */
export function decayed(signs: Signs, rules: DecayRules, now: number): 'unread' | 'silence' | undefined {
  if (rules.unread !== null && signs.unread >= rules.unread) return 'unread';
  return rules.silence !== null && now - signs.lastSign >= rules.silence ? 'silence' : undefined;
}
