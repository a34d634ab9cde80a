import { type ProblemCode, STATUS, wordsOf } from './problem-words.js';

/** One fault of a request, at a place in it. Never quotes what was sent (promise P8). */
export interface FieldFault {
  /** Dotted path in the body or query, such as `template.name`. */
  path: string;
  message: string;
}

/** An answer that is not what was asked for: RFC 9457 problem details with a stable `code`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly faults: FieldFault[];
  readonly headers: Readonly<Record<string, string>>;
  /** A detail that says more than the code's own. */
  readonly detail: { id: string; en: string } | undefined;
  /** Further members of the body. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, more: ProblemMore = {}) {
    super(code, { cause: more.cause });
    this.code = code;
    this.status = more.status ?? STATUS[code] ?? 409;
    this.faults = more.faults ?? [];
    this.headers = more.headers ?? {};
    this.detail = more.detail;
    this.members = more.members ?? {};
  }
}

export interface ProblemMore {
  status?: number;
  faults?: FieldFault[];
  headers?: Record<string, string>;
  detail?: { id: string; en: string };
  members?: Record<string, unknown>;
  cause?: unknown;
}

/** The body of `application/problem+json`. */
export function problemBody(problem: Problem, language: 'id' | 'en') {
  const words = wordsOf(problem.code, language);
  return {
    type: `urn:izin:problem:${problem.code}`,
    title: words.title,
    status: problem.status,
    detail: problem.detail?.[language] ?? words.detail,
    code: problem.code,
    ...problem.members,
    ...(problem.faults.length > 0 ? { errors: problem.faults } : {}),
  };
}

/** What is answered when something is not there. */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Problem('not_found');
  return value;
}
