import { frame, whole } from './frame.js';

/** What is ours to erase, show or mend. */
const MINE = 'data|account|personal|datathing';
const PUBLIC = 'bigdata list hypothetical';

export const ERASE = [
  whole(0.96, 'remove ~2 data|account', 'all me personal datathing request', 'sentence'),
  frame(0.94, `remove ~3 data|account|personal ~3 me|personal|system|all`, PUBLIC),
  frame(0.94, `data|account|personal ~6 remove`, PUBLIC),
  frame(0.92, `remove ~2 datathing ~3 me|system`, 'list hypothetical parcel'),
  frame(0.92, `datathing ~4 me ~2 remove`, 'list hypothetical'),
  frame(0.93, 'remove ~4 num ~3 system ~2 all|system'),
  frame(0.9, 'remove ~2 all ~3 about|system', 'list'),
  frame(0.9, 'forget ~2 me|all ~2 me|about$'),
  whole(0.9, 'forget me'),
  whole(0.9, 'request forget me'),
  frame(0.9, 'law ~4 forget'),
  frame(0.92, 'all ~2 forget'),
  frame(0.92, 'ban|strike ~4 stored', 'parcel'),
];

export const ACCESS = [
  whole(0.95, 'data me', 'request want', 'sentence'),
  whole(0.95, 'me data', 'request want'),
  frame(0.92, 'see|request ~4 data ~2 me|personal', 'bigdata remove hypothetical fix'),
  frame(0.9, 'see|request ~3 personal', 'bigdata remove'),
  frame(0.92, 'copy ~2 data', 'bigdata'),
  frame(0.92, 'data ~3 stored ~3 about', 'bigdata'),
  frame(0.92, 'what ~3 data|datathing ~4 stored', 'bigdata hypothetical'),
  frame(0.9, 'what ~4 about me'),
  frame(0.92, 'what ~3 data ~2 me ~2 stored', 'privacy'),
  frame(0.9, 'data ~1 me ~3 what', 'privacy'),
];

export const CORRECT = [
  frame(0.92, 'fix ~3 data ~2 me', 'bigdata'),
  frame(0.92, 'data ~2 me ~4 fix|wrong', 'bigdata'),
  frame(0.9, 'fix ~2 name|account|personal|datathing ~2 me', 'parcel language list'),
  frame(0.9, 'name|datathing ~1 me ~2 wrong|fix', 'parcel'),
  frame(0.9, 'me name ~1 wrong'),
  frame(0.9, 'fix ~1 me ~1 personal|name|datathing|account', 'parcel'),
];
