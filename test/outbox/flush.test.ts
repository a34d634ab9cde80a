import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Identity } from '../../src/whatsapp/identity.js';
import { holdFlushes } from '../store/flushes.js';
import { openRoad, type Road } from './road.js';

const PHONE: Identity = { kind: 'phone', value: '6281234567890' };

let road: Road;
let disk: Awaited<ReturnType<typeof holdFlushes>>;
beforeEach(async () => {
  road = await openRoad();
  disk = await holdFlushes();
});
afterEach(async () => {
  disk.stop();
  await road.close();
});

/** The dispatcher has written its attempt, and the disk has not. */
const attempted = async () => {
  const id = await road.recipient(await road.subscriber(PHONE));
  await road.dispatcher.start();
  await disk.asks(1);
  expect(await road.rowOf(id)).toMatchObject({ state: 'attempting' });
  // Time enough for a request to reach Meta, were there one.
  await new Promise((next) => setTimeout(next, 50));
  expect(road.graph.initiated()).toEqual([]);
  return id;
};

test('P4 nothing leaves before its attempt is on disk', async () => {
  const id = await attempted();
  disk.stop();
  disk.asked[0]?.pass();
  await road.dispatcher.stop();
  expect(road.graph.initiated()).toHaveLength(1);
  expect(await road.rowOf(id)).toMatchObject({ state: 'accepted', attempts: 1 });
});

test('P1 a stop that comes while the disk works is obeyed', async () => {
  const id = await attempted();
  road.permits.revokeAll();
  disk.stop();
  disk.asked[0]?.pass();
  await road.dispatcher.stop();
  expect(road.graph.initiated()).toEqual([]);
  expect(await road.rowOf(id)).toMatchObject({ state: 'queued', attempts: 0 });
});

test('P4 nothing leaves when the disk has lost its attempt', async () => {
  await attempted();
  disk.asked[0]?.fail(new Error('EIO'));
  await road.dispatcher.stop();
  expect(road.graph.initiated()).toEqual([]);
  expect(road.errors).not.toEqual([]);
});
