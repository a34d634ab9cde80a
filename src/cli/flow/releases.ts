import { Command } from 'commander';
import { DateTime } from 'luxon';
import { explain } from '../../flows/index.js';
import { diffReleases, faultsOf, type Publication, type Way } from '../../release/index.js';
import { configFromEnvironment } from '../home.js';
import { FOUND_FAULTS, print, printJson, Refusal } from '../outcome.js';
import { filesOf, fullId, publications, publishFiles, rollBackTo } from './desk.js';
import { factsFile, flowFiles, folderFiles } from './files.js';

const WAYS: Record<Way, string> = {
  files: 'dari berkas · from the files',
  publish: 'terbit · published',
  rollback: 'kembali · rolled back',
};

/** `izin flow list`: the flows that the files hold, and the releases that were in use. */
export function listCommand(): Command {
  return new Command('list')
    .description('daftar alur dan rilis · list flows and releases')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const config = configFromEnvironment();
      const flows = (await flowFiles()).map(({ name }) => name);
      const releases = await publications(config).catch((error: unknown) => {
        if (error instanceof Refusal) return [];
        throw error;
      });
      if (json) return printJson({ flows, releases: releases.map(releaseBody) });
      print(`alur · flows: ${flows.join(', ')}\n`);
      if (releases.length === 0)
        return print(
          'belum ada rilis: yang pertama ada saat server mulai · no release yet: the first comes with the server’s first start',
        );
      for (const [i, { release, way, actor, at }] of releases.entries()) {
        const when = DateTime.fromMillis(at).setZone(config.timezone).toFormat('yyyy-MM-dd HH:mm');
        print(`${i === 0 ? '●' : ' '} ${release}  ${when}  ${WAYS[way]}  ${actor}`);
      }
    });
}

/** `izin flow diff`: from the release in use to the files, or between two releases. */
export function diffCommand(): Command {
  return new Command('diff')
    .argument('[from]', 'rilis; tanpa ini yang dipakai · a release; without it the one in use')
    .argument('[to]', 'rilis; tanpa ini isi folder · a release; without it what the folders hold')
    .description('apa bedanya · what differs')
    .option('--json', 'JSON')
    .action(async (from: string | undefined, to: string | undefined, { json }: { json?: boolean }) => {
      const config = configFromEnvironment();
      const before = await filesOf(config, from ?? (await inUse()).release);
      const after =
        to === undefined ? { id: 'files', files: await folderFiles(config) } : await filesOf(config, to);
      const files = diffReleases(before.files, after.files);
      if (json) {
        const changes = files.map(({ file, ...rest }) => ({ path: file, ...rest }));
        return printJson({ from: before.id, to: after.id, files: changes });
      }
      for (const { file, change, patch } of files)
        print(
          `--- ${change === 'added' ? '/dev/null' : `a/${file}`}\n+++ ${change === 'removed' ? '/dev/null' : `b/${file}`}\n${patch}`,
        );
      if (files.length === 0) print('tidak ada bedanya · no difference');
    });
}

/** `izin flow publish`: what the folders hold is in use from now on. */
export function publishCommand(): Command {
  return new Command('publish')
    .description('terbitkan isi folder flows dan locales · publish what the folders hold')
    .option('--json', 'JSON')
    .option('--lang <id|en>', 'bahasa penjelasan · language of the explanations', 'id')
    .action(async ({ json, lang }: { json?: boolean; lang: string }) => {
      const config = configFromEnvironment();
      const files = await folderFiles(config);
      const known = { file: await factsFile(config), now: Date.now(), timezone: config.timezone };
      const faults = faultsOf(files, known);
      if (faults.length > 0) {
        if (json) printJson({ ok: false, faults });
        else for (const fault of faults) print(`${explain(fault, lang === 'en' ? 'en' : 'id')}\n`);
        process.exitCode = FOUND_FAULTS;
        return;
      }
      const id = await publishFiles(config, files);
      if (json) printJson({ ok: true, id });
      else print(`${id} dipakai untuk percakapan baru · in use for new conversations`);
    });
}

/** `izin flow rollback`: an earlier release is in use again. */
export function rollbackCommand(): Command {
  return new Command('rollback')
    .argument('[release]', 'tanpa ini yang sebelumnya · without it the one before')
    .description('kembali ke rilis terdahulu · go back to an earlier release')
    .option('--json', 'JSON')
    .action(async (start: string | undefined, { json }: { json?: boolean }) => {
      const config = configFromEnvironment();
      const id = start === undefined ? await theOneBefore() : await fullId(config, start);
      await rollBackTo(config, id);
      if (json) printJson({ ok: true, id });
      else print(`${id} dipakai lagi · in use again`);
    });
}

async function inUse(): Promise<Publication> {
  const [newest] = await publications(configFromEnvironment());
  if (!newest) throw new Refusal('there is no release yet; start the server once, or `izin flow publish`');
  return newest;
}

async function theOneBefore(): Promise<string> {
  const all = await publications(configFromEnvironment());
  const before = all.find(({ release }) => release !== all[0]?.release);
  if (!before) throw new Refusal('there is no earlier release; `izin flow list` shows them');
  return before.release;
}

const releaseBody = ({ number, release, way, actor, at }: Publication, index: number) => ({
  number,
  id: release,
  way,
  actor,
  at: new Date(at).toISOString(),
  current: index === 0,
});
