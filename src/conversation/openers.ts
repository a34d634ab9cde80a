import { normalise } from '../understanding/index.js';

/** Words that open a conversation and say nothing yet. */
const OPENERS = new Set(
  `p pe halo hallo hai hay hei hi hey hello alo assalamualaikum asalamualaikum assalamu asalamu alaikum alaykum ass salam
  wr wb warahmatullahi wabarakatuh shalom om swastiastu permisi punten nuwun sewu selamat pagi siang sore malam
  good morning afternoon evening day kak kakak min mimin bang bu pak bapak ibu mas mbak gan sis admin test tes ping
  mau tanya nanya bertanya ingin numpang boleh bisa izin question ask want to i a have can dong ya nih there sir madam`.split(
    /\s+/,
  ),
);

/** Words that end one: they want no answer, and one would only cost. */
const CLOSERS = new Set(
  `terima kasih makasih trims thanks thank you thx tq tengkyu syukron jazakallah jazakallahu jazakumullah khairan
  khair katsiran matur suwun nuwun hatur nuhun ok oke okay okey baik siap sip mantap banyak ya kak min pak bu
  sama alhamdulillah aamiin amin so much very much a lot kasihnya infonya bantuannya`.split(/\s+/),
);

/** "P", "kak", "mau tanya", "assalamualaikum": what they want comes next. */
export function isOpener(text: string): boolean {
  const { tokens } = normalise(text);
  return tokens.length > 0 && tokens.length <= 8 && tokens.every((token) => OPENERS.has(token));
}

/** "makasih kak", "oke, terima kasih": the end. */
export function isCloser(text: string): boolean {
  const { tokens } = normalise(text);
  return tokens.length > 0 && tokens.length <= 8 && tokens.every((token) => CLOSERS.has(token));
}
