import { frame, whole } from './frame.js';

const OTHER_THINGS = 'fee job';

/** Asking for a person instead of the bot. */
export const HANDOFF = [
  whole(0.95, 'human', 'want request talk with me connect real can here get only exist where contact', 'sentence', 'thanked'),
  whole(0.95, 'custserv service', 'want request talk with me contact', 'sentence'),
  whole(0.8, 'person', 'real request want only get bot', 'sentence'),
  frame(0.93, 'connect|talk|speakto ~3 human|role|person', OTHER_THINGS),
  frame(0.93, 'want|request|get ~3 human', `${OTHER_THINGS} parcel msg ask`),
  frame(0.92, 'custserv service', OTHER_THINGS),
  frame(0.93, 'human|person|role ~2 reply|callme', `${OTHER_THINGS} parcel ban`),
  frame(0.92, 'human|role ~3 contact|reply|bantuan', OTHER_THINGS, 'plea'),
  frame(0.92, 'request ~3 human|role ~3 contact|reply|bantuan', OTHER_THINGS),
  frame(0.92, 'contact|callme|reply ~3 human|person', `${OTHER_THINGS} ban list masih`),
  frame(0.92, 'bantuan ~3 human', `${OTHER_THINGS} ban list`),
  frame(0.92, 'human ~1 bantuan', OTHER_THINGS),
  frame(0.92, 'where|exist human', OTHER_THINGS),
  frame(0.92, 'exist ~1 person$', OTHER_THINGS),
  frame(0.92, 'human ~1 where', OTHER_THINGS),
  frame(0.92, 'bot ~5 human|person', OTHER_THINGS),
  frame(0.92, 'human|person ~4 bot', OTHER_THINGS),
  frame(0.9, 'strike|ban|not ~3 bot', 'sub send msg'),
  frame(0.92, 'stop bot'),
  whole(0.85, 'reply', 'me human', 'sentence', 'dayplace', 'plea'),
  whole(0.88, 'callme', 'me num can', 'sentence', '', 'plea'),
  whole(0.88, 'can callme', 'me', 'sentence'),
  frame(0.9, 'complain ~4 connect|human|reply'),
  frame(0.88, 'real human|person'),
  frame(0.88, 'person real'),
  whole(0.85, 'connectown', 'me', 'sentence'),
];
