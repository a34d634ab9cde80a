import type { Spot } from './spot.js';

export interface LinkSpot extends Spot {
  /** In lower case; '' when the address cannot be read. */
  host: string;
  /** The number behind a `wa.me` link. */
  phone?: string;
}

/** Endings that are no word of either language: such a name is a link wherever it stands. */
const ENDINGS =
  'com|net|org|info|biz|id|example|test|xyz|site|online|top|link|shop|store|club|vip|icu|live|page|app|dev|web|click|fun|win|loan|money|bank|pro|asia|tech|space|website|cloud|digital|one|my|sg|ly|gl|gd|gg|cc|tk|ml|ga|cf|gq|ru|cn|io|co|me|to|us|uk|eu|au|jp|de|nl|in';
/** These read like words after a full stop without a space ("selesai.to"), so they need a path. */
const WORDY =
  /^(?:my|ly|co|me|to|us|in|de|one|live|page|fun|win|money|bank|pro|top|link|click|space|web|app|test)$/;

/** Bounded as the names of the net are, so that no text makes the search slow. */
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const LINK = new RegExp(
  [
    // an address with its scheme, with spaces nowhere
    '(?<scheme>[a-z][a-z0-9+.-]{0,20}:\\/\\/[^\\s<>"]+)',
    // an e-mail address
    `(?<mail>[\\p{L}\\p{N}._%+-]{1,64}@(?:${LABEL}\\.)+\\p{L}{2,})`,
    // a bare name, with its path
    `(?<![\\p{L}\\p{N}@.-])(?<bare>(?:${LABEL}\\.)+(?<end>${ENDINGS})(?![\\p{L}\\p{N}-])(?<path>[:/?#][^\\s<>"]*)?)`,
  ].join('|'),
  'giu',
);
const WA = /^(?:wa\.me|api\.whatsapp\.com)$/;

/** Links and e-mail addresses. As typed, not folded: a look-alike letter makes another domain. */
export function spotLinks(text: string): LinkSpot[] {
  const found: LinkSpot[] = [];
  for (const match of text.matchAll(LINK)) {
    const { scheme, mail, bare, end, path } = match.groups ?? {};
    const spot = { at: match.index, length: match[0].length };
    if (mail !== undefined) found.push({ ...spot, host: mail.slice(mail.indexOf('@') + 1).toLowerCase() });
    else if (scheme !== undefined) found.push({ ...spot, ...read(scheme) });
    else if (bare !== undefined && isLink(bare, end ?? '', path)) {
      found.push({ ...spot, ...read(`https://${bare}`) });
    }
  }
  return found;
}

/** "Kami.Id" is a sentence without a space; an ending in small letters, or a path, makes it a link. */
function isLink(bare: string, end: string, path: string | undefined): boolean {
  if ((path?.length ?? 0) > 1 || /^www\./i.test(bare)) return true;
  if (WORDY.test(end.toLowerCase())) return bare.split('.').length > 2;
  return end === end.toLowerCase() || bare === bare.toUpperCase();
}

function read(address: string): Pick<LinkSpot, 'host' | 'phone'> {
  const url = URL.parse(address.replace(/[.,;:!?)\]'"*_~]+$/, ''));
  if (!url) return { host: '' };
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  if (!WA.test(host)) return { host };
  const phone = /\d{8,15}/.exec(url.pathname + url.search)?.[0];
  return phone === undefined ? { host } : { host, phone };
}
