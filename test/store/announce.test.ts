import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { afterCommit, announce, type Tx } from '../../src/store/index.js';
import { openRig, put } from './rig.js';

let rig: Awaited<ReturnType<typeof openRig>>;
let told: string[];
beforeEach(async () => {
  rig = await openRig();
  told = [];
  rig.store.announceTo({
    publish: (notice) => told.push('contactId' in notice ? notice.contactId : notice.type),
  });
});
afterEach(() => rig.close());

const change = (contactId: string) => (tx: Tx) => {
  announce(tx, { type: 'consent', contactId });
  return put(tx, contactId);
};

test('what a job announces is told once it is durable, after its effects and before its success', async () => {
  await rig.store
    .write(async (tx) => {
      announce(tx, { type: 'outbox' });
      afterCommit(tx, () => told.push('effect'));
      await put(tx, 'a');
      expect(told).toEqual([]);
    })
    .then(() => told.push('success'));
  expect(told).toEqual(['effect', 'outbox', 'success']);
});

test('jobs that share a commit tell the same thing once', async () => {
  const shared = ['ct_1', 'ct_2', 'ct_1'].map((id, i) =>
    rig.store.write((tx) => {
      announce(tx, { type: 'consent', contactId: id });
      return put(tx, `${i}`);
    }),
  );
  await Promise.all(shared);
  expect(told).toEqual(['ct_1', 'ct_2']);
  await rig.store.write(change('ct_1'));
  expect(told).toEqual(['ct_1', 'ct_2', 'ct_1']);
});

test('what is undone is never told, while its neighbour’s is', async () => {
  const undone = rig.store.write(async (tx) => {
    await change('ct_1')(tx);
    throw new Error('no');
  });
  await Promise.all([expect(undone).rejects.toThrow('no'), rig.store.write(change('ct_2'))]);
  expect(told).toEqual(['ct_2']);
});

test('outside a job there is nothing to announce', async () => {
  let later: Tx | undefined;
  await rig.store.write(async (tx) => {
    later = tx;
  });
  expect(() => announce(later as Tx, { type: 'outbox' })).toThrow('outside a write job');
});
