import { decide, type GateFacts, type GateRequest } from '../src/gate/gate.js';
import { quietClock } from '../src/gate/quiet-hours.js';
import { classify } from '../src/understanding/index.js';
import { report } from './report.js';

// The pure decisions on one core: how many a second.
const quiet = quietClock({ from: 19 * 60, to: 8 * 60 });
const cap = { messages: 2, period: 7 * 24 * 60 * 60 * 1000 };
const request: GateRequest = {
  purpose: 'marketing',
  topic: 'info',
  basis: null,
  template: true,
  expiresAt: null,
  alreadyAttempted: false,
  cancelled: false,
  contentBlocked: false,
  mediaRightsMissing: false,
};
const noon = Date.UTC(2026, 10, 22, 5);
const facts = (i: number): GateFacts => ({
  environment: 'live',
  topicKnown: true,
  consent: {
    state: i % 10 === 0 ? 'unsubscribed' : 'subscribed',
    since: noon - i,
    asked: 0,
    environment: 'live',
  },
  blocks: new Map(),
  held: false,
  lastInboundAt: noon - 1000,
  ticketOpen: false,
  template: { status: 'APPROVED', category: 'MARKETING' },
  account: { blocked: false, paused: null, marketingPaused: null, templatesPaused: null },
  countryAllowed: true,
  recent: i % 7 === 0 ? [noon - 5000] : [],
  restUntil: null,
  tierFreeAt: null,
  quietUntil: quiet(noon + i, 'Asia/Jakarta'),
});
const TEXTS = [
  'berapa nisab zakat tahun ini?',
  'BERHENTI',
  'jangan kirim2 lagi ya min',
  'assalamualaikum kak mau tanya zakat penghasilan gimana ngitungnya',
  'terima kasih banyak',
  'please stop sending me these messages',
  'mau daftar info zakat dong',
  'kantornya buka jam berapa hari sabtu',
];

report('pure decisions a second on one core', {
  'gate decisions': perSecond(500_000, (i) => decide(request, facts(i), cap, noon + i)),
  'goal: gate': 300_000,
  'messages classified': perSecond(100_000, (i) => classify(`${TEXTS[i % TEXTS.length]} ${i % 997}`)),
  'goal: classified': 10_000,
});

function perSecond(count: number, work: (i: number) => unknown): number {
  for (let i = 0; i < count / 10; i++) work(i);
  const began = performance.now();
  for (let i = 0; i < count; i++) work(i);
  return count / ((performance.now() - began) / 1000);
}
