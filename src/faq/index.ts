export type { Answer, Decision, Lookup } from './decide.js';
export type { FaqEntry } from './entry.js';
export { faqEntrySchema } from './entry.js';
export type { Faq } from './faq.js';
export { createFaq } from './faq.js';
export type { FaqFault } from './faults.js';
export { loadFaq } from './load.js';
