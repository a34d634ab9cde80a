import { sql } from 'kysely';
import type { Tx } from '../store/index.js';
import { chooseAgent, type Ready } from './assignment.js';
import { HOUR, readRules } from './rules.js';

type Read = Pick<Tx, 'selectFrom'>;

export interface Agent {
  name: string;
  presence: 'here' | 'away';
  /** Since when, ms. */
  since: number;
  openTickets: number;
  teams: string[];
}

/** Who forgets to sign off gets no tickets the next morning. */
const LONGEST_DAY = 12 * HOUR;

/** Everybody who ever said that they are there, by name. */
export async function listAgents(read: Read, now: number): Promise<Agent[]> {
  const busy = await openByAgent(read);
  const rows = await read.selectFrom('agent').selectAll().orderBy('name').execute();
  return rows.map(({ name, here, since, teams }) => {
    const presence = here === 1 && now - since < LONGEST_DAY ? 'here' : 'away';
    return { name, presence, since, openTickets: busy.get(name) ?? 0, teams: JSON.parse(teams) };
  });
}

/** Somebody comes or goes (`teams`: and belongs to these from now on), in the caller's transaction. Who comes is given what nobody has yet, by the rule; returns those tickets. */
export async function setPresence(
  tx: Tx,
  name: string,
  presence: Agent['presence'],
  now: number,
  teams?: readonly string[],
): Promise<{ id: string; contactId: string }[]> {
  const values = {
    here: presence === 'here' ? 1 : 0,
    since: now,
    ...(teams && { teams: JSON.stringify([...new Set(teams)].sort()) }),
  };
  await tx
    .insertInto('agent')
    .values({ name, teams: '[]', ...values, given_at: null })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute();
  if (presence === 'away') return [];
  const waiting = await tx
    .selectFrom('ticket')
    .select(['id', 'contact_id'])
    .where(sql<boolean>`state = 'open'`)
    .where('assignee', 'is', null)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  const given: { id: string; contactId: string }[] = [];
  for (const { id, contact_id } of waiting) {
    if (await assignByRule(tx, id, now)) given.push({ id, contactId: contact_id });
  }
  return given;
}

/** Gives a ticket to an agent of its team who is there, by the rule that staff have set. False: nobody got it. */
export async function assignByRule(tx: Tx, ticketId: string, now: number): Promise<boolean> {
  const { assignment } = await readRules(tx);
  if (assignment === 'manual') return false;
  const ticket = await tx
    .selectFrom('ticket')
    .select('team')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  const { team } = ticket;
  const agents = (await ready(tx, now)).filter(({ teams }) => team === null || teams.includes(team));
  const assignee = chooseAgent(assignment, agents);
  if (assignee === null) return false;
  await tx.updateTable('ticket').set({ assignee }).where('id', '=', ticketId).execute();
  await tx.updateTable('agent').set({ given_at: now }).where('name', '=', assignee).execute();
  return true;
}

async function ready(read: Read, now: number): Promise<(Ready & { teams: string[] })[]> {
  const busy = await openByAgent(read);
  const rows = await read
    .selectFrom('agent')
    .selectAll()
    .where('here', '=', 1)
    .where('since', '>', now - LONGEST_DAY)
    .execute();
  return rows.map(({ name, given_at, teams }) => ({
    name,
    givenAt: given_at,
    busy: busy.get(name) ?? 0,
    teams: JSON.parse(teams) as string[],
  }));
}

async function openByAgent(read: Read): Promise<Map<string, number>> {
  const rows = await read
    .selectFrom('ticket')
    .select(['assignee', (select) => select.fn.countAll<number>().as('n')])
    .where(sql<boolean>`state = 'open'`)
    .where('assignee', 'is not', null)
    .groupBy('assignee')
    .execute();
  return new Map(rows.map(({ assignee, n }) => [assignee ?? '', Number(n)]));
}
