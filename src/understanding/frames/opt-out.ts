import { frame, whole } from './frame.js';

/** Words that may stand beside a bare stop and leave it a stop of everything. */
const BESIDE =
  'again all me num here iya only now list sub msg send contact wa get want not request thislike auto news sudah dulu temp with bilang polite bother off ban minat ever';

/** Stops of other things, or talk about stopping. */
const ELSE = 'parcel trade donate how ask anytime worldstop fee';

/**
 * Asking us to stop. A stop needs an object that is ours (messages, sending, the subscription, my number) or a clause to
 * itself; a stop of work, rain or a donation has neither.
 */
export const OPT_OUT = [
  whole(0.97, 'halt', BESIDE),
  whole(0.9, 'want|request ~2 halt', BESIDE),
  whole(0.96, 'opt out', BESIDE),
  frame(0.96, 'unsub', 'undone undo hypothetical trade ask how can anytime nostop'),
  frame(0.93, 'want|request ~2 unsub', 'undone undo hypothetical trade nostop'),
  frame(0.95, 'opt <1> out', 'undone undo how ask hypothetical can'),
  frame(0.93, 'want|request ~2 opt ~1 out', 'undone'),
  // Stop + sending, messages, the subscription.
  frame(0.95, 'halt ~1 promo|spam|broadcast', 'trade ask how hypothetical'),
  frame(0.95, 'halt ~2 send|contact|offer|tell|msg|sub|spam|subscribe', ELSE),
  frame(0.94, 'halt ~1 offer|contact|spam', 'how ask anytime'),
  frame(0.94, 'halt ~1 get ~2 msg|thislike', 'trade how ask anytime'),
  frame(0.93, 'halt ~1 ganggu', 'how'),
  frame(0.93, 'halt ~4 send|contact|msg|sub|spam', ELSE, 'plea'),
  frame(0.93, 'request|can|want ~3 halt ~2 send|contact|offer|tell|msg|sub|spam', 'parcel trade donate anytime worldstop fee'),
  frame(0.93, 'msg|send|sub ~4 halt', `${ELSE} nostop`),
  frame(0.92, 'bilang ~2 halt', 'parcel donate'),
  // A ban on sending.
  frame(0.96, 'ban ~2 send|contact|offer|tell|spam ~4 again|ever|all|thislike', 'parcel nostop bot'),
  frame(0.95, 'ban|strike ~1 again ~1 send|contact|offer|spam', 'parcel nostop bot'),
  frame(0.94, 'ban ~2 ever ~1 send|contact', 'parcel nostop'),
  frame(0.95, 'ban ~2 contact|spam ~2 me|num|here', 'parcel nostop bot bantuan dayplace'),
  frame(0.95, 'ban ~2 send|offer|tell|promo ~2 msg', 'parcel nostop'),
  frame(0.93, 'ban ~2 send ~2 me|num|here', 'parcel nostop dayplace'),
  frame(0.92, 'msg ~3 ban ~2 send', 'parcel nostop dayplace'),
  frame(0.9, 'msg ~2 ban$', 'parcel nostop ask fee'),
  frame(0.9, 'no promo|spam', 'ask parcel'),
  frame(0.9, 'num ~2 ban ~2 send|contact|use|register ~3 msg|again|broadcast', 'parcel nostop'),
  whole(0.93, 'ban ~1 contact|spam', 'me num again here sudah usah not no do more'),
  whole(0.94, 'ban ~1 ganggu', 'me num again all usah not'),
  whole(0.93, 'ban again', 'me num here'),
  frame(0.92, 'ban ~1 register ~2 broadcast|list', 'nostop data'),
  // Not wanting to receive.
  frame(
    0.95,
    'strike|refuse ~3 get|send|contact|tell|offer|spam ~4 again|msg|here|thislike|anytime',
    'parcel nostop data',
  ),
  frame(0.94, 'strike ~2 again ~2 get|send|contact|msg|sub', 'parcel data'),
  frame(0.93, 'strike ~3 msg ~2 again', 'parcel data'),
  whole(0.88, 'strike ~2 get|send|contact', 'me num again want not no willing'),
  frame(0.93, 'not|no ~1 send|contact|get ~4 again|msg', 'parcel nostop kok belum question', 'plea'),
  frame(0.93, 'request ~6 not|no ~1 send|contact|get ~4 again|msg', 'parcel nostop kok'),
  frame(0.92, 'num ~3 not ~1 send|contact ~4 again|msg', 'parcel nostop kok belum'),
  frame(0.94, 'refuse ~2 get|send|contact|msg', 'parcel'),
  frame(0.9, 'refuse ~3 send|contact ~2 msg', 'parcel'),
  frame(0.95, 'longer ~2 want|willing ~3 get|send|contact|msg|sub', 'parcel'),
  frame(0.9, 'strike ~1 sub|subscribe', 'trade'),
  // Off the list.
  frame(0.95, 'remove ~3 num|name|me ~4 list|broadcast', 'data detail'),
  frame(0.93, 'remove ~2 list|broadcast', 'data detail parcel ask enrol'),
  frame(0.94, 'num|name|me ~3 remove ~2 list|broadcast', 'data detail'),
  frame(0.94, 'num ~1 me ~3 remove', 'data detail fix trade all'),
  frame(0.94, 'remove ~1 num|me ~4 system', 'data detail name all'),
  frame(0.94, 'takeoff ~1 num|me ~1 off', 'data detail'),
  whole(0.93, 'remove ~1 num|me', 'request me num want'),
  frame(0.92, 'exit ~2 list|broadcast|sub', 'enrol ask undo how'),
  frame(0.94, 'takeoff ~3 off ~1 list', 'parcel'),
  frame(0.92, 'lose me num'),
  // Ending what was agreed.
  frame(0.94, 'withdraw ~2 consent', 'job'),
  frame(0.94, 'consent ~8 withdraw', 'job'),
  frame(0.94, 'longer consent'),
  frame(0.93, 'weakstop ~3 sub', 'trade ask how hypothetical anytime undone negated fee'),
  frame(0.92, 'want|request ~3 weakstop ~3 sub', 'trade hypothetical'),
  frame(0.92, 'weakstop ~2 broadcast|notif', 'how ask'),
  frame(0.9, 'weakstop ~2 msg ~4 num|me', 'how ask parcel donate'),
  frame(0.9, 'off ~1 msg', 'number parcel ask'),
  frame(0.92, 'enough!negated ~3 send|get ~2 msg', 'ask parcel donate'),
  frame(0.9, 'enough!negated ~3 again|here ~2 send|msg', 'ask parcel donate'),
  frame(0.9, 'enough!negated ~3 send$', 'ask parcel donate how'),
  frame(0.92, 'enough!negated ~2 promo|broadcast|spam', 'ask'),
  frame(0.92, 'sudahi ~2 send|msg|broadcast', 'parcel'),
  frame(0.93, 'no more ~2 msg|send|spam|promo', 'ask'),
  frame(0.95, 'leave ~1 alone'),
];
