/** Conversations as statecharts in YAML. Start reading at engine.ts. */
export type { CompiledFlow } from './compile.js';
export type {
  Bilingual,
  ChoiceRef,
  ConsentEffect,
  ConsentState,
  ConversationState,
  Effect,
  Facts,
  FaqLookup,
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
  TurnResult,
} from './types.js';
export type { Words } from './words.js';
