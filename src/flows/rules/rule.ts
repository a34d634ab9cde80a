import type { ParsedFile, Path } from '../parse.js';
import type { Project } from '../project.js';
import type { Bilingual } from '../types.js';

/** One kind of fault. `find` looks at the whole project; positions are worked out by `check`. */
export interface Rule {
  /** stable, kebab-case, the name of its file and of its fixture */
  code: string;
  level: 'fault' | 'warning';
  find: (project: Project) => Found[];
}

export interface Found {
  doc: ParsedFile;
  /** a path into the data, or an offset into the text */
  at: Path | number;
  /** point to the key instead of its value */
  key?: boolean;
  message: Bilingual;
  mend: Bilingual;
}
