/** Words that are polite, fill a sentence or tie it together, and never change what it asks for. */
export const COURTESY: ReadonlySet<string> = new Set(
  `ya yah dong deh sih nih tuh loh lho kok2 kan lah mi jo ai atuh teh mah yo euy ae dah ye pisan
  kak kakak bang abang mas mbak mba pak bapak bu ibu bpk gan sis sist bro min admin2 kang akang teteh aa neng uda uni cak bos boss
  om tante sayang ustadz2 cuy bestie gaes guys dear sir madam mate friend anda
  tolong mohon silakan2 harap kindly please maaf sorry permisi punten izin2
  halo hallo hai hi hello hey hei oi woi assalamualaikum assalamu asalamualaikum alaikum wassalamualaikum waalaikumsalam salam
  wassalam wr wb warahmatullahi wabarakatuh bismillah alhamdulillah insyaallah selamat pagi siang sore malam  morning
  afternoon evening thanks thx nuhun suwun nuwun matur hatur jazakallah jazakumullah khair khairan katsiran syukron
  terima2 kasih2 wkwk wkwkwk haha hehe hihi hmm emm eh ah oh nah duh aduh
  woy woi napa napatah ngapa la lha emang memangnya hadeh hadeuh ih iih ish huh ugh
  ok oke okay okey  siap yth terhormat hormat regards
  yang ini itu di ke untuk agar supaya dan pada oleh akan secara adalah dari para sang si nu sing
  the a an of to for is are am be been being really just simply immediately from on and or any these those this that it them there
  nya pun lewat2 via segera secepatnya langsung mulai2 benar2  again2
  sudah2 wa2 aku2 mawon2 biar sebab karena soalnya makanya jadi2 saat2 lebih wae ka ti tina kana heula2 sajalah dipun kodong maki ki nggeh nak mbok leh ges gess`
    .split(/\s+/)
    .filter((word) => !word.endsWith('2')),
);

/** Titles: polite alone ("pak, stop"), but a person after "bukan" or "nomor" ("bukan Pak Hendra"). */
export const TITLES: ReadonlySet<string> = new Set(
  'pak bapak bu ibu bpk mas mbak mba bang kak mr mrs ms'.split(' '),
);

/** Politeness that says something about the sentence all the same. */
export const PLEAS: ReadonlySet<string> = new Set('tolong mohon harap please kindly'.split(' '));
export const APOLOGIES: ReadonlySet<string> = new Set('maaf sorry permisi punten'.split(' '));
export const GREETINGS: ReadonlySet<string> = new Set(
  'thanks nuhun suwun nuwun halo hallo hai hi hello assalamualaikum pagi siang sore malam morning afternoon evening'.split(
    ' ',
  ),
);

export const isCourtesy = (word: string): boolean => COURTESY.has(word);
