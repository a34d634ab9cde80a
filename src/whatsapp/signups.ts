import { type Loose, objectOf, present, textOf } from './loose.js';

/** One In-App Signup: Meta's own sheet for opting in, opened by a link (Meta docs: in-app-signup). */
export interface MetaSignup {
  id: string;
  displayName: string;
  /** What the person reads before they agree. */
  message: string;
  /** What Meta sends them afterwards. */
  confirmation: string;
  privacyUrl: string;
  websiteUrl?: string;
  promoCode?: string;
  status: 'ACTIVE' | 'DISABLED' | (string & {});
}

export type SignupDraft = Omit<MetaSignup, 'id' | 'status'> & {
  /** The organisation accepts Meta's terms for signups; needed the first time. */
  acceptTerms?: boolean;
};

/** Lengths that Meta allows, in characters. */
export const SIGNUP_LIMITS = { displayName: 256, message: 300, confirmation: 300, promoCode: 50 } as const;

/** Meta's terms that an account accepts with its first signup. */
const TERMS = 'https://www.facebook.com/legal/ads-manager-marketing-messages-terms';

export const SIGNUP_FIELDS =
  'id,display_name,signup_message,confirmation_message,privacy_policy_url,website_url,promo_code,status';

export function signupBody(draft: SignupDraft): object {
  return present({
    display_name: draft.displayName,
    signup_message: draft.message,
    confirmation_message: draft.confirmation,
    privacy_policy_url: draft.privacyUrl,
    website_url: draft.websiteUrl,
    promo_code: draft.promoCode,
    policy: draft.acceptTerms ? { tos: TERMS, accepted: true } : undefined,
  });
}

/** Undefined for what has no id. */
export function readSignup(element: unknown): MetaSignup | undefined {
  const signup: Loose = objectOf(element);
  const id = textOf(signup.id);
  if (id === undefined) return undefined;
  return {
    id,
    displayName: textOf(signup.display_name) ?? '',
    message: textOf(signup.signup_message) ?? '',
    confirmation: textOf(signup.confirmation_message) ?? '',
    privacyUrl: textOf(signup.privacy_policy_url) ?? '',
    ...present({ websiteUrl: textOf(signup.website_url), promoCode: textOf(signup.promo_code) }),
    status: textOf(signup.status) ?? 'ACTIVE',
  };
}
