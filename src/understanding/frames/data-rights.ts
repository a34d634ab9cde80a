import { frame, whole } from './frame.js';

/** Data that are not the person's own, and questions about what would happen. */
const PUBLIC = 'bigdata hypothetical';

export const ERASE = [
  whole(0.96, 'remove ~2 data|account', 'all me personal datathing request want', 'sentence'),
  frame(0.94, 'remove ~3 data|account|personal ~3 me|personal|system|all', `${PUBLIC} list`),
  frame(0.94, 'remove ~3 me ~1 data|account|personal', PUBLIC),
  frame(0.94, 'data|account|personal ~6 remove', `${PUBLIC} list ask`),
  frame(0.92, 'remove ~2 datathing|detail <4> me', 'hypothetical list'),
  frame(0.92, 'remove ~2 detail|name ~4 system', 'hypothetical'),
  frame(0.92, 'detail ~5 remove', 'list hypothetical yesterday ask school kok question'),
  frame(0.93, 'remove ~4 num ~3 system ~2 all|system'),
  frame(0.9, 'remove ~2 all ~3 about|system', 'list'),
  frame(0.9, 'forget ~2 all ~2 me|about'),
  frame(0.9, 'law ~4 forget|remove'),
  frame(0.9, 'remove all ~2 stored'),
  whole(0.9, 'forget me', 'request want all'),
  frame(0.92, 'all ~2 forget', 'ban'),
  frame(0.92, 'ban|strike ~2 save ~2 data|me|num|about', 'parcel msg'),
  frame(0.92, 'strike ~3 data ~2 save'),
  frame(0.92, 'data ~2 me ~2 ban ~2 save'),
  frame(0.92, 'close ~2 account', 'hypothetical how'),
  frame(0.92, 'remove ~2 talklog <2> me', 'hypothetical list num yesterday', 'remove'),
  frame(0.92, 'detail|datathing ~9 remove ~2 system', 'list num hypothetical'),
  frame(0.92, 'remove ~2 system', 'list num hypothetical ask', 'plea'),
];

export const ACCESS = [
  whole(0.95, 'data personal me', 'request want', 'sentence'),
  whole(0.95, 'data me', 'request want', 'sentence'),
  whole(0.9, 'data me', 'all what'),
  whole(0.85, 'see ~1 data', 'me want request all', 'sentence'),
  whole(0.85, 'data request', 'me', 'sentence'),
  whole(0.95, 'me data', 'request want'),
  frame(0.92, 'see|request ~4 data <2> me|personal', 'bigdata remove hypothetical fix privacy'),
  frame(0.9, 'see|request ~3 personal', 'bigdata remove'),
  frame(0.92, 'copy ~2 data', 'bigdata'),
  frame(0.92, 'data ~3 stored ~3 about', 'bigdata'),
  frame(0.92, 'what ~3 data|datathing ~4 stored', 'bigdata hypothetical'),
  frame(0.9, 'what ~4 about me'),
  frame(0.9, 'data ~1 me ~3 what', 'privacy'),
  frame(0.9, 'tahu ~2 data <3> what|me', 'bigdata'),
  frame(0.9, 'data ~1 what ~2 stored', 'bigdata enrol'),
  frame(0.9, 'data ~2 me ~2 stored', 'privacy how', 'question'),
  frame(0.9, 'proof ~3 consent|willing', 'donate job fee'),
  frame(0.9, 'see|request ~3 consent', 'job fee parcel', 'datathing'),
  frame(0.88, 'consent|willing ~4 proof', 'donate job fee', 'me'),
];

/** Numbers of something else, and what else one asks of a number. */
const ELSEWHERE =
  'othernum role human parcel enrol fee donate bigdata fix change see ban halt wrong hypothetical';
const THEIRS = 'num|contact <1> me|title|kin';

/** Asking where we have their number or data from, and when they agreed. */
export const ORIGIN = [
  whole(0.97, 'num <1> me|title where|who', 'youpeople get knows contact wa here kok own', 'sentence'),
  frame(0.97, THEIRS, `${ELSEWHERE} not`, 'where knows'),
  frame(0.97, THEIRS, `${ELSEWHERE} able not`, 'where obtain'),
  frame(0.97, 'obtain ~2 num ~1 me|title|kin ~1 where|who', 'othernum parcel enrol fee donate see'),
  frame(0.97, THEIRS, `${ELSEWHERE} able not`, 'who obtain'),
  frame(0.97, THEIRS, `${ELSEWHERE} not`, 'who knows'),
  frame(0.93, THEIRS, 'othernum parcel enrol donate not able', 'who handover'),
  whole(0.97, 'where|who ~1 num <1> me|title', 'youpeople get contact wa here kok own', 'sentence'),
  whole(0.97, 'where|who ~1 me ~1 num|contact', 'msg data num contact get youpeople', 'sentence'),
  frame(0.93, 'how ~4 knows|own ~2 num <1> me|title|kin', `${ELSEWHERE} not`),
  frame(0.93, 'how ~4 obtain ~2 num <1> me|title|kin', `${ELSEWHERE} not able`),
  frame(0.93, 'how ~4 obtain|knows|own num', `${ELSEWHERE} not able`, 'youpeople'),
  frame(0.93, 'kok ~4 knows|obtain|own ~2 num <1> me|title|kin', ELSEWHERE),
  frame(0.97, 'num ~1 me|title|kin ~1 kok ~2 knows|own|exist', `${ELSEWHERE} not`),
  frame(0.97, 'kok ~1 num ~1 me|title|kin ~2 exist|knows|own', `${ELSEWHERE} not`),
  frame(
    0.97,
    'who ~2 handover|spread|register|tell ~3 num <1> me|title|kin|here',
    'othernum parcel enrol not',
  ),
  frame(0.93, 'who ~2 handover|spread ~3 data|contact <1> me', 'othernum parcel enrol not able'),
  frame(0.93, 'num ~1 me|title|kin ~2 handover|spread|register ~1 who', 'othernum parcel enrol not'),
  frame(0.93, 'source ~3 num|data|contact <1> me|title|kin', ELSEWHERE),
  frame(0.93, 'num|data ~1 me|title|kin ~2 source', ELSEWHERE),
  frame(0.92, 'knows ~3 name ~1 me|title ~2 where|who', ELSEWHERE),
  frame(0.92, 'how ~4 knows ~1 me ~1 name', ELSEWHERE),
  frame(0.92, 'where|who|kok|how ~3 knows ~1 name ~2 me|title', ELSEWHERE),
  frame(0.92, 'data|name ~1 me|title ~2 obtain ~1 where|who', 'parcel donate bigdata see'),
  frame(0.92, 'where|who|how ~3 obtain ~2 data|name <1> me|title', 'parcel donate bigdata see able'),
  frame(0.92, 'obtain ~1 data|name ~1 me|title ~1 where|who', 'parcel donate bigdata see'),
  frame(0.9, 'not|jangan ~2 handover|send|register ~2 num', 'othernum parcel', 'where obtain'),
  frame(0.92, 'when ~1 me ~3 consent|willing', 'donate job parcel hypothetical get'),
  frame(0.92, 'when ~1 me ~1 handover ~1 consent', 'job parcel hypothetical'),
];

export const CORRECT = [
  whole(0.9, 'fix ~1 data', 'me personal want request', 'sentence'),
  frame(0.92, 'fix ~3 data <2> me', 'bigdata'),
  frame(0.92, 'data ~2 me ~4 fix|wrong', 'bigdata'),
  frame(0.9, 'fix ~2 name|account|personal|datathing|detail ~2 me', 'parcel language list'),
  frame(0.9, 'name|datathing|detail ~1 me ~2 wrong|fix', 'parcel question'),
  frame(0.9, 'me name ~1 wrong'),
  frame(0.9, 'fix ~1 me ~1 personal|name|datathing|detail|account', 'parcel'),
];
