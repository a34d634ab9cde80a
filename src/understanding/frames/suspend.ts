import { frame, whole } from './frame.js';

/** The grey zone: anger, threats, disbelief. Perhaps a stop, so marketing waits. */
export const ANGRY = [
  whole(0.8, 'spam', 'msg num report bother stillgoing many too me all send thislike now', 'sentence'),
  whole(0.75, 'bother', 'many too all me msg news send thislike stillgoing', 'sentence'),
  frame(0.75, 'strongbother', 'belum parcel worldstop school role'),
  frame(0.75, 'bother ~3 get|send|contact|msg', 'belum parcel'),
  frame(0.75, 'send|msg|contact|get ~3 bother', 'belum parcel ask'),
  whole(0.75, 'tooMuch', 'msg send contact get many', 'sentence'),
  frame(0.75, 'too ~1 many ~2 send|msg|contact|get', 'parcel'),
  frame(0.75, 'tooMuch ~2 msg|send|get', 'parcel'),
  whole(0.75, 'block', 'me num all spam', 'sentence'),
  frame(0.75, 'block ~4 send|spam|contact|msg', 'parcel fee'),
  frame(0.75, 'send|contact|spam|again ~4 block', 'parcel'),
  frame(0.75, 'me ~3 block youpeople', 'parcel'),
  frame(0.8, 'report ~4 spam'),
  frame(0.75, 'kok ~3 send|contact ~3 stillgoing|me|here|again', 'belum parcel not news'),
  frame(0.75, 'youpeople ~2 spam', 'parcel mail'),
  frame(0.75, 'masih ~2 send|spam|contact', 'parcel belum ask want can'),
];

export const STRANGER = [
  frame(0.75, 'not|jangan ~1 ever ~2 register|sub|subscribe|want|request|send', 'parcel'),
  frame(0.75, 'not|jangan ~2 sign ~1 up'),
  frame(0.75, 'jangan ~1 sign up'),
  frame(0.7, 'gave ~3 num ~1 me', 'parcel'),
  frame(0.75, 'gave|get ~2 num ~1 me ~2 where|what', 'parcel'),
  frame(0.75, 'what ~2 get ~2 num ~1 me', 'parcel'),
  frame(0.7, 'gave ~2 send|request ~1 send ~1 here', 'parcel'),
];

export const WRONG_NUMBER = [
  whole(0.78, 'wrong num|sambung', 'num me'),
  whole(0.78, 'wrong num', 'strange'),
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
  whole(0.7, 'ban ~1 send', 'me num here again dulu', 'sentence'),
  whole(0.7, 'not minat', 'me want again', 'sentence'),
  frame(0.7, 'how ~3 stop|unsub ~2 send|msg|sub|broadcast|here$', 'hypothetical anytime donate trade'),
  whole(0.7, 'how ~2 stop|unsub', 'me want ask', 'sentence'),
  frame(0.65, 'halt ~3 msg|send|sub|contact', 'parcel donate trade hypothetical anytime worldstop enrol'),
];
