/** Conversations as statecharts in YAML. Start reading at engine.ts. */
export { type AddedWords, addedWords } from './added-words.js';
export { type CheckOptions, check, explain } from './check.js';
export { choiceId, parseChoiceId } from './choice-id.js';
export type { CompiledFlow, MachineConfig } from './compiled.js';
export { advance, answerOld, begin, currentState, emptyConversation } from './engine.js';
export { exportFlow } from './export.js';
export { RATING } from './faq-answer.js';
export { readFaqButton } from './faq-buttons.js';
export type { Fault } from './fault.js';
export { FlowError } from './flow-error.js';
export * as forms from './forms.js';
export { importFlow } from './import.js';
export { flowCalled } from './keywords.js';
export { LANGUAGE_CODE, ownOf } from './language.js';
export { createRelease } from './release.js';
export { reply } from './reply.js';
export { type FlowFile, flowJsonSchema } from './schema.js';
export type { SourceFile, Sources, WordFile } from './sources.js';
export { addedLanguages, nameOfLanguage } from './spoken.js';
export { topicsNamed } from './topics-named.js';
export { typedChoice } from './typed.js';
export type {
  Bilingual,
  ChoiceRef,
  ConsentEffect,
  ConsentState,
  ConversationState,
  Effect,
  Facts,
  FaqLookup,
  FaqNote,
  FaqText,
  FlowEvent,
  FlowTopic,
  Frame,
  Language,
  MemoryValue,
  Question,
  QueuePlace,
  Release,
  SendEffect,
  Shown,
  Spoken,
  TurnResult,
} from './types.js';
export { RATINGS, REQUIRED_FLOWS, type TicketRating } from './vocabulary.js';
export { type Way, wayInWords } from './way.js';
export type { Words } from './words.js';
