import { z } from 'zod';
import { codePoints } from './limits.js';

/** What is wrong with a message, in the terms of Meta's answer. */
export interface Fault {
  /** Meta's error code. */
  code: number;
  /** English, without any value of the message. */
  details: string;
  /** Where it stands in the request, such as `interactive.action.buttons[0].reply.title`. */
  field: string;
  limit?: number;
  actual?: number;
}

/** Rides on zod's own issues, so that one walk finds place and code. */
interface Verdict {
  code: number;
  details: string;
  limit?: number;
  actual?: number;
}

const MISSING = 131008;
const INVALID = 131009;
/** Length over the limit, unknown parameter. */
const REFUSED = 100;
const BAD_TEMPLATE_TEXT = 132018;

type Context = z.core.$RefinementCtx;

function complain(context: Context, verdict: Verdict, path: PropertyKey[] = []): void {
  context.addIssue({ code: 'custom', params: { verdict }, path });
}

export const missing = (context: Context, path: PropertyKey[] = []) =>
  complain(context, { code: MISSING, details: 'is required' }, path);
export const invalid = (context: Context, details: string, path: PropertyKey[] = []) =>
  complain(context, { code: INVALID, details }, path);
export const refused = (context: Context, details: string, path: PropertyKey[] = []) =>
  complain(context, { code: REFUSED, details }, path);

/** A text that is there and within its limit. */
export const text = (limit: number) =>
  z.string().superRefine((value, context) => {
    if (value.trim() === '') missing(context);
    atMost(context, codePoints(value), limit, 'characters', REFUSED);
  });

/** A value for a template: there, without line breaks, tabs or more than four spaces in a row. */
export const templateText = z.string().superRefine((value, context) => {
  if (value.trim() === '') missing(context);
  else if (/[\n\r\t]| {5}/.test(value))
    complain(context, {
      code: BAD_TEMPLATE_TEXT,
      details: 'may not have line breaks, tabs or more than 4 spaces in a row',
    });
});

/** A list of at least one element and at most `limit`. */
export const list = <Element extends z.ZodType>(element: Element, limit: number, least = 1) =>
  z.array(element).superRefine((value, context) => {
    if (value.length < least)
      complain(context, {
        code: INVALID,
        details: `needs at least ${least} elements`,
        limit: least,
        actual: value.length,
      });
    atMost(context, value.length, limit, 'elements', INVALID);
  });

export function atMost(
  context: Context,
  actual: number,
  limit: number,
  unit: string,
  code: number,
  path: PropertyKey[] = [],
): void {
  if (actual <= limit) return;
  complain(context, { code, details: `has ${actual} ${unit}, the limit is ${limit}`, limit, actual }, path);
}

/** Complains when two elements share a value. */
export function unique(context: Context, values: readonly string[], path: PropertyKey[]): void {
  if (new Set(values).size !== values.length) invalid(context, 'values must be unique', path);
}

export const webLink = z.string().superRefine((value, context) => {
  if (!/^https?:\/\/\S+$/i.test(value) || !URL.canParse(value)) invalid(context, 'must be a web address');
});

export const coordinate = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);

/** The first thing wrong, or `null`. */
export function faultOf(schema: z.ZodType, value: unknown, prefix = ''): Fault | null {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return null;
  const issue = result.error.issues[0];
  if (!issue) return null;
  const field = fieldOf(prefix, issue.path);
  const verdict = issue.code === 'custom' ? (issue.params?.verdict as Verdict | undefined) : undefined;
  if (verdict) return { ...verdict, field };
  const absent = issue.input === undefined;
  return {
    code: absent ? MISSING : INVALID,
    details: absent ? 'is required' : 'has a wrong type or value',
    field,
  };
}

function fieldOf(prefix: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (field, key) =>
      typeof key === 'number' ? `${field}[${key}]` : field ? `${field}.${String(key)}` : String(key),
    prefix,
  );
}
