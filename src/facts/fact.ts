import { z } from 'zod';

/**
 * What a fact is. An account, a QRIS code or a domain tells people where money and trust go, so nobody changes
 * one alone (`isGuarded`); a figure is dated and ends.
 */
export const FACT_KINDS = ['account', 'qris', 'domain', 'phone', 'figure'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

const GUARDED: ReadonlySet<FactKind> = new Set(['account', 'qris', 'domain']);

/** In the path of `{{fact.<id>}}` and of the API. */
const FACT_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Stands in the API's paths beside the ids. */
const RESERVED = new Set(['changes']);
const LONGEST_VALUE = 300;
const LONGEST_NOTE = 200;

const line = (length: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .regex(/^[^\n\r{}]*$/);
const value = z.union([
  line(LONGEST_VALUE),
  z.strictObject({ id: line(LONGEST_VALUE), en: line(LONGEST_VALUE) }),
]);

/** One fact, as it stands in `locales/facts.yaml` and in the API. */
export const factSchema = z
  .strictObject({
    id: z.string().max(60).regex(FACT_ID),
    kind: z.enum(FACT_KINDS),
    /** As people read it, in both languages alike or in each. */
    value,
    /** Of an account. */
    bank: line(80).optional(),
    holder: line(80).optional(),
    /** Where it was read: a letter, a decree, a page. */
    source: line(LONGEST_NOTE),
    /** Who keeps it true: a person or a desk. */
    owner: line(LONGEST_NOTE),
    /** The last day on which it holds, in the organisation's zone. */
    expires: z.iso.date().optional(),
  })
  .superRefine((fact, context) => {
    const fault = (path: string, code: FactFaultCode) =>
      context.addIssue({ code: 'custom', path: [path], params: { fact: code }, message: code });
    if (RESERVED.has(fact.id)) fault('id', 'reserved_id');
    if (fact.kind === 'figure' && fact.expires === undefined) fault('expires', 'no_expiry');
    if (fact.kind === 'figure') return;
    if (typeof fact.value !== 'string') return fault('value', 'one_value');
    if (!SHAPES[fact.kind].test(fact.value)) fault('value', `bad_${fact.kind}`);
  });

export type FactFaultCode = 'reserved_id' | 'no_expiry' | 'one_value' | `bad_${Exclude<FactKind, 'figure'>}`;

/** An account that ends with `*` stands for all that begin so: the virtual accounts of one biller. */
const SHAPES: Readonly<Record<Exclude<FactKind, 'figure'>, RegExp>> = {
  account: /^(?=(?:\D*\d){4})[\d .-]+\*?$/,
  /** The merchant's national id (NMID) that stands under every QRIS code. */
  qris: /^ID\d{10,18}$/,
  domain: /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
  phone: /^(?=(?:\D*\d){3})\+?[\d ().-]+$/,
};

export type Fact = z.infer<typeof factSchema>;
export type Language = 'id' | 'en';

export const isGuarded = (kind: FactKind): boolean => GUARDED.has(kind);

export function valueIn({ value }: Fact, language: Language): string {
  return typeof value === 'string' ? value : value[language];
}

/** Whatever order its keys have. */
export const isSame = (a: Fact, b: Fact): boolean => inOrder(a) === inOrder(b);
const inOrder = (fact: Fact) => JSON.stringify(Object.entries(fact).sort(([a], [b]) => a.localeCompare(b)));

/** Says the same where it matters: another source, owner or expiry sends nobody's money elsewhere. */
export function pointsAlike(a: Fact, b: Fact): boolean {
  return (
    a.kind === b.kind &&
    valueIn(a, 'id') === valueIn(b, 'id') &&
    valueIn(a, 'en') === valueIn(b, 'en') &&
    a.bank === b.bank &&
    a.holder === b.holder
  );
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');
