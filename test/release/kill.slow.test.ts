import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { releaseId } from '../../src/release/index.js';
import { Child, freePort } from '../setup/child.js';
import { API_KEY, Izin } from '../setup/izin.js';
import { edited, shippedFiles } from './files.js';

const KILLS = 6;
const TITLES = ['Tanya infak', 'Tanya qurban', 'Tanya wakaf'];
const RELEASES = [
  shippedFiles,
  ...TITLES.map((title) => edited('locales/id/welcome.json', 'Tanya zakat', title)),
];

let izin: Izin;
let child: Child;
beforeAll(async () => {
  izin = await Izin.start();
  await izin.app.stop();
  child = new Child(await freePort(), izin.graph.url, izin.dataDir);
}, 60_000);
afterAll(async () => {
  await child.kill();
  await izin.stop();
});

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${child.port}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return (await response.json()) as T;
}

test(`killed ${KILLS} times while releases are published and rolled back: one of them is in use, and whole`, async () => {
  /** What was answered 201 last, and what may have come after it. */
  let acknowledged = releaseId(shippedFiles);
  let asked = new Set<string>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    child.start();
    await child.ready();
    const { items } = await call<{ items: { id: string }[] }>('GET', '/releases?limit=1');
    const inUse = items[0]?.id ?? '';
    expect([acknowledged, ...asked]).toContain(inUse);
    const { files } = await call<{ files: { path: string; source: string }[] }>('GET', `/releases/${inUse}`);
    const whole = RELEASES.find((one) => releaseId(one) === inUse);
    expect(files).toEqual(whole?.map(({ file, source }) => ({ path: file, source })));

    acknowledged = inUse;
    asked = new Set();
    let killed = false;
    const publishing = (async () => {
      for (let i = 1; !killed; i += 1) {
        const next = RELEASES[(kill + i) % RELEASES.length] ?? shippedFiles;
        const id = releaseId(next);
        asked.add(id);
        const body = { files: next.map(({ file, source }) => ({ path: file, source })) };
        const done = await call('POST', '/releases', body).then(
          () => true,
          () => false,
        );
        if (!done) return;
        acknowledged = id;
        asked = new Set();
      }
    })();
    await new Promise((next) => setTimeout(next, 100 + Math.random() * 1500));
    killed = true;
    await child.kill();
    await publishing;
  }
  // Every release that the log names has its files.
  child.start();
  await child.ready();
  const { items } = await call<{ items: { id: string }[] }>('GET', '/releases?limit=200');
  for (const id of new Set(items.map((one) => one.id))) {
    const { files } = await call<{ files: object[] }>('GET', `/releases/${id}`);
    expect(files).toHaveLength(shippedFiles.length);
  }
}, 240_000);
