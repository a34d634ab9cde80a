import type { z } from 'zod';
import type { Path } from './parse.js';

/** What zod says, with each choice between forms decided: only what concerns the form that was meant. */
export interface Issue {
  code: z.core.$ZodIssue['code'];
  path: Path;
  /** unrecognized_keys */
  keys?: readonly string[];
  /** the value that stands there */
  value: unknown;
  /** the names that are allowed there */
  allowed?: readonly string[];
  /** the discriminator did not fit: an unknown `type` */
  kind?: boolean;
  message: string;
}

export function issuesOf(issues: readonly z.core.$ZodIssue[], data: unknown, base: Path = []): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    const value = valueAt(data, issue.path);
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      return issuesOf(likeliest(issue.errors, value), value, path);
    }
    return [
      {
        code: issue.code,
        path,
        value,
        message: issue.message,
        ...(issue.code === 'unrecognized_keys' && { keys: issue.keys }),
        ...(issue.code === 'invalid_value' && { allowed: issue.values.map(String) }),
        ...(issue.code === 'invalid_union' && { kind: true }),
      },
    ];
  });
}

/** The form that the writer meant: the one that fits the value's kind and has least against it. */
function likeliest(forms: readonly z.core.$ZodIssue[][], value: unknown): z.core.$ZodIssue[] {
  const cost = (issues: readonly z.core.$ZodIssue[]) => {
    const wrongKind = issues.some(
      ({ code, path }) =>
        path.length === 0 &&
        (code === 'invalid_type' || (code === 'invalid_value' && typeof value !== 'string')),
    );
    const missing = issues.filter(({ code, path }) => path.length === 1 && code === 'invalid_type').length;
    return (wrongKind ? 1000 : 0) + missing * 10 + issues.length;
  };
  return [...forms].sort((a, b) => cost(a) - cost(b))[0] ?? [];
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    data,
  );
}
