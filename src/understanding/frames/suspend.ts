import { frame, whole } from './frame.js';

/** The grey zone: anger, threats, disbelief. Perhaps a stop, so marketing waits. */
export const ANGRY = [
  whole(
    0.8,
    'spam',
    'msg num report bother stillgoing many too me all send thislike now again kok very',
    'sentence',
  ),
  whole(
    0.75,
    'bother',
    'many too all me msg news send thislike stillgoing only tahu not again very make see',
    'sentence',
    'apology',
  ),
  whole(
    0.72,
    'strongbother',
    'very only me youpeople msg send all many again kok ask wa get',
    'sentence',
    'apology',
  ),
  frame(0.72, 'strongbother ~4 send|contact|spam|wa|promo', 'belum parcel apology'),
  frame(0.7, 'less ~3 send|msg', 'parcel'),
  frame(0.7, 'ban many'),
  frame(0.7, 'kok ~2 many ~2 send|contact|wa', 'parcel'),
  whole(0.7, 'many very', 'msg'),
  frame(0.75, 'bother ~3 get|send|contact|msg', 'belum parcel apology talk'),
  frame(0.75, 'send|msg|contact|get ~3 bother', 'belum parcel ask apology'),
  whole(0.75, 'tooMuch', 'msg send contact get many', 'sentence'),
  frame(0.75, 'too ~1 many ~2 send|msg|contact|get', 'parcel'),
  frame(0.75, 'send|msg|contact ~1 too many', 'parcel'),
  frame(0.75, 'tooMuch ~2 msg|send|get', 'parcel'),
  whole(0.75, 'block', 'me num all spam youpeople sudah want', 'sentence'),
  frame(0.75, 'block ~4 send|spam|contact|msg', 'parcel fee'),
  frame(0.75, 'send|contact|spam|again ~4 block', 'parcel'),
  frame(0.75, 'me ~3 block youpeople', 'parcel'),
  frame(0.72, 'me ~1 block$', 'parcel fee ask'),
  whole(0.7, 'too many', 'very msg', 'sentence'),
  frame(0.8, 'report ~4 spam', 'parcel'),
  whole(0.7, 'me ~2 report', 'youpeople want sudah', 'sentence'),
  frame(0.7, 'report ~1 report'),
  frame(0.7, 'wa ~2 me report$', 'parcel'),
  frame(0.7, 'report youpeople'),
  frame(0.75, 'kok ~3 send|contact ~3 stillgoing|me|here|again', 'belum parcel not'),
  frame(0.75, 'youpeople ~2 spam', 'parcel mail'),
  frame(0.75, 'masih ~2 send|spam|contact', 'parcel belum ask want can'),
];

export const WEARY = [
  whole(0.72, 'promo|spam|contact|wa ~3 stillgoing', 'recur dayplace all msg many me very', 'sentence'),
  whole(
    0.72,
    'recur ~2 promo|spam|contact|wa',
    'dayplace all msg many me very stillgoing exist only',
    'sentence',
  ),
  whole(0.75, 'spam|junk', 'msg num very stillgoing me strange', 'sentence', 'question mail'),
  whole(0.72, 'many msg|contact', 'very me youpeople', 'sentence'),
  whole(0.7, 'weakstop!batal', 'all me want only', 'sentence', 'question'),
];

export const STRANGER = [
  frame(0.75, 'not|jangan ~1 ever ~2 register|sub|subscribe|want|request|send', 'parcel'),
  frame(0.75, 'jangan|not ~1 sign ~1 up'),
  frame(0.75, 'gave|get ~2 num ~1 me ~2 where|what|gave', 'parcel register fix'),
  frame(0.75, 'what|where ~2 get ~2 num ~1 me', 'parcel register fix'),
  frame(0.75, 'gave ~1 gave ~2 num ~1 me', 'parcel register fix'),
  frame(0.72, 'where|how|kok|gave ~4 num me', 'parcel register fix'),
  frame(0.72, 'where|how|kok|gave ~4 me num', 'parcel register fix change'),
  frame(0.72, 'num me ~3 where', 'parcel register fix'),
  frame(0.75, 'not|jangan ever ~1 send|give|register ~1 num'),
  frame(0.72, 'gave ~3 register|gave ~2 num', 'parcel fix'),
  frame(0.7, 'not ~2 sub|subscribe|member', 'can parcel trade belum question ask donate', 'me'),
  frame(0.7, 'gave ~2 send ~1 here|me', 'parcel'),
];

export const WRONG_NUMBER = [
  whole(0.78, 'wrong num|sambung', 'num me sudah'),
  frame(0.75, 'not num title|strange', 'parcel'),
  frame(0.75, 'me not title', 'parcel'),
  frame(0.75, 'num not ~1 owner'),
  whole(0.72, 'num ~1 wrong', 'me', 'sentence'),
  whole(0.7, 'not me', 'register', 'sentence'),
  whole(0.72, 'wrong sambung', 'get youpeople', 'sentence'),
  whole(0.7, 'dead', 'sudah', 'sentence'),
  frame(0.75, 'not ~1 strange num', 'parcel'),
  whole(0.72, '^not title strange', '', 'sentence'),
  frame(0.72, 'wrong ~1 person', 'parcel'),
];

export const DECEASED = [
  frame(0.78, 'owner|num ~3 dead', 'donate'),
  frame(0.75, 'dead ~3 num', 'donate'),
  frame(0.7, 'person ~4 dead', 'donate how topic'),
  whole(0.72, 'strange ~2 dead', 'sudah title'),
  whole(0.75, 'owner ~1 dead', 'sudah'),
];

/** A death that is no stop by itself, but says why somebody asks for one. */
export const MOURNING = [frame(0.5, 'kin|owner|title|me ~4 dead'), frame(0.5, 'dead ~2 kin|me')];

/** Wishes that lack an object, and questions that sound like a wish. */
export const UNSURE = [
  whole(0.7, 'ban ~1 send', 'me num here again dulu not usah anytime now no do more', 'sentence'),
  frame(0.65, '^no more', 'parcel question number'),
  whole(0.7, 'not minat', 'me want again', 'sentence'),
  whole(0.6, 'remove', 'me request all now', 'clause', '', 'plea'),
  whole(
    0.6,
    '^halt',
    'strange me only now dulu',
    'sentence',
    'worldstop parcel donate how ask question trade',
  ),
  whole(0.7, 'no minat', 'me'),
  whole(0.6, 'exit!leave', 'me consent want', 'sentence', 'question'),
  whole(0.6, 'sudahi', 'only', 'sentence', 'question'),
  whole(0.65, 'not again', 'now me join', 'clause', 'question'),
  whole(0.65, 'not join again', 'me sudah', 'clause', 'question'),
  frame(0.65, 'daftar|sub|register ~4 not ~1 want$', 'enrol parcel trade question'),
  whole(0.65, 'jangan want', 'me', 'clause', 'question'),
  whole(0.65, 'weakstop!batal', 'all thislike', 'clause', 'question', 'plea'),
  frame(0.65, 'remove$', 'data detail parcel question', 'num'),
  frame(0.65, 'halt$', 'parcel donate trade hypothetical', 'stillgoing msg'),
  frame(0.7, 'how ~3 stop|unsub ~2 send|msg|sub|broadcast|here', 'hypothetical anytime donate trade'),
  frame(0.65, 'kin ~2 bilang|want ~2 stop|unsub ~3 send|get|msg|contact', 'question masih worldstop trade'),
  whole(0.7, 'how ~3 stop|unsub', 'me want ask msg send make do'),
  whole(0.7, 'stop|unsub ~1 how', 'me want', 'clause', 'cond'),
  frame(0.65, 'stop|unsub ~2 sub|send|msg ~3 can', 'hypothetical anytime fee donate trade', 'question'),
  frame(
    0.65,
    'halt ~6 msg|send|sub|contact|num|list',
    'parcel donate trade hypothetical anytime worldstop enrol nostop fee ask kok',
  ),
  frame(
    0.65,
    'msg|send|sub|contact ~6 halt',
    'parcel donate trade hypothetical anytime worldstop enrol nostop fee ask kok',
  ),
  whole(0.65, 'ban ~1 send', 'me again all', 'clause', 'parcel dayplace', 'num'),
  whole(0.65, 'ban ~1 send me', 'num again all', 'clause'),
  frame(0.65, 'ban ~2 wa', 'parcel nostop bot reply call'),
  frame(0.65, 'ban recur', 'parcel nostop enrol'),
  frame(0.7, 'how ~6 not ~1 get|send|contact', 'parcel donate trade enrol hypothetical belum kok'),
  frame(0.65, 'halt ~1 send|contact|msg', 'parcel donate trade hypothetical anytime worldstop enrol fee'),
  frame(0.65, 'halt$', 'parcel donate trade hypothetical anytime worldstop enrol fee question', 'plea'),
  frame(0.7, 'masih ~2 list', 'parcel belum want can'),
  whole(0.6, 'jangan', '', 'sentence', '', 'plea'),
  frame(0.65, 'ban ~1 contact|spam', 'parcel nostop dayplace bot lupa reply enrol'),
  frame(
    0.65,
    'ban ~3 send|contact|spam',
    'parcel nostop dayplace bot lupa reply enrol worldstop strange number',
  ),
  frame(
    0.65,
    'strike|refuse ~5 get|send|contact|sub',
    'parcel nostop dayplace data worldstop callme enrol fee',
  ),
  frame(0.6, 'strike|not|no ~2 send|contact ~2 again', 'parcel kok belum can'),
  frame(0.65, 'remove ~4 num|list', 'parcel hypothetical data enrol ask'),
];
