import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchFolders } from '../../src/cli/watch-folders.js';
import { Izin, person, ROOT } from '../setup/izin.js';

let izin: Izin;
let folder: string;
let stop: () => void;
const told: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-watch-'));
  for (const name of ['flows', 'locales']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  const dirs = { flowsDir: join(folder, 'flows'), localesDir: join(folder, 'locales') };
  izin = await Izin.start({ env: { IZIN_FLOWS_DIR: dirs.flowsDir, IZIN_LOCALES_DIR: dirs.localesDir } });
  stop = watchFolders(dirs, izin.app.releases, (text) => told.push(text));
});
afterAll(async () => {
  stop();
  await izin.stop();
  rmSync(folder, { recursive: true, force: true });
});

const edit = (file: string, replace: string, by: string) => {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  if (!source.includes(replace)) throw new Error(`${file} does not hold ${replace}`);
  writeFileSync(
    path,
    source.replace(replace, () => by),
  );
};

test('changed files are taken in while people talk; broken ones are explained and change nothing', async () => {
  const [ayu, budi, siti] = [person(1), person(2), person(3)];
  const last = (who: typeof ayu) => izin.graph.to(who.phone).at(-1)?.text ?? '';
  const say = async (who: typeof ayu, words: string) => {
    await izin.from(who, words);
    await izin.hurried();
  };
  await say(ayu, 'DAFTAR');

  edit('locales/id/consent.json', 'Terima kasih. Mulai sekarang', 'Alhamdulillah. Mulai sekarang');
  await izin.until(() => told.some((text) => text.includes('flows and words taken in')));
  await say(ayu, 'ya');
  expect(last(ayu)).toContain('Terima kasih. Mulai sekarang');
  await say(budi, 'DAFTAR');
  await say(budi, 'ya');
  expect(last(budi)).toContain('Alhamdulillah. Mulai sekarang');

  told.length = 0;
  edit('flows/opt-in.yaml', 'initial: start', 'initial: begin');
  await izin.until(() => told.length > 0);
  expect(told[0]).toMatch(/^flows\/opt-in\.yaml:5:\d+ unknown-state\n[\s\S]*what was in use stays$/);
  await say(siti, 'DAFTAR');
  expect(last(siti)).toContain('Boleh kami kirim');

  told.length = 0;
  edit('flows/opt-in.yaml', 'initial: begin', 'initial: start');
  edit('locales/id/consent.json', 'Alhamdulillah', 'Baik, terima kasih');
  await izin.until(() => told.some((text) => text.includes('flows and words taken in')));
  await say(siti, 'ya');
  expect(last(siti)).toContain('Alhamdulillah. Mulai sekarang');
});
