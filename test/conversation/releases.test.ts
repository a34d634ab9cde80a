import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { releaseId } from '../../src/release/index.js';
import { keepRelease } from '../../src/release/records.js';
import { edited, shippedFiles } from '../release/files.js';
import { Izin, person, ROOT } from '../setup/izin.js';
import { buttonReply } from '../setup/meta.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

let izin: Izin;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-releases-'));
  cpSync(join(ROOT, 'flows'), join(folder, 'flows'), { recursive: true });
  izin = await Izin.start({ env: { IZIN_FLOWS_DIR: join(folder, 'flows') } });
});
afterAll(async () => {
  await izin.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await publish(shippedFiles);
});

let next = 600;
const somebody = () => {
  next += 1;
  return person(next);
};
type Who = ReturnType<typeof somebody>;
const bodies = (who: Who) => izin.graph.to(who.phone).map((sent) => sent.text ?? '');
const last = (who: Who) => bodies(who).at(-1) ?? '';
const say = async (who: Who, content: object | string) => {
  await izin.from(who, content);
  await izin.hurried();
};
const tap = async (who: Who, which: RegExp) => {
  const { interactive } = (izin.graph.to(who.phone).at(-1)?.body ?? {}) as {
    interactive?: { action: { buttons: { reply: { id: string; title: string } }[] } };
  };
  const found = interactive?.action.buttons.find(({ reply }) => which.test(reply.id))?.reply;
  if (!found) throw new Error(`no ${which}`);
  await say(who, buttonReply(found.id, found.title));
};
const publish = (files: typeof shippedFiles) =>
  izin.api('POST', '/releases', { files: files.map(({ file, source }) => ({ path: file, source })) });
const releaseOf = async (who: Who) => {
  const { contactId } = await izin.stands(who);
  const row = await izin.store.read
    .selectFrom('conversation')
    .select('release')
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  return row.release;
};

const WORDS = 'locales/id/consent.json';
const NEW = edited(WORDS, 'Terima kasih. Mulai sekarang', 'Alhamdulillah. Mulai sekarang');
/** The question of the opt-in has another name there. */
const RENAMED = shippedFiles.map((one) =>
  one.file === 'flows/opt-in.yaml' ? { ...one, source: one.source.replaceAll('asking', 'offering') } : one,
);

describe('a conversation in the middle of which another release is published', () => {
  test('finishes in the words it began with; the next one has the new ones', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await publish(NEW);
    await tap(who, /\.yes/);
    expect(last(who)).toContain('Terima kasih. Mulai sekarang');
    expect(await releaseOf(who)).toBe(releaseId(shippedFiles));
    const other = somebody();
    await say(other, 'DAFTAR');
    await tap(other, /\.yes/);
    expect(last(other)).toContain('Alhamdulillah. Mulai sekarang');
    expect(await releaseOf(other)).toBe(releaseId(NEW));
    await say(who, 'PILIHAN');
    expect(await releaseOf(who)).toBe(releaseId(NEW));
  });

  test('also over a restart', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await publish(NEW);
    await izin.restart();
    await tap(who, /\.yes/);
    expect(last(who)).toContain('Terima kasih. Mulai sekarang');
  });

  test('and over a rollback, from either side', async () => {
    const [before, between] = [somebody(), somebody()];
    await say(before, 'DAFTAR');
    await publish(NEW);
    await say(between, 'DAFTAR');
    await izin.api('POST', `/releases/${releaseId(shippedFiles)}/rollback`);
    await tap(before, /\.yes/);
    await tap(between, /\.yes/);
    expect(last(before)).toContain('Terima kasih. Mulai sekarang');
    expect(last(between)).toContain('Alhamdulillah. Mulai sekarang');
  });

  test('a state that the new release does not have is no matter until it is over', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await publish(RENAMED);
    await say(who, 'setuju');
    expect(last(who)).toContain('Terima kasih');
    expect((await izin.stands(who)).topics['info-zakat']).toBe('subscribed');
  });
});

describe('a conversation that was left for a day', () => {
  test('begins anew, and a late yes is asked again instead of being lost', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await publish(NEW);
    izin.move(25 * HOUR);
    await say(who, 'ya');
    expect(last(who)).toContain('Boleh kami kirim');
    expect(await releaseOf(who)).toBe(releaseId(NEW));
    await tap(who, /\.yes/);
    expect(last(who)).toContain('Alhamdulillah');
  });

  test('other words are told that the question is over, in one bubble with their answer', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await publish(NEW);
    izin.move(25 * HOUR);
    const before = bodies(who).length;
    await say(who, 'berapa zakat fitrah');
    expect(bodies(who)).toHaveLength(before + 1);
    expect(last(who)).toMatch(/^Pertanyaan kami sebelumnya sudah lewat, jadi kami mulai dari awal\.\n\n.+/s);
  });

  test('and its timers are over with it', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    const { contactId } = await izin.stands(who);
    const timers = () =>
      izin.store.read.selectFrom('timer').select('name').where('contact_id', '=', contactId).execute();
    expect(await timers()).toHaveLength(1);
    await publish(NEW);
    izin.move(25 * HOUR);
    await say(who, 'PETUGAS');
    expect(await timers()).toHaveLength(0);
  });

  test('but goes on when nothing was published', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    izin.move(25 * HOUR);
    await say(who, 'ya');
    expect(last(who)).toContain('Terima kasih. Mulai sekarang');
  });

  test('but goes on while a person has it', async () => {
    const who = somebody();
    await say(who, 'PETUGAS');
    await publish(NEW);
    izin.move(3 * DAY);
    const before = bodies(who).length;
    await say(who, 'halo?');
    expect(bodies(who)).toHaveLength(before);
    expect(await releaseOf(who)).toBe(releaseId(shippedFiles));
  });

  test('a timer alone goes off where it was set', async () => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await publish(NEW);
    izin.move(3 * DAY + HOUR);
    await izin.hurried();
    await say(who, 'PILIHAN');
    expect(last(who)).not.toContain('sudah lewat');
  });
});

describe('a conversation on a release that gave way 30 days ago', () => {
  /** Talks until just now, in words that `ms` ago ceased to be in use. */
  const outdated = async (ms: number) => {
    const who = somebody();
    await say(who, 'DAFTAR');
    await publish(NEW);
    await izin.store.write((tx) =>
      tx
        .updateTable('publication')
        .set({ at: izin.now() - ms })
        .where('release', '=', releaseId(NEW))
        .execute(),
    );
    return who;
  };

  test('begins anew politely: a yes is asked again, in the new words', async () => {
    const who = await outdated(30 * DAY);
    await say(who, 'ya');
    expect(last(who)).toContain('Boleh kami kirim');
    expect((await izin.stands(who)).topics['info-zakat']).not.toBe('subscribed');
    await tap(who, /\.yes/);
    expect(last(who)).toContain('Alhamdulillah');
    expect(await releaseOf(who)).toBe(releaseId(NEW));
  });

  test('other words are answered, and told why in the same bubble', async () => {
    const who = await outdated(30 * DAY);
    const before = bodies(who).length;
    await say(who, 'berapa zakat fitrah');
    expect(bodies(who)).toHaveLength(before + 1);
    expect(last(who)).toMatch(/^Pertanyaan kami sebelumnya sudah lewat, jadi kami mulai dari awal\.\n\n.+/s);
  });

  test('P2 a stop needs no beginning', async () => {
    const who = await outdated(30 * DAY);
    await say(who, 'BERHENTI');
    expect(last(who)).toMatch(/^Baik, sudah berhenti/);
  });

  test('a moment before, it finishes in its own words', async () => {
    const who = await outdated(30 * DAY - HOUR);
    await say(who, 'ya');
    expect(last(who)).toContain('Terima kasih. Mulai sekarang');
  });
});

describe('whatever the release holds, a stop is recorded and confirmed (promises P2, P7)', () => {
  /** Not even the checks know what this is: it goes past them, straight into the store. */
  const spoiled = async (who: Who, spoil: (source: string) => string) => {
    await say(who, 'DAFTAR');
    const files = shippedFiles.map((one) =>
      one.file === 'flows/opt-out.yaml' ? { ...one, source: spoil(one.source) } : one,
    );
    const id = await izin.store.write((tx) => keepRelease(tx, files, izin.now()));
    const { contactId } = await izin.stands(who);
    await izin.store.write((tx) =>
      tx.updateTable('conversation').set({ release: id }).where('contact_id', '=', contactId).execute(),
    );
  };

  test.each<[string, (source: string) => string]>([
    ['has no words for it', (source) => source.replaceAll('words: consent:stopped', 'words: consent:lost')],
    [
      'goes round and round',
      (source) => source.replace('everything:\n    type: final', 'everything:\n    always: start'),
    ],
    [
      'says nothing',
      (source) =>
        source.replace(
          /everything:\n {4}type: final\n[\s\S]*?\n {2}topic:/,
          'everything:\n    type: final\n  topic:',
        ),
    ],
    ['is no flow', () => 'id: opt-out\nversion: 1\ninitial: x\nstates: { x: { type: final } }\n'],
    ['cannot be read', () => 'id: ['],
  ])('an opt-out flow that %s', async (_, spoil) => {
    const who = somebody();
    await spoiled(who, spoil);
    const before = bodies(who).length;
    await say(who, 'BERHENTI');
    expect(await izin.stands(who)).toMatchObject({ blocks: ['withdrawn_all'] });
    expect(bodies(who)).toHaveLength(before + 1);
    expect(last(who)).toMatch(/^Baik, sudah berhenti\. Kami tidak akan mengirim info lagi ke nomor ini\./);
  });
});

test('a release that is gone: the engine goes on with what the one in use still has', async () => {
  const who = somebody();
  await say(who, 'DAFTAR');
  const { contactId } = await izin.stands(who);
  await izin.store.write((tx) =>
    tx.updateTable('conversation').set({ release: 'gone' }).where('contact_id', '=', contactId).execute(),
  );
  await say(who, 'ya');
  expect(last(who)).toContain('Terima kasih');
});
