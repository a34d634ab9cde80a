/** Conversations tried without WhatsApp, and recorded as tests. Start reading at rehearsal.ts. */
export { botStep, type Replay, replay, type Step, writeRecording } from './recording.js';
export { type Bubble, Rehearsal, type RehearsalOptions } from './rehearsal.js';
