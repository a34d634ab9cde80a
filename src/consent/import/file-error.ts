/** What is wrong with a file as a whole. */
export const FILE_FAULTS = [
  'empty_file',
  'no_header',
  'unmapped_column',
  'unknown_sheet',
  'old_excel',
  'unreadable_format',
  'broken_file',
  'csv_syntax',
  'line_too_long',
  'expands_too_far',
  'too_large',
  'file_missing',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

/** The file cannot be read, or not on from here. Its message never quotes what stands in it. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
  readonly fault: FileFault;
  constructor(fault: FileFault) {
    super(`the file cannot be imported: ${fault}`);
    this.fault = fault;
  }
}
