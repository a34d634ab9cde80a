import type { ChoiceRef } from './types.js';

/**
 * The id of a button or list row: `<flow>.<state>.<choice>[:<value>]~<asked>`. Buttons stay tappable for ever
 * (Meta docs: interactive reply buttons), so each id tells which question of the conversation it belongs to.
 * Meta's limits: 256 characters for a button, 200 for a row.
 */
export function choiceId(ref: ChoiceRef): string {
  const value = ref.value === undefined ? '' : `:${ref.value}`;
  return `${ref.flow}.${ref.state}.${ref.choice}${value}~${ref.asked.toString(36)}`;
}

const PATTERN = /^([a-z0-9-]+)\.([A-Za-z0-9_.-]+)\.([a-z0-9_-]+)(?::([^~]*))?~([0-9a-z]{1,8})$/;

/** Reads what `choiceId` wrote; undefined for an id that no flow made. */
export function parseChoiceId(id: string): ChoiceRef | undefined {
  const [, flow, state, choice, value, asked] = PATTERN.exec(id) ?? [];
  if (!flow || !state || !choice || !asked) return undefined;
  return { flow, state, choice, asked: Number.parseInt(asked, 36), ...(value !== undefined && { value }) };
}
