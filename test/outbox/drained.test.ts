import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { holdFlushes } from '../store/flushes.js';
import { openRoad, type Road } from './road.js';

let road: Road;
beforeEach(async () => {
  road = await openRoad();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await road.close();
});

const people = async (first: number, count: number) => {
  for (let i = first; i < first + count; i++)
    await road.recipient(await road.subscriber({ kind: 'phone', value: `62812345678${10 + i}` }));
};

const until = async (what: () => boolean) => {
  const deadline = performance.now() + 8000;
  while (!what()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await rest(10);
  }
};

/** From here on nobody looks for messages because a second has passed. */
const stopLooking = () => {
  const { setTimeout } = globalThis;
  const never = (run: () => void, ms?: number) => setTimeout(run, ms === 1000 ? 2 ** 30 : ms);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(never as typeof setTimeout);
};

test('what comes while there is no room goes as soon as there is', async () => {
  road.graph.fate = () => ({ kind: 'accept', delay: road.graph.sent.length > 6 ? 0 : 500 });
  await people(0, 6);
  await road.dispatcher.start();
  await until(() => road.graph.sent.length === 6);
  await people(6, 4);
  stopLooking();
  road.dispatcher.wake();
  await until(() => road.graph.sent.length === 10);
});

test.each([3, 8, 16])('the end of a batch of %i is told, once', async (count) => {
  await people(0, count);
  await road.dispatcher.start();
  stopLooking();
  await until(() => road.drained() > 0 && road.graph.sent.length === count);
  await rest(50);
  expect(road.drained()).toBe(1);
});

test('the end of a batch is told while the disk still works on its last attempts', async () => {
  await people(0, 8);
  const disk = await holdFlushes();
  await road.dispatcher.start();
  await disk.asks(1);
  expect(road.drained()).toBe(1);
  expect(road.graph.sent).toHaveLength(0);
  disk.stop();
  disk.asked[0]?.pass();
  await until(() => road.graph.sent.length === 8);
});
