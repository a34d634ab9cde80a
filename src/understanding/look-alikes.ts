/**
 * Letters of other alphabets that are drawn like Latin ones. Customers copy "fancy" names and spammers' habits;
 * NFKD already undoes mathematical, circled, full-width and accented letters, so only what it leaves is listed.
 */
const PAIRS: readonly [letters: string, latin: string][] = [
  // Cyrillic, small then capital: by look, not by sound.
  ['авеёзкмнорстухісјѕԁԛԝһьпгцђҽү', 'abeezkmhopctyxicjsdqwhbnruhey'],
  ['АВЕЁЗКМНОРСТУХІЈЅԀԚԜҺЬПҮҺ', 'abeezkmhopctyxijsdqwhbnyh'],
  // Greek
  ['αβγδεζηικνορςτυχωϲϳ', 'abydeznikvopstuxwcj'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ', 'abezhikmnoptyxc'],
  // Armenian and Cherokee
  ['օոսհցԁքզյ', 'onuhgdpqj'],
  ['ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ', 'abcdeghijklmprstvwyz'],
  // Canadian syllabics
  ['ᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᑫᖇᔕᑌᐯᗯ᙭ᘔ', 'abcdfhjlmnpqrsuvwxz'],
  // Small capitals and phonetic letters
  ['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz'],
  ['ɑɡɩıȷɴʏɓɗƀłŀøđðŋħŧƙƭʋəɛɔɐ', 'agiijnybdblloddnhtktveeoa'],
  ['ŁØĐÐŊĦŦƁƊƘƬƐƆ', 'loddnhtbdkteo'],
];

/** Code point to Latin text; letters that NFKD leaves alone. */
export const LOOK_ALIKES: ReadonlyMap<number, string> = build();

function build(): Map<number, string> {
  const map = new Map<number, string>();
  for (const [letters, latin] of PAIRS) {
    [...letters].forEach((letter, index) => {
      const code = letter.codePointAt(0);
      if (code !== undefined) map.set(code, latin[index] ?? '');
    });
  }
  for (const [letter, latin] of [
    ['ß', 'ss'],
    ['æ', 'ae'],
    ['Æ', 'ae'],
    ['œ', 'oe'],
    ['Œ', 'oe'],
    ['þ', 'th'],
    ['℮', 'e'],
    ['†', 't'],
    ['§', 's'],
  ] as const) {
    map.set(letter.charCodeAt(0), latin);
  }
  for (let offset = 0; offset < 26; offset++) {
    const letter = String.fromCharCode(97 + offset);
    map.set(0x1f150 + offset, letter); // negative circled
    map.set(0x1f170 + offset, letter); // negative squared
  }
  return map;
}

/** Whether a code point takes no room: marks, joiners, direction signs, variation selectors, tags. */
export function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    (code < 0x20 && code !== 9 && code !== 10 && code !== 13) ||
    (code >= 0x7f && code <= 0x9f && code !== 0x85) ||
    (code >= 0x300 && code <= 0x36f) ||
    code === 0x34f ||
    (code >= 0x483 && code <= 0x489) ||
    code === 0x61c ||
    (code >= 0x64b && code <= 0x65f) ||
    (code >= 0x17b4 && code <= 0x17b5) ||
    (code >= 0x180b && code <= 0x180e) ||
    (code >= 0x1ab0 && code <= 0x1aff) ||
    (code >= 0x1dc0 && code <= 0x1dff) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xfe20 && code <= 0xfe2f) ||
    code === 0xfeff ||
    (code >= 0x1f3fb && code <= 0x1f3ff) ||
    (code >= 0xe0000 && code <= 0xe0fff)
  );
}
