import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { playRecordings, rehearsalHouse } from '../../src/cli/recordings.js';
import { Rehearsal, replay, writeRecording } from '../../src/conversation/rehearsal/index.js';
import { factsIn } from '../../src/facts/read.js';
import { compile, readReleaseFiles } from '../../src/release/index.js';
import { SANDBOX_ORG, SANDBOX_TOPICS } from '../../src/sandbox/topics.js';
import { edited, shippedFiles } from '../release/files.js';
import { ROOT } from '../setup/izin.js';

const published = compile('shipped', shippedFiles);
const { facts } = factsIn(readFileSync(join(ROOT, 'locales/facts.yaml'), 'utf8'));
const options = { published, topics: SANDBOX_TOPICS, orgName: SANDBOX_ORG, facts };
const FOLDER = join(ROOT, 'flows/recordings');
const recordings = readdirSync(FOLDER).map((name) => ({
  file: `flows/recordings/${name}`,
  source: readFileSync(join(FOLDER, name), 'utf8'),
}));

describe('recorded conversations', () => {
  test.each(recordings.map((one) => [one.file, one] as const))('%s goes as it went', async (_, recording) => {
    const { faults, steps } = await replay(recording, options);
    expect(faults).toEqual([]);
    expect(writeRecording(steps ?? [])).toBe(recording.source);
  });
});

describe('the shop', () => {
  const shop = {
    flowsDir: join(ROOT, 'examples/shop/flows'),
    localesDir: join(ROOT, 'examples/shop/locales'),
  };

  test('its recorded conversations go as they went, in its own house', async () => {
    const files = await readReleaseFiles(shop.flowsDir, shop.localesDir);
    expect(readdirSync(join(shop.flowsDir, 'recordings')).length).toBeGreaterThan(5);
    expect(await playRecordings(shop, files, false)).toEqual([]);
    const changed = edited('locales/id/catalogue.json', 'Keranjang Anda', 'Pesanan Anda', [...files]);
    expect((await playRecordings(shop, changed, false)).map(({ file }) => file)).toEqual([
      'flows/recordings/order-by-cart.yaml',
    ]);
    expect(await rehearsalHouse(shop)).toMatchObject({ orgName: 'Kedai Kopi Contoh' });
  });

  test('its house is the one of its topics', async () => {
    const topics = JSON.parse(readFileSync(join(ROOT, 'examples/shop/topics.json'), 'utf8'));
    expect((await rehearsalHouse(shop)).topics).toEqual(topics);
  });

  test('a house that cannot be read is refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'izin-house-'));
    mkdirSync(join(folder, 'recordings'));
    writeFileSync(join(folder, 'recordings/house.yaml'), 'org: ""\n');
    await expect(rehearsalHouse({ flowsDir: folder })).rejects.toThrow('house.yaml');
    rmSync(folder, { recursive: true });
  });
});

describe('a recording that does not fit any more', () => {
  const STOP = '- say: BERHENTI\n- bot: Baik, sudah berhenti.\n';
  const DAFTAR = '- say: DAFTAR\n';
  const found = async (source: string, files = shippedFiles) => {
    const world = { ...options, published: compile('other', files) };
    const { faults, steps } = await replay({ file: 'flows/recordings/x.yaml', source }, world);
    return { faults: faults.map(({ line, message, level }) => [line, level, message.en]), steps };
  };

  test.each<[string, string, number, RegExp]>([
    ['another answer', STOP, 2, /^The bot's answer has changed, now: "Baik, sudah berhenti\. Kami tidak/],
    ['an answer more', DAFTAR, 1, /^The bot now also says: "Boleh kami kirim/],
    ['an answer less', '- wait: 73h\n- bot: Halo?\n', 2, /^The bot does not say this any more/],
    ['a choice that is gone', `${DAFTAR}- tap: Mungkin\n`, 2, /^This choice is not offered/],
    ['a tap before any choice', '- tap: Ya\n', 1, /^This choice is not offered/],
    ['an answer before any message', '- bot: Halo\n', 1, /^The bot does not say this/],
    ['no list', 'say: DAFTAR\n', 1, /^This is no recording/],
    ['what nobody does', '- shout: DAFTAR\n', 1, /^This is no recording/],
    ['broken YAML', '- say: [\n', 1, /^This is no recording/],
    ['nothing', '', 1, /^This is no recording/],
  ])('%s', async (_, source, line, message) => {
    const { faults } = await found(source);
    expect(faults.at(-1)).toEqual([line, 'fault', expect.stringMatching(message)]);
  });

  test('other choices, named or left out', async () => {
    const { steps } = await found(DAFTAR);
    const whole = writeRecording(steps ?? []);
    expect((await found(whole)).faults).toEqual([]);
    expect((await found(whole.replace('Pilih topik', 'Topik lain'))).faults).toHaveLength(1);
    expect((await found(whole.replace(/ {2}choices:[\s\S]*/, ''))).faults).toEqual([]);
  });

  test('a flow that breaks', async () => {
    const loop = edited(
      'flows/opt-in.yaml',
      'key: topic } }, target: question',
      'key: topic } }, target: known',
    );
    const looping = edited('flows/opt-in.yaml', '- { target: already }', '- { target: start }', loop);
    const { faults, steps } = await found(DAFTAR, looping);
    expect(faults).toEqual([[1, 'fault', expect.stringMatching(/^A flow breaks here: The flow opt-in/)]]);
    expect(steps).toBeUndefined();
  });

  test('only the first difference is told: what follows it means nothing', async () => {
    const { faults, steps } = await found(`${STOP}${STOP.replace('BERHENTI', 'halo')}`);
    expect(faults).toHaveLength(1);
    expect(steps?.filter((step) => 'bot' in step).length).toBeGreaterThan(1);
  });
});

test('a rehearsal is always the same', async () => {
  const play = async () => {
    const rehearsal = await Rehearsal.open(options);
    try {
      return [await rehearsal.say('halo'), await rehearsal.say('DAFTAR'), await rehearsal.say('PETUGAS')];
    } finally {
      await rehearsal.close();
    }
  };
  const [one, other] = [await play(), await play()];
  expect(other).toEqual(one);
  expect(one.map(([bubble]) => bubble?.choices.length)).toEqual([3, 3, 1]);
});
