const LONGEST = 60;

/** What somebody wrote as their name, when it can be one: a short line with letters, no address, no number. */
export function readName(text: string): string | undefined {
  const name = text.replace(/\s+/gu, ' ').trim();
  if ([...name].length > LONGEST || !/\p{L}/u.test(name)) return undefined;
  return /\d{3}|https?:|www\.|@|[?!*_~`<>{}]/iu.test(name) ? undefined : name;
}
