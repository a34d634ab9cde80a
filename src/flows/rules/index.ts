import { bodyLength } from './body-length.js';
import { buttonTitle } from './button-title.js';
import { calculation } from './calculation.js';
import { choiceUnhandled } from './choice-unhandled.js';
import { choiceUnknown } from './choice-unknown.js';
import { consentUnasked } from './consent-unasked.js';
import { consentWording } from './consent-wording.js';
import { deadEnd } from './dead-end.js';
import { endlessLoop } from './endless-loop.js';
import { endingFact, expiredFact } from './expiring-fact.js';
import { factsFile } from './facts-file.js';
import { flowName } from './flow-name.js';
import { languageKeywords } from './language-keywords.js';
import { literalFact } from './literal-fact.js';
import { mediaRules } from './media.js';
import { missingFlow } from './missing-flow.js';
import { missingWord, partialLanguage } from './missing-word.js';
import { noPerson } from './no-person.js';
import { noStop } from './no-stop.js';
import { notAllowed } from './not-allowed.js';
import { numberForm } from './number-form.js';
import { pluralForm } from './plural-form.js';
import { refusedWords, unlistedFact } from './refused.js';
import { reservedName } from './reserved-name.js';
import { rowDescription } from './row-description.js';
import { rowTitle } from './row-title.js';
import type { Rule } from './rule.js';
import { sameTitle } from './same-title.js';
import { shadowedStop } from './shadowed-stop.js';
import { shape } from './shape.js';
import { syntax } from './syntax.js';
import { takenKeyword } from './taken-keyword.js';
import { templateRules } from './template/index.js';
import { textIgnored } from './text-ignored.js';
import { tooManyBubbles } from './too-many-bubbles.js';
import { tooManyProducts } from './too-many-products.js';
import { tooManyRows } from './too-many-rows.js';
import { unknownAction } from './unknown-action.js';
import { unknownEvent } from './unknown-event.js';
import { unknownFact } from './unknown-fact.js';
import { unknownFlow } from './unknown-flow.js';
import { unknownGuard } from './unknown-guard.js';
import { unknownKey } from './unknown-key.js';
import { unknownState } from './unknown-state.js';
import { unknownVariable } from './unknown-variable.js';
import { unknownWord } from './unknown-word.js';
import { unreachableState } from './unreachable-state.js';
import { untranslatedWord } from './untranslated-word.js';
import { unusedWord } from './unused-word.js';
import { variableKind } from './variable-kind.js';
import { voiceRules } from './voice/index.js';
import { wantedUnhandled } from './wanted-unhandled.js';
import { whatsappFormat } from './whatsapp-format.js';

/** All rules of `izin check`, in the order in which they speak. Adding one: a file, a line here, a fixture. */
export const rules: readonly Rule[] = [
  syntax,
  notAllowed,
  unknownKey,
  unknownEvent,
  unknownAction,
  unknownGuard,
  shape,
  flowName,
  unknownState,
  unknownFlow,
  missingFlow,
  unreachableState,
  deadEnd,
  textIgnored,
  endlessLoop,
  unknownWord,
  missingWord,
  partialLanguage,
  pluralForm,
  numberForm,
  untranslatedWord,
  unusedWord,
  unknownVariable,
  reservedName,
  variableKind,
  calculation,
  takenKeyword,
  languageKeywords,
  buttonTitle,
  rowTitle,
  rowDescription,
  bodyLength,
  tooManyRows,
  tooManyProducts,
  sameTitle,
  choiceUnhandled,
  choiceUnknown,
  wantedUnhandled,
  shadowedStop,
  noPerson,
  noStop,
  tooManyBubbles,
  consentWording,
  consentUnasked,
  factsFile,
  expiredFact,
  endingFact,
  unknownFact,
  unlistedFact,
  refusedWords,
  literalFact,
  ...mediaRules,
  whatsappFormat,
  ...templateRules,
  ...voiceRules,
];
