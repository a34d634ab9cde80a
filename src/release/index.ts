/** What staff publish together: flows, words and FAQ. Start reading at releases.ts. */
export { compile, compileReleaseFiles, type Published } from './compile.js';
export { diffReleases, type FileChange } from './diff.js';
export { ReleaseConflictError, ReleaseError } from './errors.js';
export { faultsOf, findingsOf } from './faults.js';
export {
  FAQ_FILE,
  partsOf,
  RELEASE_PATH,
  type ReleaseFiles,
  readReleaseFiles,
  releaseId,
} from './files.js';
export {
  listPublications,
  type Publication,
  publicationsOf,
  releaseCreatedAt,
  releaseFiles,
  type Way,
} from './records.js';
export { type Publisher, Releases } from './releases.js';
