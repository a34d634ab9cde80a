import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BLOCK_KINDS, stands } from '../../src/consent/blocks.js';
import { type ConsentAct, changeConsent, loadStanding } from '../../src/consent/index.js';
import { uniteContacts } from '../../src/consent/link.js';
import { createContact } from '../../src/contacts/resolve.js';
import type { Tx } from '../../src/store/index.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import { HOUR, NOW, openRig, REPORT, type Rig, SECOND, ZAKAT } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const EVENTS = [
  'REQUEST',
  'CONFIRM',
  'DECLINE',
  'WITHDRAW',
  'PLATFORM_STOP',
  'PLATFORM_RESUME',
  'SUSPEND',
  'CLEAR',
  'PAUSE',
  'UNPAUSE',
] as const;
const TOPICS = [[ZAKAT], [REPORT], 'all'] as const;

/** Something the person did under one of their names. */
interface Deed {
  event: (typeof EVENTS)[number];
  topics: (typeof TOPICS)[number];
  /** Which of their names WhatsApp gave with it. */
  name: number;
}
const deed: fc.Arbitrary<Deed> = fc.record({
  event: fc.constantFrom(...EVENTS, 'REQUEST', 'CONFIRM', 'REQUEST', 'CONFIRM'),
  topics: fc.constantFrom(...TOPICS),
  name: fc.nat(2),
});

/** All of it an hour ago, one second after another. */
const timeOf = (i: number) => NOW - HOUR + i * SECOND;

/** Other people's requests come through the API, in the order in which they are made. */
function actOf({ event, topics }: Deed, i: number): ConsentAct {
  return {
    event,
    // A no answers a question, which names its topics.
    topics: event === 'DECLINE' && topics === 'all' ? [ZAKAT] : topics,
    at: timeOf(i),
    source: 'text',
    actor: 'customer',
    evidence: {},
    ...(event === 'PAUSE' && { until: NOW + HOUR }),
  };
}

async function does(tx: Tx, contactId: string, act: ConsentAct): Promise<void> {
  await changeConsent(tx, contactId, await loadStanding(tx, contactId), act, rig.world);
}

const isNo = (state: string | null) => state === 'declined' || state === 'unsubscribed';

/** Topics that the gate would let through, and those without a no, also one behind a question that is open. */
async function allowed(tx: Tx, contactId: string): Promise<string[]> {
  const { topics, blocks } = await loadStanding(tx, contactId);
  const blocked = BLOCK_KINDS.some((kind) => stands(blocks, kind, rig.world.now));
  return [ZAKAT, REPORT].flatMap((topic) => {
    const { state, before } = topics.get(topic) ?? { state: 'unknown', before: null };
    return [
      ...(!blocked && state === 'subscribed' ? [`write ${topic}`] : []),
      ...([state, before].some(isNo) ? [] : [`ask ${topic}`]),
    ];
  });
}

class Undo extends Error {}

/** Does the work and takes it back. */
async function trial<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  let value: { is: T } | undefined;
  await rig.store
    .write(async (tx) => {
      value = { is: await work(tx) };
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  if (!value) throw new Error('nothing was done');
  return value.is;
}

/** In the order of the numbers given; but we have read a request before its answer can come. */
function shuffled<T extends { act: ConsentAct }>(list: readonly T[], keys: readonly number[]): T[] {
  const isAnswer = (event: string) => event === 'CONFIRM' || event === 'DECLINE';
  const keyOf = (i: number) => keys[i] ?? 0;
  const arrives = list.map(({ act }, i) => {
    const answers = list.flatMap((one, j) => (j > i && isAnswer(one.act.event) ? [keyOf(j)] : []));
    return act.event === 'REQUEST' ? Math.min(keyOf(i), ...answers) : keyOf(i);
  });
  return list.toSorted((a, b) => (arrives[list.indexOf(a)] ?? 0) - (arrives[list.indexOf(b)] ?? 0));
}

const NAMES: Identity[] = [
  { kind: 'phone', value: '6281200000001' },
  { kind: 'bsuid', value: 'ID.ONE' },
  { kind: 'parent_bsuid', value: 'ID.ENT.ONE' },
];
const nameOf = (i: number) => NAMES[i] as Identity;

describe('P2 whatever order things arrive in, and whenever Meta shows who is who', () => {
  const story = fc.record({
    deeds: fc.array(deed, { minLength: 1, maxLength: 9 }),
    order: fc.array(fc.nat(1000), { minLength: 9, maxLength: 9 }),
    links: fc.array(fc.record({ after: fc.nat(9), names: fc.constantFrom([0, 1], [1, 2], [0, 2]) }), {
      maxLength: 3,
    }),
  });

  test('nobody may be written to or asked who might not be, had all of it come in order to one contact', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ deeds, order, links }) => {
        const acts = deeds.map((one, i) => ({ name: one.name, act: actOf(one, i) }));
        const inOrder = await trial(async (tx) => {
          const contact = await createContact(tx, NOW);
          for (const { act } of acts) await does(tx, contact, act);
          return allowed(tx, contact);
        });
        const asItCame = await trial(async (tx) => {
          for (const [i, { name, act }] of shuffled(acts, order).entries()) {
            for (const link of links.filter((one) => one.after === i))
              await uniteContacts(tx, link.names.map(nameOf), rig.world);
            await does(tx, await uniteContacts(tx, [nameOf(name)], rig.world), act);
          }
          return allowed(tx, await uniteContacts(tx, NAMES, rig.world));
        });
        expect(inOrder).toEqual(expect.arrayContaining(asItCame));
      }),
      { numRuns: 500 },
    );
  });
});
