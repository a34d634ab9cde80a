import type { Clause } from './clauses.js';

/** Bodies in whose name money and data are swindled most. Each a piece of a pattern. */
const PUBLIC_BODIES =
  'polisi|kepolisian|polri|polda|polres|polresta|polrestabes|polsek|bareskrim|densus|interpol|kejaksaan|kejagung|kejari|pengadilan|kpk|ppatk|bnn|ojk|otoritas jasa keuangan|bank indonesia|lps|pajak|kantor pajak|djp|ditjen pajak|direktorat jenderal pajak|bea cukai|bea dan cukai|imigrasi|bpjs|dukcapil|kominfo|komdigi|kemkominfo|kementerian \\S+|kemenag|kemensos|kemenkeu|kemenkes|kemendagri|dinas \\S+|pemerintah(?: \\S+)?|pemda|pemprov|pemkot|kelurahan|kecamatan|istana|sekretariat negara|tni|satpol pp';
const BANKS =
  '(?:bank )?(?:bca|bni|bri|bsi|btn|mandiri|cimb niaga|cimb|permata|danamon|muamalat|ocbc|panin|mega|jago|jenius|seabank|bjb|syariah indonesia)|bank \\p{L}+';
const COMPANIES =
  'gopay|ovo|dana|shopeepay|shopee|tokopedia|lazada|tiktok|linkaja|gojek|grab|telkomsel|indosat|pln|pertamina|jne|jnt|pos indonesia|whatsapp|meta|google|facebook|instagram|visa|mastercard';
const CHARITIES =
  'baznas|dompet dhuafa|rumah zakat|lazismu|lazisnu|nu care|inisiatif zakat indonesia|yatim mandiri|daarut tauhiid peduli|dt peduli|human initiative|aksi cepat tanggap|kitabisa|pmi|palang merah|unicef|unhcr';
const PUBLIC_EN =
  "(?:\\S+ )?police|interpol|(?:attorney|prosecutor)(?:'s)? office|court|tax (?:office|authority)|central bank|financial services authority|government|ministry(?: of \\S+)?|immigration|customs|the bank|your bank|\\S+ bank|red cross";

const INSTITUTION = `(?<who>${[PUBLIC_BODIES, BANKS, COMPANIES, CHARITIES, PUBLIC_EN].join('|')})(?!\\p{L})`;
const ROLE =
  'adalah|petugas|tim|staf|staff|pegawai|karyawan|admin|cs|customer service|call center|layanan pelanggan|perwakilan|pihak|resmi|dari|bagian|penyidik|anggota|divisi|kantor|pusat|wakil|selaku|sebagai|jaksa|penagih|surveyor';
const ROLE_EN =
  'from|calling|writing|with|the|an?|officers?|agents?|representatives?|team|official|of|your|department|staff|at|customer|service|support|inspector|investigator|manager';

const CLAIMS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:kami|saya|aku)(?: (?!dan |juga )\\p{L}+){0,2}?(?: (?:${ROLE})){1,5} ${INSTITUTION}`,
    'du',
  ),
  new RegExp(
    `^(?:(?:halo|hai|selamat|pagi|siang|sore|malam|assalamualaikum|mohon|maaf|kak|kakak|bapak|ibu|pak|bu) )*ini(?: (?:${ROLE}))+ ${INSTITUTION}`,
    'du',
  ),
  new RegExp(`\\b(?:atas nama|mewakili|selaku) (?:pihak )?${INSTITUTION}`, 'du'),
  /\bpihak (?<who>bank)(?: \S+){0,2} (?:meminta|minta|memerlukan|membutuhkan|akan memblokir|mewajibkan)\b/du,
  new RegExp(
    `^pihak ${INSTITUTION}(?: \\S+){0,2} (?:meminta|minta|memerlukan|membutuhkan|akan memblokir|mewajibkan)`,
    'du',
  ),
  new RegExp(
    `\\b(?:i am|i'm|im|we are|we're|this is|my name is \\p{L}+(?: and i am)?|on behalf of)(?: (?!not )\\p{L}+)?(?: (?:${ROLE_EN})){1,6} ${INSTITUTION}`,
    'du',
  ),
  new RegExp(
    `\\bthis is (?:the )?(?:official )?${INSTITUTION} (?:support|team|security|customer|official|officer|service)`,
    'du',
  ),
  new RegExp(`\\bon behalf of (?:the )?${INSTITUTION}`, 'du'),
];

/** What such a claim is made for. */
const WANTS =
  /\b(?:ktp|nik|data|nomor rekening|rekening|norek|otp|pin|sandi|saldo|kartu|atm|tanggal lahir|ibu kandung|klik|link|tautan|unduh|apk|transfer|bayar|membayar|pembayaran|denda|blokir|diblokir|dibekukan|verifikasi|konfirmasi|hadiah|undian|pemenang|tilang|panggilan|tersangka|ditangkap|identity|identification|id card|account|card|password|click|download|pay|payment|fine|verify|confirm|prize|winner|arrested?|suspended|blocked|frozen|details|passport)(?:nya|mu|s)?\b/;

/** A place of talk, named by whose it is: "the official WhatsApp of Amanah", "WhatsApp resmi Amanah". */
const CHANNEL = /^(?:whatsapp|instagram|facebook|tiktok|shopee|tokopedia|lazada)$/;
const WHOSE =
  /^ (?:(?:official|resmi|account|akun|number|nomor|line|channel|page|halaman|shop|toko|store|business|bisnis) )*(?:(?:of|for|from|milik|untuk|dari|resmi) )?(?:the )?(?<owner>.+)/u;
/** How the words of flows name the organisation before it is filled in. */
const OURS = 'org';

/** Whether what follows a channel's name says that it is the organisation's own. */
function isOurChannel(who: string, rest: string, ownNames: readonly string[]): boolean {
  const owner = CHANNEL.test(who) ? WHOSE.exec(rest)?.groups?.['owner'] : undefined;
  return owner !== undefined && [...ownNames, OURS].some((own) => own !== '' && beginsWith(owner, own));
}

const beginsWith = (text: string, words: string) => text === words || text.startsWith(`${words} `);

/** The clause that makes a claim in another's name; undefined when none does, or it asks for nothing. */
export function impersonates(clauses: readonly Clause[], ownNames: readonly string[]): Clause | undefined {
  const claim = clauses.find((clause) => {
    if (clause.denied) return false;
    const { who, rest } = claimIn(clause.text) ?? {};
    if (who === undefined || rest === undefined) return false;
    if (ownNames.some((own) => own.includes(who) || who.includes(own))) return false;
    return !isOurChannel(who, rest, ownNames);
  });
  return claim && clauses.some(({ text }) => WANTS.test(text)) ? claim : undefined;
}

/** Whose name a clause speaks in, and what follows it. */
function claimIn(text: string): { who: string; rest: string } | undefined {
  for (const one of CLAIMS) {
    const found = one.exec(text);
    const who = found?.groups?.['who'];
    if (!found || who === undefined) continue;
    return { who, rest: text.slice(found.indices?.groups?.['who']?.[1]) };
  }
  return undefined;
}

export const CLAIM_WORDS: readonly string[] = (
  'polisi kepolisian polri polda polres polresta polrestabes polsek bareskrim densus interpol kejaksaan kejagung kejari pengadilan kpk ppatk bnn ojk otoritas indonesia lps pajak djp bea imigrasi bpjs dukcapil kominfo komdigi kemkominfo kementerian kemenag kemensos kemenkeu kemenkes kemendagri dinas pemerintah pemda pemprov pemkot kelurahan kecamatan istana sekretariat tni satpol ' +
  'bank bca bni bri bsi btn mandiri cimb permata danamon muamalat ocbc panin mega jago jenius seabank bjb ' +
  'gopay ovo dana shopeepay shopee tokopedia lazada tiktok linkaja gojek grab telkomsel indosat pln pertamina jne jnt whatsapp meta google facebook instagram visa mastercard ' +
  'baznas dhuafa rumah lazismu lazisnu care inisiatif yatim daarut dt human aksi kitabisa pmi palang unicef unhcr ' +
  'police attorney prosecutor court tax central financial government ministry immigration customs red'
).split(' ');
