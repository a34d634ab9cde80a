import { LIMITS } from './question.js';
import type { Effect, SendEffect } from './types.js';

/**
 * One bubble a turn where it can: a text joins the text or the question that follows it, with an empty line
 * between. A question stays the last thing in its bubble and keeps its wording, so that a yes means that question.
 */
export function mergeBubbles(effects: readonly Effect[]): Effect[] {
  const merged: Effect[] = [];
  for (const effect of effects) {
    const index = merged.findLastIndex(({ type }) => type === 'send');
    const before = merged[index];
    const both = before?.type === 'send' && effect.type === 'send' ? joined(before, effect) : undefined;
    if (both) merged.splice(index, 1);
    merged.push(both ?? effect);
  }
  return merged;
}

function joined(first: SendEffect, second: SendEffect): SendEffect | undefined {
  if (first.content.type !== 'text' || first.topics || first.question) return undefined;
  const { content } = second;
  if (content.type !== 'text' && content.type !== 'buttons' && content.type !== 'list') return undefined;
  const body = `${first.content.body}\n\n${content.body}`;
  const limit = content.type === 'buttons' ? LIMITS.buttonsBody : LIMITS.text;
  if ([...body].length > limit) return undefined;
  const wording = content.type === 'text' && !second.question ? first.wording : second.wording;
  return { ...second, wording, content: { ...content, body } };
}
