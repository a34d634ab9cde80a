import { frame, whole } from './frame.js';

/** The grey zone: anger, threats, disbelief. Perhaps a stop, so marketing waits. */
export const ANGRY = [
  whole(0.8, 'spam', 'msg num report bother stillgoing many too me all send thislike now again kok', 'sentence'),
  whole(0.75, 'bother', 'many too all me msg news send thislike stillgoing only tahu not again', 'sentence', 'apology'),
  frame(0.75, 'strongbother', 'belum parcel worldstop school role apology'),
  frame(0.75, 'bother ~3 get|send|contact|msg', 'belum parcel apology talk'),
  frame(0.75, 'send|msg|contact|get ~3 bother', 'belum parcel ask apology'),
  whole(0.75, 'tooMuch', 'msg send contact get many', 'sentence'),
  frame(0.75, 'too ~1 many ~2 send|msg|contact|get', 'parcel'),
  frame(0.75, 'send|msg|contact ~1 too many', 'parcel'),
  frame(0.75, 'tooMuch ~2 msg|send|get', 'parcel'),
  whole(0.75, 'block', 'me num all spam youpeople', 'sentence'),
  frame(0.75, 'block ~4 send|spam|contact|msg', 'parcel fee'),
  frame(0.75, 'send|contact|spam|again ~4 block', 'parcel'),
  frame(0.75, 'me ~3 block youpeople', 'parcel'),
  frame(0.8, 'report ~4 spam'),
  whole(0.7, 'me ~2 report', 'youpeople want', 'sentence'),
  frame(0.7, 'report youpeople'),
  frame(0.75, 'kok ~3 send|contact ~3 stillgoing|me|here|again', 'belum parcel not'),
  frame(0.75, 'youpeople ~2 spam', 'parcel mail'),
  frame(0.75, 'masih ~2 send|spam|contact', 'parcel belum ask want can'),
];

export const STRANGER = [
  frame(0.75, 'not|jangan ~1 ever ~2 register|sub|subscribe|want|request|send', 'parcel'),
  frame(0.75, 'jangan|not ~1 sign ~1 up'),
  frame(0.75, 'gave|get ~2 num ~1 me ~2 where|what|gave', 'parcel register fix'),
  frame(0.75, 'what|where ~2 get ~2 num ~1 me', 'parcel register fix'),
  frame(0.75, 'gave ~1 gave ~2 num ~1 me', 'parcel register fix'),
  frame(0.7, 'gave ~2 send ~1 here|me', 'parcel'),
];

export const WRONG_NUMBER = [
  whole(0.78, 'wrong num|sambung', 'num me sudah'),
  frame(0.75, 'not num title|strange', 'parcel'),
  frame(0.75, 'me not title', 'parcel'),
];

export const DECEASED = [
  frame(0.78, 'owner|num ~3 dead', 'donate'),
  frame(0.75, 'dead ~3 num', 'donate'),
  whole(0.75, 'owner ~1 dead', 'sudah'),
];

/** Wishes that lack an object, and questions that sound like a wish. */
export const UNSURE = [
  whole(0.7, 'ban ~1 send', 'me num here again dulu not usah', 'sentence'),
  whole(0.7, 'not minat', 'me want again', 'sentence'),
  whole(0.6, 'remove', 'me request', 'sentence', '', 'plea'),
  frame(0.7, 'how ~3 stop|unsub ~2 send|msg|sub|broadcast|here', 'hypothetical anytime donate trade'),
  whole(0.7, 'how ~2 stop|unsub', 'me want ask', 'sentence'),
  frame(0.65, 'halt ~6 msg|send|sub|contact|num|list', 'parcel donate trade hypothetical anytime worldstop enrol nostop fee'),
  frame(0.65, 'msg|send|sub|contact ~6 halt', 'parcel donate trade hypothetical anytime worldstop enrol nostop fee'),
  frame(0.65, 'ban ~3 send|contact|spam', 'parcel nostop dayplace bot lupa reply enrol worldstop'),
  frame(0.65, 'strike|refuse ~5 get|send|contact|sub', 'parcel nostop dayplace data worldstop callme enrol fee'),
  frame(0.6, 'strike|not|no ~2 send|contact ~2 again', 'parcel kok belum'),
  frame(0.65, 'remove ~4 num|list', 'parcel hypothetical data enrol ask'),
];
