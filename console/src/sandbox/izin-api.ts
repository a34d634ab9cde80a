import { call } from '../api.js';
import type {
  Broadcast,
  Complaint,
  Consent,
  Contact,
  NewBroadcast,
  Page,
  Preflight,
  RightsRequest,
  Signup,
  TemplateItem,
  Ticket,
  Topic,
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
    contactsOf: (phone: string) => get<Page<Contact>>(`/contacts?phone=${phone}`),
    tickets: () => get<Page<Ticket>>('/tickets?state=open'),
    reply: (ticket: string, text: string) => post(`/tickets/${ticket}/reply`, { text }),
    note: (ticket: string, text: string) => post(`/tickets/${ticket}/note`, { text }),
    assign: (ticket: string, assignee: string) => post(`/tickets/${ticket}/assign`, { assignee }),
    snooze: (ticket: string, until: string) => post(`/tickets/${ticket}/snooze`, { until }),
    close: (ticket: string) => post(`/tickets/${ticket}/close`),
    stop: (ticket: string, topic: string | null) =>
      post(`/tickets/${ticket}/stop`, topic === null ? undefined : { topic }),
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
