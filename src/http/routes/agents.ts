import { z } from 'zod';
import type { Agent } from '../../handoff/index.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { iso, named, time, words } from '../schemas.js';

const tag = 'tickets';
const presence = z.enum(['here', 'away']);

const agentSchema = named(
  'Agent',
  z.object({
    name: z.string(),
    presence: presence.meta({ description: 'Who is here gets tickets by the rule; after 12 hours: away.' }),
    since: time,
    open_tickets: z.int(),
    teams: z.array(z.string()),
  }),
);

const EXAMPLE: z.input<typeof agentSchema> = {
  name: 'rina',
  presence: 'here',
  since: '2026-01-05T02:00:00.000Z',
  open_tickets: 2,
  teams: ['zakat'],
};

const body = ({ openTickets, since, ...agent }: Agent) => ({
  ...agent,
  since: iso(since),
  open_tickets: openTickets,
});

const list = endpoint({
  method: 'get',
  path: '/agents',
  tag,
  summary: {
    id: 'Petugas: siapa yang ada, dan berapa tiketnya',
    en: 'Agents: who is there, with how many tickets',
  },
  response: pageOf(agentSchema),
  example: { items: [EXAMPLE], next: null },
  handle: async ({ handoff }) => ({ items: (await handoff.agents()).map(body), next: null }),
});

const set = endpoint({
  method: 'post',
  path: '/agents',
  tag,
  summary: {
    id: 'Petugas datang atau pergi; yang datang mendapat tiket yang menunggu, menurut aturan pembagian',
    en: 'An agent comes or goes; who comes gets what waits, by the rule of assignment',
  },
  body: z.object({
    name: words(120),
    presence,
    teams: z
      .array(words(60))
      .max(20)
      .optional()
      .meta({ description: 'They belong to these from now on; absent: as before.' }),
  }),
  bodyExample: { name: EXAMPLE.name, presence: EXAMPLE.presence, teams: EXAMPLE.teams },
  response: pageOf(agentSchema),
  example: { items: [EXAMPLE], next: null },
  async handle({ handoff }, request) {
    const { name, presence: now, teams } = request.body;
    await handoff.setPresence(name, now, teams);
    return { items: (await handoff.agents()).map(body), next: null };
  },
});

export const agents = [list, set];
