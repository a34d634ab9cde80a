import { type FaqFault, loadFaq } from '../faq/index.js';
import { type CheckOptions, check, type Fault, type SourceFile } from '../flows/index.js';
import { classify } from '../understanding/index.js';
import { FAQ_FILE, partsOf, type ReleaseFiles } from './files.js';

/** The list of facts that the files are held to: as it stands in its file, or as it is in force. Neither: to none. */
export interface FactsToHoldTo extends Pick<CheckOptions, 'registry' | 'now' | 'timezone'> {
  file?: SourceFile;
}

/** Everything that `izin check` has to say about the files, by file and line. */
export function findingsOf(files: ReleaseFiles, facts: FactsToHoldTo = {}): Fault[] {
  const { sources, faq } = partsOf(files);
  const { file, ...known } = facts;
  const faqFaults = loadFaq(faq, FAQ_FILE).faults.map((fault) => faultOfFaq(fault, faq));
  return check(
    { ...sources, faq: { file: FAQ_FILE, source: faq }, ...(file && { facts: file }) },
    { isOptOut: (text) => classify(text).intent === 'opt_out', faqFaults, ...known },
  );
}

/** What stands in the way of publishing them. */
export function faultsOf(files: ReleaseFiles, facts?: FactsToHoldTo): Fault[] {
  return findingsOf(files, facts).filter(({ level }) => level === 'fault');
}

function faultOfFaq(fault: FaqFault, source: string): Fault {
  const { line, column, message } = fault;
  const level = 'level' in fault && fault.level === 'warning' ? 'warning' : 'fault';
  const mend =
    'mend' in fault ? (fault.mend as Fault['mend']) : { id: 'Perbaiki baris ini.', en: 'Mend this line.' };
  return {
    code: 'faq',
    level,
    file: FAQ_FILE,
    line,
    column,
    excerpt: source.split('\n')[line - 1] ?? '',
    message,
    mend,
  };
}
