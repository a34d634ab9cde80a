import { call, fileOf, textOf } from '../api.js';
import type {
  Account,
  AgentItem,
  Broadcast,
  Complaint,
  Consent,
  Contact,
  Fact,
  FactChange,
  FailedEvent,
  HandoffRules,
  HistoryItem,
  Medium,
  NewBroadcast,
  Page,
  Preflight,
  Publication,
  QuickReply,
  Release,
  RightsRequest,
  Satisfaction,
  Signup,
  TemplateItem,
  Ticket,
  Topic,
  TransferProof,
  UnansweredCluster,
} from './izin-types.js';

/** The REST API of Izin, as an integration would use it. */
export function createIzin(apiKey: string) {
  const authorization = { authorization: `Bearer ${apiKey}` };
  const get = <Answer>(path: string) => call<Answer>(`/api/v1${path}`, { headers: authorization });
  const post = <Answer>(path: string, body?: unknown) =>
    call<Answer>(`/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { ...authorization, 'idempotency-key': newKey() },
    });
  const patch = <Answer>(path: string, body: unknown) =>
    call<Answer>(`/api/v1${path}`, { method: 'PATCH', body, headers: authorization });
  return {
    rightsRequests: (filter: Register) => get<Page<RightsRequest>>(`/rights-requests${filterOf(filter)}`),
    enterRequest: (body: { contact: string; kind: string; note?: string }) =>
      post<RightsRequest>('/rights-requests', body),
    completeRequest: (number: number, body: { outcome: string; answer?: string }) =>
      post<RightsRequest>(`/rights-requests/${number}/complete`, body),
    erase: (contact: string) =>
      call<unknown>(`/api/v1/contacts/${contact}`, { method: 'DELETE', headers: authorization }),
    complaints: (filter: Register) => get<Page<Complaint>>(`/complaints${filterOf(filter)}`),
    settleComplaint: (number: number, body: { state?: string; answer?: string; send?: boolean }) =>
      patch<Complaint>(`/complaints/${number}`, body),
    unanswered: () => get<Page<UnansweredCluster>>('/faq/unanswered'),
    dismissCluster: (id: number) => post(`/faq/unanswered/${id}/dismiss`),
    releases: () => get<Page<Publication>>('/releases?limit=1'),
    release: (id: string) => get<Release>(`/releases/${id}`),
    publish: (body: { base: string; files: Release['files'] }) => post<Publication>('/releases', body),
    failedEvents: () => get<Page<FailedEvent>>('/failed-events'),
    retryEvent: (id: number) => post(`/failed-events/${id}/retry`),
    contactsOf: (phone: string) => get<Page<Contact>>(`/contacts?phone=${encodeURIComponent(phone)}`),
    tickets: (list: TicketList) => get<Page<Ticket>>(`/tickets?${TICKET_LISTS[list]}&limit=100`),
    history: (contact: string) => get<Page<HistoryItem>>(`/contacts/${contact}/messages?limit=60`),
    file: (message: string) => fileOf(`/api/v1/messages/${message}/media`, authorization),
    transferProofs: (state: TransferProof['state']) =>
      get<Page<TransferProof>>(`/transfer-proofs?state=${state}&limit=50`),
    decideProof: (number: number, body: { state: 'confirmed' | 'refused'; note?: string; author?: string }) =>
      patch<TransferProof>(`/transfer-proofs/${number}`, body),
    reply: (ticket: string, body: WrittenReply) => post(`/tickets/${ticket}/reply`, body),
    preview: (ticket: string, body: WrittenReply) =>
      post<{ text: string }>(`/tickets/${ticket}/preview`, body),
    media: () => get<Page<Medium>>('/media?limit=200'),
    mediumFile: (id: string) => fileOf(`/api/v1/media/${id}/file?small=true`, authorization),
    answerByTemplate: (ticket: string, body: { template: NewBroadcast['template']; author?: string }) =>
      post(`/tickets/${ticket}/template`, body),
    note: (ticket: string, body: Written) => post(`/tickets/${ticket}/note`, body),
    assign: (
      ticket: string,
      body: { assignee: string | null; team?: string | null; note?: string; author?: string },
    ) => post(`/tickets/${ticket}/assign`, body),
    snooze: (ticket: string, until: string | null) => post(`/tickets/${ticket}/snooze`, { until }),
    close: (ticket: string) => post(`/tickets/${ticket}/close`),
    stop: (ticket: string, body: { topic?: string; author?: string }) =>
      post(`/tickets/${ticket}/stop`, body),
    transcript: (ticket: string) =>
      textOf(`/api/v1/tickets/${ticket}/transcript`, { ...authorization, accept: 'text/plain' }),
    facts: () => get<Page<Fact>>('/facts'),
    factChanges: () => get<Page<FactChange>>('/facts/changes?limit=100'),
    proposeFact: (fact: Fact) => post<FactChange>('/facts', fact),
    removeFact: (id: string) =>
      call<FactChange>(`/api/v1/facts/${id}`, { method: 'DELETE', headers: authorization }),
    /** With the second person's own key; an empty one: that of this page. */
    approveFact: (number: number, key: string) =>
      call<FactChange>(`/api/v1/facts/changes/${number}/approve`, {
        method: 'POST',
        headers: key === '' ? authorization : { authorization: `Bearer ${key}` },
      }),
    cancelFact: (number: number) => post<FactChange>(`/facts/changes/${number}/cancel`),
    account: () => get<Account>('/account'),
    agents: () => get<Page<AgentItem>>('/agents'),
    setPresence: (body: { name: string; presence: string; teams: string[] }) =>
      post<Page<AgentItem>>('/agents', body),
    quickReplies: () => get<Page<QuickReply>>('/quick-replies'),
    satisfaction: () => get<{ items: Satisfaction[] }>('/tickets/satisfaction'),
    removeQuickReply: (id: string) =>
      call<unknown>(`/api/v1/quick-replies/${id}`, { method: 'DELETE', headers: authorization }),
    addQuickReply: (body: { title: string; text: string }) => post<QuickReply>('/quick-replies', body),
    labels: () => get<Page<{ label: string }>>('/labels'),
    addLabel: (label: string) => post('/labels', { label }),
    setLabels: (contact: string, labels: string[]) => patch<Contact>(`/contacts/${contact}`, { labels }),
    block: (contact: string, body: { reason: string; author?: string }) =>
      post<Contact>(`/contacts/${contact}/block`, body),
    unblock: (contact: string, body: { author?: string }) =>
      post<Contact>(`/contacts/${contact}/unblock`, body),
    rules: async () => (await get<{ handoff: HandoffRules }>('/settings')).handoff,
    setRules: (handoff: Partial<HandoffRules>) => patch<unknown>('/settings', { handoff }),
    contact: (id: string) => get<Contact>(`/contacts/${id}`),
    consents: (contact: string) => get<Page<Consent>>(`/contacts/${contact}/consents`),
    signups: () => get<Page<Signup>>('/signups'),
    createSignup: (body: {
      topic: string;
      language: string;
      privacy_policy_url: string;
      accept_terms: true;
    }) => post<Signup>('/signups', body),
    revokeSignup: (id: string) => post<Signup>(`/signups/${id}/revoke`),
    syncTemplates: () => post<unknown>('/templates/sync'),
    topics: () => get<Page<Topic>>('/topics'),
    templates: () => get<Page<TemplateItem>>('/templates'),
    broadcasts: () => get<Page<Broadcast>>('/broadcasts'),
    broadcast: (id: string) => get<Broadcast>(`/broadcasts/${id}`),
    createBroadcast: (body: NewBroadcast) => post<Broadcast>('/broadcasts', body),
    preflight: (id: string) => post<Preflight>(`/broadcasts/${id}/preflight`),
    steer: (id: string, how: 'start' | 'pause' | 'resume' | 'cancel') => post(`/broadcasts/${id}/${how}`),
  };
}

/** An agent's words, and who wrote them; without a name the key's stands there. */
interface Written {
  text: string;
  author?: string;
}

/** A reply: words, a file of the register, or both. */
interface WrittenReply {
  text?: string;
  media?: string;
  author?: string;
}

export type TicketList = keyof typeof TICKET_LISTS;
const TICKET_LISTS = {
  open: 'state=open',
  snoozed: 'state=open&snoozed=true',
  closed: 'state=closed',
} as const;

/** What of a register is shown. */
export type Register = 'open' | 'all';

const filterOf = (filter: Register) => (filter === 'open' ? '?limit=200&state=open' : '?limit=200');

export type Izin = ReturnType<typeof createIzin>;

/** `crypto.randomUUID` exists on secure pages only; this one may be opened over plain HTTP in a local network. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
