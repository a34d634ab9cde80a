import { type FaqFault, loadFaq } from '../faq/index.js';
import { check, type Fault } from '../flows/index.js';
import { classify } from '../understanding/index.js';
import { FAQ_FILE, partsOf, type ReleaseFiles } from './files.js';

/** Everything that `izin check` has to say about the files, by file and line. */
export function findingsOf(files: ReleaseFiles): Fault[] {
  const { sources, faq } = partsOf(files);
  const faqFaults = loadFaq(faq, FAQ_FILE).faults.map((fault) => faultOfFaq(fault, faq));
  return check(sources, { isOptOut: (text) => classify(text).intent === 'opt_out', faqFaults });
}

/** What stands in the way of publishing them. */
export function faultsOf(files: ReleaseFiles): Fault[] {
  return findingsOf(files).filter(({ level }) => level === 'fault');
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
