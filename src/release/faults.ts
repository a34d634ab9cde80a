import { dayIn, type FaqFault, loadFaq, loadSynonyms } from '../faq/index.js';
import { type CheckOptions, check, type Fault, type SourceFile } from '../flows/index.js';
import { classify } from '../understanding/index.js';
import { FAQ_FILE, partsOf, type ReleaseFiles, SYNONYMS_FILE } from './files.js';

/** The list of facts that the files are held to: as it stands in its file, or as it is in force. Neither: to none. */
export interface FactsToHoldTo
  extends Pick<CheckOptions, 'registry' | 'media' | 'mediaFaults' | 'now' | 'timezone'> {
  file?: SourceFile;
  /** `locales/templates.yaml`, where it is looked at: it is no part of a release. */
  templates?: SourceFile;
  /** `flows/media/rights.yaml`, where it is looked at. */
  mediaFile?: SourceFile;
}

/**
 * Everything that `izin check` has to say about the files, by file and line. With `now` and `timezone` also what the
 * keepers of the FAQ have to see to by then.
 */
export function findingsOf(files: ReleaseFiles, facts: FactsToHoldTo = {}): Fault[] {
  const { sources, faq, synonyms } = partsOf(files);
  const { file, templates, mediaFile, ...known } = facts;
  const { now, timezone } = known;
  const day = now === undefined || timezone === undefined ? undefined : dayIn(timezone, now);
  const faqFaults = [
    ...loadFaq(faq, FAQ_FILE, day).faults.map((fault) => faultOfFaq(fault, faq)),
    ...loadSynonyms(synonyms, SYNONYMS_FILE).faults.map((fault) => faultOfFaq(fault, synonyms)),
  ];
  return check(
    {
      ...sources,
      faq: { file: FAQ_FILE, source: faq },
      ...(file && { facts: file }),
      ...(templates && { templates }),
      ...(mediaFile && { media: mediaFile }),
    },
    { isOptOut: (text) => classify(text).intent === 'opt_out', faqFaults, ...known },
  );
}

/** What stands in the way of publishing them. */
export function faultsOf(files: ReleaseFiles, facts?: FactsToHoldTo): Fault[] {
  return findingsOf(files, facts).filter(({ level }) => level === 'fault');
}

function faultOfFaq(fault: FaqFault, source: string): Fault {
  const { file, line, column } = fault;
  const level = 'level' in fault && fault.level === 'warning' ? 'warning' : 'fault';
  const id = inTwo(fault.message.id);
  const en = inTwo(fault.message.en);
  return {
    code: 'faq',
    level,
    file,
    line,
    column,
    excerpt: source.split('\n')[line - 1] ?? '',
    message: { id: id.message, en: en.message },
    mend: { id: id.mend ?? 'Perbaiki baris ini.', en: en.mend ?? 'Mend this line.' },
  };
}

/** The last sentence of a message tells how to mend it, where there is more than one. */
function inTwo(whole: string): { message: string; mend?: string } {
  const at = whole.search(/(?<=\.) [^.\s](?:(?!\. ).)*$/u);
  return at < 0 ? { message: whole } : { message: whole.slice(0, at), mend: whole.slice(at + 1) };
}
