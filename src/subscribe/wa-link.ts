import type { Language } from '../flows/index.js';

const START: Record<Language, string> = { id: 'DAFTAR', en: 'START' };

/** What the customer's WhatsApp has ready to send: "DAFTAR info-zakat (ref A7K2)". */
export function prefilledText({
  topic,
  language,
  ref,
}: {
  topic: string;
  language: Language;
  ref: string;
}): string {
  return `${START[language]} ${topic} (ref ${ref})`;
}

/**
 * A click-to-chat link. `number` in any writing, with its country code.
 * WhatsApp Help Center: "How to use click to chat".
 */
export function waLink(number: string, text: string): string {
  return `https://wa.me/${digitsOf(number)}?text=${encodeURIComponent(text)}`;
}

/** The link of Meta's In-App Signup. Meta docs: in-app-signup. */
export function signupLink(number: string, signupId: string): string {
  return `https://wa.me/${digitsOf(number)}/signup/${encodeURIComponent(signupId)}`;
}

const digitsOf = (number: string) => number.replace(/\D/g, '');
