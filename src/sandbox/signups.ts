import * as z from 'zod';

/** An In-App Signup as Meta keeps it (Meta docs: in-app-signup). */
export interface SandboxSignup {
  id: string;
  display_name: string;
  signup_message: string;
  confirmation_message: string;
  privacy_policy_url: string;
  website_url?: string;
  promo_code?: string;
  status: 'ACTIVE' | 'DISABLED';
}

/** A refusal in Meta's form: code 100 with a subcode of its own. */
export interface SignupFault {
  details: string;
  subcode: number;
}

const TERMS = 'https://www.facebook.com/legal/ads-manager-marketing-messages-terms';
/** Meta's subcodes for signups begin here; which stands for which fault is not published. */
const FIRST_SUBCODE = 2494164;
const HOLE = '{{promo_code}}';

/** What is checked, in this order; the place in the list is the subcode. */
const checks = {
  display_name: [z.string().min(1).max(256), 'display_name must have 1 to 256 characters.'],
  signup_message: [z.string().min(1).max(300), 'signup_message must have 1 to 300 characters.'],
  confirmation_message: [z.string().min(1).max(300), 'confirmation_message must have 1 to 300 characters.'],
  promo_code: [
    z
      .string()
      .regex(/^[A-Za-z0-9]{1,50}$/)
      .optional(),
    'promo_code must have 1 to 50 letters and digits.',
  ],
  privacy_policy_url: [z.url({ protocol: /^https?$/ }), 'privacy_policy_url must be an address.'],
  website_url: [z.url({ protocol: /^https$/ }).optional(), 'website_url must begin with https://.'],
  status: [z.enum(['ACTIVE', 'DISABLED']).optional(), 'status must be ACTIVE or DISABLED.'],
} as const;
const subcodeOf = (place: number): number => FIRST_SUBCODE + place;
const OTHERS = Object.keys(checks).length;

function faultOf(fields: Record<string, unknown>): SignupFault | undefined {
  for (const [place, [name, [schema, details]]] of Object.entries(checks).entries()) {
    if (!schema.safeParse(fields[name]).success) return { details, subcode: subcodeOf(place) };
  }
  const filled = String(fields.confirmation_message).includes(HOLE) === (fields.promo_code !== undefined);
  if (filled) return undefined;
  return { details: `${HOLE} and promo_code need each other.`, subcode: subcodeOf(OTHERS) };
}

/** `POST /{WABA}/signups`. `first`: the account has none yet, so Meta's terms have to be accepted. */
export function newSignup(body: unknown, id: string, first: boolean): SandboxSignup | SignupFault {
  const fields = objectOf(body);
  const fault = faultOf({ ...fields, status: undefined });
  if (fault) return fault;
  const { tos, accepted } = objectOf(fields.policy);
  if (first && (tos !== TERMS || accepted !== true)) {
    return {
      details: 'The terms of service must be accepted first: policy {tos, accepted}.',
      subcode: subcodeOf(OTHERS + 1),
    };
  }
  const { policy: _, ...rest } = fields;
  return { ...(rest as unknown as SandboxSignup), id, status: 'ACTIVE' };
}

/** `POST /signups/{id}`: everything but the address of the privacy policy may change. */
export function changedSignup(signup: SandboxSignup, body: unknown): SandboxSignup | SignupFault {
  const fields = objectOf(body);
  if ('privacy_policy_url' in fields && fields.privacy_policy_url !== signup.privacy_policy_url) {
    return { details: 'privacy_policy_url cannot be changed.', subcode: subcodeOf(OTHERS + 2) };
  }
  const next = { ...signup, ...fields, id: signup.id };
  return faultOf(next) ?? (next as SandboxSignup);
}

export const isFault = (answer: SandboxSignup | SignupFault): answer is SignupFault => 'subcode' in answer;

/** What Meta sends the person who has agreed. */
export function confirmationOf({ confirmation_message, promo_code }: SandboxSignup): string {
  return confirmation_message.replaceAll(HOLE, promo_code ?? '');
}

/**
 * Country codes where Meta does not offer signups: the European Economic Area, United Kingdom, Brazil, Japan,
 * South Korea, Nigeria, South Africa, Turkey.
 */
const NOT_OFFERED =
  /^(30|31|32|33|34|351|352|353|354|356|357|358|359|36|370|371|372|385|386|39|40|420|421|423|43|45|46|47|48|49|44|55|81|82|234|27|90)/;

export const isOfferedTo = (phone: string): boolean => !NOT_OFFERED.test(phone);

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
