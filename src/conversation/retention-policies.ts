/** What is kept for how long, in days; null: for good. */
export interface RetentionDays {
  /** What Meta sent other than messages (statuses, preferences, account news): the whole row goes. */
  raw_events: number | null;
  /** What people wrote and what we answered, and the memory of idle conversations. */
  messages: number | null;
  /** Files that people sent. */
  media: number | null;
  /** Reason and notes of closed tickets; when and how long they were open stays. */
  tickets: number | null;
  /** Events that were set aside because their turn failed. */
  failed_events: number | null;
  /** Rows of the reports of imports, and the files. */
  imports: number | null;
  /** What stands in closed requests by right; number, kind and times stay. */
  rights_requests: number | null;
  /** Questions without an answer, and who was given which answer of the FAQ. */
  faq: number | null;
  /** News of the account's health. */
  account_events: number | null;
  /** Chats of the sandbox. */
  sandbox: number | null;
}
export type RetentionPolicy = keyof RetentionDays;

/** docs/legal tells why each. */
export const RETENTION_DEFAULTS: RetentionDays = {
  raw_events: 14,
  messages: 365,
  media: 180,
  tickets: 365,
  failed_events: 90,
  imports: 90,
  rights_requests: 1095,
  faq: 180,
  account_events: 730,
  sandbox: 30,
};

/** Meta repeats a webhook for up to 7 days; until then an event is known by its key. */
const SHORTEST_RAW = 8;

/**
 * Reads `raw_events=14d, messages=` over the defaults; nothing after the sign keeps for good.
 * @throws Error that says what is wrong.
 */
export function readRetention(text: string): RetentionDays {
  const days = { ...RETENTION_DEFAULTS };
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const match = /^([a-z_]+)\s*=\s*(?:(\d{1,5})d)?$/.exec(part);
    const name = match?.[1];
    if (!match || name === undefined || !isPolicy(name)) {
      throw new Error(
        `"${part}" is not a period such as messages=365d; there are ${Object.keys(RETENTION_DEFAULTS).join(', ')}`,
      );
    }
    const value = match[2] === undefined ? null : Number(match[2]);
    const least = name === 'raw_events' || name === 'messages' ? SHORTEST_RAW : 1;
    if (value !== null && value < least) throw new Error(`${name} must be at least ${least}d`);
    days[name] = value;
  }
  return days;
}

const isPolicy = (name: string): name is RetentionPolicy => Object.hasOwn(RETENTION_DEFAULTS, name);
