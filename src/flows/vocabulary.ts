/** Every name that a flow file may use. Adding one: a line here, its meaning in the engine, a test. */

const INTENTS = ['opt_out', 'suspend', 'opt_in', 'handoff', 'data_rights', 'language', 'other'] as const;

export const EVENTS = [
  'text',
  ...INTENTS.filter((intent) => intent !== 'other').map((intent) => `intent.${intent}` as const),
  'intent.*',
  'choice.*',
  'media',
  'location',
  'order',
  'contact',
  'form',
  'ticket.closed',
] as const;

export const GUARDS = [
  'isSubscribed',
  'windowOpen',
  'officeHours',
  'attemptsBelow',
  'remembers',
  'languageIs',
  'atLeast',
] as const;

export const ACTIONS = [
  'say',
  'ask',
  'sendMedia',
  'sendCatalog',
  'sendProducts',
  'sendForm',
  'answerFaq',
  'openTicket',
  'closeTicket',
  'rateTicket',
  'takeTransferProof',
  'label',
  'remember',
  'calculate',
  'remind',
  'setLanguage',
  'startFlow',
  'notify',
  'requestConsent',
  'confirmConsent',
  'declineConsent',
  'withdrawConsent',
  'suspendConsent',
  'clearConsent',
  'pauseConsent',
  'resumeConsent',
  'exportData',
  'eraseData',
  'considerName',
  'correctData',
] as const;

/** Where `each` may take rows from. */
export const SOURCES = [
  'topics',
  'otherTopics',
  'availableTopics',
  'subscribedTopics',
  'suggestions',
  /** languages that staff added as folders of words */
  'addedLanguages',
] as const;

/** Flows that the program itself begins; a release without them is refused. */
export const REQUIRED_FLOWS = [
  'opt-in',
  'opt-out',
  'faq',
  'handoff',
  'preferences',
  'data-rights',
  'catalogue',
  'welcome',
] as const;

export type Source = (typeof SOURCES)[number];

/** What a question can ask people to send by a tap; also the event by which it comes. */
export const WANTED = ['location', 'contact'] as const;

/** What a customer can say of an agent's answers, the best first. */
export const RATINGS = ['good', 'fair', 'poor'] as const;
export type TicketRating = (typeof RATINGS)[number];

/** What kinds of things a flow can say that it remembers. */
export const KINDS = ['text', 'number', 'yes-no', 'amount', 'count'] as const;
export type Kind = (typeof KINDS)[number];
/** Kept while the flow runs and nowhere else: what people have, earn or owe, and for how many. */
export const PASSING: ReadonlySet<Kind | undefined> = new Set<Kind>(['amount', 'count']);
