import { userInfo } from 'node:os';
import type { Config } from '../../config.js';
import {
  listPublications,
  type Publication,
  ReleaseError,
  type ReleaseFiles,
  Releases,
  readReleaseFiles,
  releaseFiles,
} from '../../release/index.js';
import { DataDirBusyError } from '../../store/data-dir.js';
import { type Call, serverApi } from '../api.js';
import { Refusal } from '../outcome.js';
import { withDataDir, withStore } from '../store.js';

/** Who sits at this machine, for the log of releases. */
function actor(): string {
  try {
    return userInfo().username;
  } catch {
    return 'izin flow';
  }
}

const ALL = 100_000;

/** Every publication, the newest first. @throws Refusal when there is no database yet */
export const publications = (config: Config): Promise<Publication[]> =>
  withStore(config, ({ read }) => listPublications(read, Number.MAX_SAFE_INTEGER, ALL));

/** The files of the release whose id begins so. @throws Refusal for none, or several */
export async function filesOf(config: Config, start: string): Promise<{ id: string; files: ReleaseFiles }> {
  const id = await fullId(config, start);
  const files = await withStore(config, ({ read }) => releaseFiles(read, id));
  if (!files) throw new Refusal(`there is no release ${start}; \`izin flow list\` shows them`);
  return { id, files };
}

export async function fullId(config: Config, start: string): Promise<string> {
  const ids = new Set((await publications(config)).map(({ release }) => release));
  const found = [...ids].filter((id) => id.startsWith(start));
  if (found.length > 1) throw new Refusal(`several releases begin with ${start}: ${found.join(', ')}`);
  if (found[0] === undefined)
    throw new Refusal(`there is no release ${start}; \`izin flow list\` shows them`);
  return found[0];
}

/** Puts the files into use, at the running server or, where none runs, in the database itself. */
export function publishFiles(config: Config, files: ReleaseFiles): Promise<string> {
  const body = { files: files.map(({ file, source }) => ({ path: file, source })), actor: actor() };
  return atReleases(config, {
    server: async (api) => (await api<{ id: string }>('POST', '/releases', body)).id,
    alone: (releases) => releases.publish(files, { actor: actor() }),
  });
}

/** Goes back to a release, by its full id. */
export function rollBackTo(config: Config, id: string): Promise<unknown> {
  return atReleases(config, {
    server: (api) => api('POST', `/releases/${encodeURIComponent(id)}/rollback`, { actor: actor() }),
    alone: (releases) => releases.rollback(id, actor()),
  });
}

interface Ways<T> {
  server: (api: Call) => Promise<T>;
  alone: (releases: Releases) => Promise<T>;
}

async function atReleases<T>(config: Config, { server, alone }: Ways<T>): Promise<T> {
  try {
    return await withDataDir(config, async (store) =>
      alone(
        await Releases.open({
          store,
          now: Date.now,
          actor: actor(),
          readFiles: () => readReleaseFiles(config.flowsDir, config.localesDir),
        }),
      ),
    );
  } catch (error) {
    if (error instanceof DataDirBusyError) return server(serverApi(config));
    if (error instanceof ReleaseError) throw new Refusal(error.message);
    throw error;
  }
}
