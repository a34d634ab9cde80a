/** Placeholder */
export function respell(word: string): string {
  return word;
}
