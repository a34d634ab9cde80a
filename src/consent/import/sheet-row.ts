/** One row of a table, whatever file it stands in. */
export interface SheetRow {
  /** Where a spreadsheet shows it; 1 is the first of the file. */
  line: number;
  cells: string[];
}

/** A table that is read from front to back, a handful of rows at a time. */
export interface Sheet {
  rows: AsyncIterable<SheetRow[]>;
  /** Share of the file that has been read, 0 to 1. */
  share: () => number;
  close: () => Promise<void>;
}
