import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeContacts } from '../../src/consent/merge.js';
import { eraseContact } from '../../src/consent/rights.js';
import { Suppression } from '../../src/contacts/suppression.js';
import { openRig, REPORT, type Rig, SECOND, ZAKAT } from '../consent/rig.js';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const EVENTS = [
  'REQUEST',
  'CONFIRM',
  'DECLINE',
  'WITHDRAW',
  'SUSPEND',
  'CLEAR',
  'PLATFORM_STOP',
  'PLATFORM_RESUME',
  'LAPSE',
] as const;
const suppression = new Suppression('a secret');

/** A little history of six people, with merging, erasing and checkpoints, ending in a checkpoint. */
async function live(picks: readonly number[]): Promise<string[]> {
  const people = await Promise.all(Array.from({ length: 6 }, () => rig.contact()));
  for (const pick of picks) {
    rig.world.now += SECOND;
    const who = people[pick % people.length] as string;
    const what = Math.floor(pick / people.length) % (EVENTS.length + 3);
    const event = EVENTS[what];
    if (event) await rig.act(who, event, { topics: pick % 3 === 0 ? 'all' : [pick % 2 ? ZAKAT : REPORT] });
    else if (what === EVENTS.length) await rig.checkpoint();
    else if (what === EVENTS.length + 1) {
      await rig.store.write((tx) =>
        eraseContact(tx, who, { source: 'api', actor: 'api', suppression, ...rig.world }),
      );
    } else if (people[0] !== who) {
      await rig.store.write((tx) => mergeContacts(tx, people[0] as string, who, rig.world));
    }
  }
  rig.world.now += SECOND;
  await Promise.all(people.map((who) => rig.act(who, 'LAPSE')));
  await rig.checkpoint();
  return people;
}

type Tampering = 'remove' | 'change' | 'swap' | 'forge' | 'checkpoint' | 'copy';
const TAMPERINGS: Tampering[] = ['remove', 'change', 'swap', 'forge', 'checkpoint', 'copy'];

/** Takes the file into its own hands at a place chosen by `pick`; false where that would change nothing. */
function tamper(how: Tampering, pick: number): boolean {
  return rig.tamper((database) => {
    const records = database.prepare('select contact_id, seq from ledger order by contact_id, seq').all() as {
      contact_id: string;
      seq: number;
    }[];
    const { contact_id: id, seq } = records[pick % records.length] as { contact_id: string; seq: number };
    const run = (sql: string, ...values: unknown[]) => database.prepare(sql).run(...values).changes > 0;
    switch (how) {
      case 'remove':
        return run('delete from ledger where contact_id = ? and seq = ?', id, seq);
      case 'change':
        return run('update ledger set at = at + 1 where contact_id = ? and seq = ?', id, seq);
      case 'swap':
        if (!records.some((one) => one.contact_id === id && one.seq === seq + 1)) return false;
        run('update ledger set seq = -1 where contact_id = ? and seq = ?', id, seq);
        run('update ledger set seq = ? where contact_id = ? and seq = ?', seq, id, seq + 1);
        return run('update ledger set seq = ? where contact_id = ? and seq = -1', seq + 1, id);
      case 'forge':
        return run(
          `insert into ledger select null, contact_id, seq + 1, topic, 'CONFIRM', from_state, 'subscribed', at, recorded_at, source, actor, 1, wording,
           environment, evidence, commitment, hash, hash from ledger where contact_id = ? order by seq desc limit 1`,
          id,
        );
      case 'checkpoint':
        return run(
          'update checkpoint set at = at - 1 where seq = 1 + ? % (select count(*) from checkpoint)',
          pick,
        );
      case 'copy':
        run('delete from checkpoint_head where checkpoint_seq = (select max(seq) from checkpoint)');
        return run('delete from checkpoint where seq = (select max(seq) from checkpoint)');
    }
  });
}

describe('P5 whatever people do, and whoever then takes the file into their own hands', () => {
  test('the ledger is in order before, and not in order after', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 999 }), { minLength: 5, maxLength: 25 }),
        fc.constantFrom(...TAMPERINGS),
        fc.nat({ max: 999 }),
        async (picks, how, pick) => {
          await rig.close();
          rig = await openRig();
          await live(picks);
          const outside = rig.directory;
          expect(await rig.verify({ outside })).toMatchObject({ ok: true, findings: [] });
          fc.pre(tamper(how, pick));
          const { ok, findings } = await rig.verify({ outside });
          expect([how, ok]).toEqual([how, false]);
          expect(findings.every(({ detail }) => detail.length > 0)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
