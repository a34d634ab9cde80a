/** Conversations tried without WhatsApp, and recorded as tests. Start reading at rehearsal.ts. */
export { botStep, replay, type Step, writeRecording } from './recording.js';
export { type Bubble, Rehearsal } from './rehearsal.js';
