import type { Customer, Message } from '../../../src/sandbox/chat.js';
import type { CustomerInput } from '../../../src/sandbox/customer-input.js';
import type { Faults } from '../../../src/sandbox/faults.js';
import type { Inside } from '../../../src/sandbox/inside.js';
import type { SandboxSignup } from '../../../src/sandbox/signups.js';
import { call } from '../api.js';

export type { Bubble, BubbleButton, Message } from '../../../src/sandbox/chat.js';
export type { CustomerInput, Faults, Inside, SandboxSignup };

export interface Person extends Customer {
  unread: number;
  windowOpen: boolean;
  last?: Message;
}

export interface Session {
  apiKey: string;
  orgName: string;
  displayNumber: string;
  timezone: string;
}

export interface AccountView {
  presets: string[];
  account: { quality: string; tier: string; status: string; blocked: string };
}

const root = '/sandbox/api';
const of = (phone: string) => `${root}/customers/${phone}`;

/** The fake Meta and its phones. */
export const sandbox = {
  session: () => call<Session>(`${root}/session`),
  people: () => call<{ items: Person[]; total: number }>(`${root}/customers`),
  addPerson: (body: { phone: string; name?: string; phoneHidden?: boolean }) =>
    call<Person>(`${root}/customers`, { method: 'POST', body }),
  messages: (phone: string) => call<{ items: Message[] }>(`${of(phone)}/messages`),
  write: (phone: string, body: CustomerInput) =>
    call<{ id: string }>(`${of(phone)}/messages`, { method: 'POST', body }),
  upload: async (file: File): Promise<string> => {
    const headers = { 'content-type': file.type || 'application/octet-stream' };
    const answer = await fetch(`${root}/media`, { method: 'POST', headers, body: file });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return ((await answer.json()) as { id: string }).id;
  },
  read: (phone: string) => call<void>(`${of(phone)}/read`, { method: 'POST' }),
  prefer: (phone: string, value: 'stop' | 'resume') =>
    call<void>(`${of(phone)}/preferences`, { method: 'POST', body: { value } }),
  signups: () => call<{ items: SandboxSignup[] }>(`${root}/signups`),
  signUp: (phone: string, signup: string) =>
    call<void>(`${of(phone)}/signups`, { method: 'POST', body: { signup } }),
  clock: () => call<{ now: number }>(`${root}/clock`),
  moveClock: (move: number) => call<{ now: number }>(`${root}/clock`, { method: 'POST', body: { move } }),
  resetClock: () => call<{ now: number }>(`${root}/clock`, { method: 'POST', body: { reset: true } }),
  faults: () => call<Faults>(`${root}/faults`),
  setFaults: (body: Faults) => call<Faults>(`${root}/faults`, { method: 'PUT', body }),
  inside: (phone: string) => call<Inside>(`${root}/inside/${phone}`),
  account: () => call<AccountView>(`${root}/account-events`),
  accountEvent: (preset: string) =>
    call<unknown>(`${root}/account-events`, { method: 'POST', body: { preset } }),
  mediaUrl: (id: string) => `${root}/media/${encodeURIComponent(id)}`,
};
