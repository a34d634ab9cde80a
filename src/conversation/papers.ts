import type * as certificates from './consent-certificate.js';
import type * as copies from './data-copy-pdf.js';

// The papers in PDF. Their typefaces and tables take many megabytes, so they are loaded with the first paper.

export const certificatePdf: typeof certificates.certificatePdf = async (...args) =>
  (await import('./consent-certificate.js')).certificatePdf(...args);

export const copyAsPdf: typeof copies.copyAsPdf = async (...args) =>
  (await import('./data-copy-pdf.js')).copyAsPdf(...args);
