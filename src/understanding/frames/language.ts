import { frame, whole } from './frame.js';

/** Asking for another language of ours. */
export const LANGUAGE = [
  whole(
    0.95,
    'language',
    'english indonesian dialect use switchto can only want request others choice how where',
    'sentence',
  ),
  whole(0.95, 'english|indonesian', 'language use switchto only request want can', 'sentence'),
  frame(0.93, 'use|switchto ~3 english|indonesian|language', 'school'),
  frame(0.97, 'switchto language', 'school ask parcel donate trade enrol'),
  frame(0.93, 'switchto ~2 language', 'school'),
  whole(0.9, 'want|prefer english|indonesian', 'me use'),
  frame(0.9, 'understand ~2 english|indonesian', 'school parcel'),
  frame(0.9, 'english|indonesian$', 'school parcel fee', 'plea'),
  frame(0.92, 'use|switchto ~2 language ~1 dialect', 'school'),
  frame(0.92, 'language dialect ~2 only|can', 'school'),
  frame(0.92, 'can ~3 language|english', 'school parcel'),
  frame(0.92, 'not ~2 understand ~3 language|english|indonesian', 'school'),
  frame(0.92, 'understand ~2 only ~2 english|indonesian', 'school'),
  frame(0.9, 'only ~2 understand ~2 english|indonesian'),
  frame(0.92, 'kok ~3 english|indonesian|language', 'school'),
  frame(0.92, 'language english|indonesian ~1 only', 'school'),
  frame(0.9, 'english|indonesian ~1 only', 'school'),
  frame(0.92, 'halt|ban ~2 use|language ~2 english|indonesian|language', 'school'),
  frame(0.92, 'ban ~2 english|indonesian', 'school'),
  frame(0.9, 'english|indonesian use|exist', 'school parcel'),
  frame(0.9, 'exist ~1 language', 'school job parcel trade', 'question'),
  whole(
    0.97,
    'exist ~2 language',
    'others dialect english indonesian not can use what kok choice me',
    'sentence',
  ),
  whole(0.9, 'what language', 'only can exist use service human', 'sentence', 'school'),
  frame(0.9, 'what language ~3 use|can|assist|service', 'school'),
];
