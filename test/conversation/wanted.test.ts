import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../setup/izin.js';
import { SandboxWorld } from '../setup/sandbox.js';

const FLOW = `id: pickup
version: 1
keywords: { id: [jemput zakat] }
initial: where
states:
  where:
    ask: { words: pickup:where, wants: location }
    on:
      location: { target: who, actions: { remember: { pickup_place: "{{place}}" } } }
      text: again
  again:
    ask: { words: pickup:where, wants: location }
    on:
      location: { target: who, actions: { remember: { pickup_place: "{{place}}" } } }
      text: { target: over, actions: { type: startFlow, params: { flow: handoff } } }
  who:
    ask: { words: pickup:who, wants: contact }
    on:
      contact: noted
      text: noted
  noted: { type: final, say: pickup:noted }
  over: { type: final }
`;
const WORDS = {
  where: 'Di mana kami menjemput?',
  who: 'Boleh kami telepon?',
  noted: 'Kami ke {{pickup_place}}.',
};

let world: SandboxWorld;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-wanted-'));
  for (const name of ['flows', 'locales']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'flows/pickup.yaml'), FLOW);
  for (const language of ['id', 'en'])
    writeFileSync(join(folder, `locales/${language}/pickup.json`), JSON.stringify(WORDS));
  world = await SandboxWorld.start({
    IZIN_FLOWS_DIR: join(folder, 'flows'),
    IZIN_LOCALES_DIR: join(folder, 'locales'),
  });
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const PHONE = '6281200000001';

test('a place and a number are asked for by a button, and sent by a tap on it', async () => {
  const where = await world.write(PHONE, 'jemput zakat');
  expect(where.bubble).toMatchObject({ body: WORDS.where, buttons: [{ kind: 'location' }] });
  // Words instead of a tap are asked for once more.
  const again = await world.write(PHONE, 'di Depok, dekat pasar');
  expect(again.bubble.buttons).toMatchObject([{ kind: 'location' }]);
  const who = await world.write(PHONE, {
    type: 'location',
    contextId: again.id,
    latitude: -6.4,
    longitude: 106.82,
    name: 'Pasar Depok',
  });
  expect(who.bubble).toMatchObject({ body: WORDS.who, buttons: [{ kind: 'contact' }] });
  const noted = await world.write(PHONE, { type: 'contact_share', contextId: who.id });
  expect(noted.bubble.body).toBe('Kami ke Pasar Depok.');
});

test('a stop is a stop in the middle of it (promise P2)', async () => {
  const phone = '6281200000002';
  await world.write(phone, 'jemput zakat');
  const stopped = await world.write(phone, 'BERHENTI');
  expect(stopped.bubble.body).toMatch(/^Baik, sudah berhenti/);
});
