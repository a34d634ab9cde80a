import type { Clause } from './clauses.js';

/** Insults wherever they stand: no reply to a customer needs them. Indonesian, of its regions, English. */
const ALWAYS: ReadonlySet<string> = new Set(
  // Indonesian
  (
    'bangsat bangsad bajingan keparat brengsek berengsek tolol goblok goblog gblk bego idiot dungu kampret bangke kunyuk bedebah sialan ' +
    'kontol kntl memek mmk ngentot ngentod entot ngewe jembut lonte pelacur perek pecun sundal jablay bencong banci ngehe ' +
    // Javanese, Madurese
    'jancok jancuk dancok dancuk cuk asu pekok picek ndasmu cangkemmu raimu gateli gathel ' +
    // Sundanese, Betawi
    'koplok belegug kehed anying anjeng ' +
    // Minang, Medan, Manado, Makassar, Ambon
    'pantek pukimak kimak pukimai cukimai cukimay lanjiao telaso tailaso sundala suntili ' +
    // slurs for peoples
    'singkek cokin jawir nigger nigga negro chink kike gook raghead towelhead ' +
    // English
    'moron morons fuck fucking fucked fucker motherfucker asshole assholes bastard bastards bitch bitches cunt whore slut dickhead dumbass dipshit shithead retard retards retarded twat wanker scumbag imbecile'
  ).split(' '),
);

/** Insults only when said to somebody: animals of fiqh and farm, states of people, what religion warns of. */
const THINGS =
  'anjing|babi|monyet|kera|kerbau|keledai|kambing|celeng|bagong|lutung|tai|taik|setan|iblis|dajjal|kafir|munafik|bodoh|bodo|oon|gila|sinting|edan|gendeng|miskin|kere|gembel|pelit|kikir|medit|pengemis|penipu|maling|sampah|cacat|budek|buta|jelek|hina|laknat|binatang|sok suci|otak udang|matre|kampungan|ndeso|cina|aseng|cebong|kadrun|bule|cina loleng|stupid|dumb|pathetic|worthless|disgusting|ugly|trash|garbage|pig|dog|monkey|fool|loser|liar|idiotic';
const YOU =
  'kamu|kau|elu|lu|lo|loe|kalian|anda|situ|koe|kowe|kon|sampeyan|maneh|ente|antum|waang|ang|bapak ini|ibu ini|you|u';

const SAID: readonly RegExp[] = [
  new RegExp(`(?:^|\\b(?:${YOU}|emang|memang) )dasar (?:orang |si |manusia )?(?:${THINGS})\\b`),
  new RegExp(
    `\\b(?:${YOU}) (?:itu |ini |memang |emang |benar benar |sungguh |kok |dasar |adalah |really |are |are all |are so |are such an? |are an? |are just |are a bunch of )*(?:${THINGS})(?:nya)?(?: (?:ya|sekali|banget|semua|amat))?$`,
  ),
  new RegExp(`^(?:${THINGS}) (?:banget |sekali |amat )?(?:${YOU})\\b`),
  new RegExp(`^(?:${YOU}) (?:${THINGS})\\b`),
  new RegExp(`\\b(?:${THINGS}) (?:lah )?(?:kau|lu|lo|kowe|koe|kon)$`),
  /\byou(?:'re| are)? (?:an? |so |such an? |all |really |absolutely |just )*(?:stupid|dumb|pathetic|worthless|disgusting|ugly|useless|loser|liar|trash|garbage|pig|dog|monkey|fool)\b/,
  /\b(?:shut up|go to hell|screw you|piss off|drop dead|eat shit|mampus|modar)(?: (?:you|kau|kamu|lu|lo|sana|koe))?$/,
  /\b(?:otak|muka|mulut|mata)(?:mu|lo| kamu| lu| kau)? (?:mu |kamu |lu |lo )?(?:udang|babi|anjing|monyet|badak|dengkul|kotor|sampah|busuk|bau)\b/,
];
/** Harmless company of a word above. */
const QUOTED =
  /\b(?:kata|berkata|menyebut|menyebutkan|disebut|memanggil|mengucapkan|jika|bila|kalau|seperti|like|called|says?)\b/;
const ENDINGS = /(?:nya|mu|ku|lah|kah|na|e)$/;

export function isAbusive({ text, denied }: Clause): boolean {
  if (text.split(' ').some(isInsult)) return true;
  return !denied && !QUOTED.test(text) && SAID.some((one) => one.test(text));
}

function isInsult(word: string): boolean {
  return ALWAYS.has(word) || ALWAYS.has(word.replace(ENDINGS, ''));
}

export const ABUSE_WORDS: readonly string[] = [
  ...ALWAYS,
  ...THINGS.split('|').flatMap((one) => one.split(' ')),
  ...'hell shut screw piss dead shit mampus modar useless udang dengkul badak busuk bau kotor'.split(' '),
];
/** With an ending an insult is still one. */
export const withoutEnding = (word: string): string => word.replace(ENDINGS, '');
