import type { Clause } from './clauses.js';

/** Believers and peoples by a name that is nothing else. */
const NAMED =
  'kristen|nasrani|katolik|protestan|hindu|buddha|budha|konghucu|yahudi|syiah|ahmadiyah|kafir|kapir|nonmuslim|non muslim|tionghoa|aseng|rohingya|pribumi|muslim|islam|sunni';
/** Names of places too, so that people must be said. */
const PEOPLES =
  'jawa|sunda|batak|madura|dayak|papua|ambon|minang|padang|bugis|makassar|aceh|betawi|arab|melayu|bali|manado|flores|timor|cina|china|chinese|india|negro|kulit hitam|asing|pendatang';
const PEOPLE =
  '(?:orang orang|orang|suku|kaum|umat|warga|etnis|ras|anak|keturunan|golongan|kelompok|si|para|semua)';
const HOUSES =
  'gereja|masjid|musala|pura|vihara|wihara|kelenteng|sinagoge|rumah ibadah|tempat ibadah|pesantren';
const ENGLISH =
  'christians|catholics|jews|muslims|hindus|buddhists|shias|shiites|ahmadis|infidels|kafirs|arabs|javanese|papuans|dayaks|madurese|bataks|ambonese|acehnese|the chinese|chinese people|blacks|black people|foreigners|non muslims';
const ENGLISH_HOUSES = 'churches|mosques|temples|synagogues';

const WHO = `(?:(?:${PEOPLE} )*(?:${NAMED})|(?:${PEOPLE} )+(?:${PEOPLES})|${ENGLISH})`;
const TARGET = `(?:${WHO}|${HOUSES}|${ENGLISH_HOUSES})`;
const FILLER =
  '(?: (?:semua|para|saja|itu|ini|mereka|kalian|habis|milik|rumah|toko|the|all|those|every|these|off|down|out))*';

/** Plain imperatives: "memerangi" and "menghancurkan" tell, "perangi" and "hancurkan" call. */
const CALLS =
  'bunuh|bunuhi|bantai|habisi|usir|bakar|gantung|musnahkan|basmi|ganyang|perangi|serang|hancurkan|lenyapkan|singkirkan|enyahkan|tumpas|penggal|gorok|injak|ratakan|boikot|kill|murder|burn|expel|attack|exterminate|wipe out|get rid of|hang|massacre|deport|crush|destroy|eliminate|lynch|hunt';
const SUFFERS =
  'dibunuh|diusir|dibantai|dibakar|diperangi|dimusnahkan|dibasmi|dihabisi|digantung|diserang|dihancurkan|disingkirkan|diinjak|ditumpas|mati|musnah|mampus|lenyap|minggat|be killed|be expelled|be burned|be burnt|be wiped out|be exterminated|be hanged|be deported|die|burn|perish|go back to';
const MUST = 'harus|wajib|mesti|pantas|layak|sebaiknya|kudu|should|must|deserve to|ought to|need to';
const DOES =
  'membunuh|mengusir|membantai|membakar|memerangi|membasmi|menghabisi|menyerang|menghancurkan|memusnahkan|mengganyang';
const VILE =
  'najis|biadab|sampah|parasit|penjajah|teroris|anjing|babi|monyet|binatang|iblis|setan|hama|kotor|bodoh|goblok|malas|licik|penipu|maling|pencuri|terkutuk|laknat|laknatullah|primitif|musuh islam|musuh kita|pengkhianat|sesat dan harus';
const VILE_EN =
  'vermin|rats|terrorists|animals|dogs|pigs|monkeys|apes|parasites|filth|filthy|dirty|scum|criminals|thieves|evil|subhuman|savages|liars|lazy|stupid|cockroaches|a disease|a plague';
const SHUN =
  'bertetangga|berteman|bergaul|berbisnis|belanja|beli|membeli|menolong|bantu|tolong|membantu|pilih|memilih|percaya|mempekerjakan|terima';

const INCITES: readonly RegExp[] = [
  new RegExp(`\\b(?:${CALLS})${FILLER} ${TARGET}\\b`),
  new RegExp(`\\b${TARGET}${FILLER}(?: (?:semuanya|juga|memang))* (?:${MUST})(?: \\S+)? (?:${SUFFERS})\\b`),
  new RegExp(
    `\\b(?:ayo|mari|yuk|saatnya|kita (?:harus|wajib)|let's|let us)(?: \\S+){0,2} (?:${DOES}|${CALLS})${FILLER} ${TARGET}\\b`,
  ),
  new RegExp(`\\b${WHO}${FILLER}(?: (?:memang|semuanya|adalah|selalu|pasti|cuma|hanya))* (?:${VILE})\\b`),
  new RegExp(`\\b(?:${ENGLISH}) (?:are|is)(?: (?:all|just|nothing but|always|really))* (?:${VILE_EN})\\b`),
  new RegExp(`\\bhalal darah(?:nya)?\\b|\\bdarah (?:${WHO}|mereka|kalian)(?: itu)? halal\\b`),
  /(?:^|\b(?:kamu|kau|lu|kalian) )dasar (?:orang )?(?:cina|kafir|kapir|batak|madura|papua|arab|yahudi|padang|jawa|ambon|dayak|aseng|syiah|ahmadiyah)\b/,
  /\b(?:cina|kafir|yahudi|kristen|muslim|islam|jawa|batak|papua|arab) (?:babi|anjing|laknat|laknatullah|bangsat|biadab|monyet)\b/,
];
/** These begin with a "no" themselves. */
const SHUNS = new RegExp(
  `\\b(?:jangan|jgn|haram|dilarang)(?: (?:mau|pernah|ada yang|kita))* (?:${SHUN})(?: (?:di|dengan|sama|dari|toko|warung|barang|dagangan|pemimpin|milik|ke|pada|kepada))* ${WHO}\\b|\\b(?:don't|do not|never) (?:buy from|trade with|trust|help|hire|vote for|live near|befriend)(?: any| the)? (?:${ENGLISH})\\b`,
);

export function incites({ text, denied }: Clause): boolean {
  return SHUNS.test(text) || (!denied && INCITES.some((one) => one.test(text)));
}

/** Who is incited against: without one of these nobody is. */
export const INCITEMENT_WORDS: readonly string[] = [
  ...new Set(
    [NAMED, PEOPLES, HOUSES, ENGLISH, ENGLISH_HOUSES, 'darah', 'darahnya']
      .join('|')
      .split(/[| ]/)
      .filter((word) => word.length > 3 && word !== 'people'),
  ),
];
