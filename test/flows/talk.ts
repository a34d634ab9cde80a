import {
  advance,
  begin,
  type ConversationState,
  type Effect,
  emptyConversation,
  type Facts,
  type FlowEvent,
  type SendEffect,
  type TurnResult,
} from '../../src/flows/index.js';
import { facts, release } from './shipped.js';

/** A conversation that a test leads, saved and loaded between turns like a real one. */
export class Talk {
  state: ConversationState = emptyConversation();
  facts: Facts;
  result: TurnResult = { state: this.state, effects: [], handled: false };

  constructor(changes: Partial<Facts> = {}) {
    this.facts = facts(changes);
  }

  begin(flow: string, event?: FlowEvent): this {
    return this.take(begin(release, flow, this.state, this.facts, event));
  }
  send(event: FlowEvent): this {
    return this.take(advance(release, this.state, event, this.facts));
  }
  type(text: string): this {
    return this.send({ type: 'text', text });
  }
  /** Taps a choice of the latest bubble. */
  tap(choice: string, value?: string): this {
    const found = this.state.stack
      .flatMap(({ question }) => question?.choices ?? [])
      .findLast((one) => one.choice === choice && (value === undefined || one.value === value));
    if (!found) throw new Error(`no choice ${choice}`);
    return this.send({ type: 'choice', id: found.id, title: found.title });
  }

  get sends(): SendEffect[] {
    return this.result.effects.filter((effect) => effect.type === 'send');
  }
  get wordings(): string[] {
    return this.sends.map(({ wording }) => wording);
  }
  get bodies(): string[] {
    return this.sends.map(({ content }) => ('body' in content ? String(content.body) : ''));
  }
  /** Everything but what is sent, timed and counted, shortened: `REQUEST info-zakat`. */
  get acts(): string[] {
    return this.result.effects.flatMap((effect) => act(effect) ?? []);
  }
  timers(): { id: string; delay: number }[] {
    return this.result.effects.filter((effect) => effect.type === 'setTimer');
  }

  private take(result: TurnResult): this {
    this.result = result;
    this.state = JSON.parse(JSON.stringify(result.state));
    return this;
  }
}

function act(effect: Effect): string | undefined {
  if (['send', 'setTimer', 'cancelTimer', 'noteFaq'].includes(effect.type)) return undefined;
  if (effect.type === 'consent') return `${effect.event} ${String(effect.topics)}`;
  if (effect.type === 'openTicket') return `openTicket${effect.answerLater ? ' later' : ''}`;
  if (effect.type === 'setLanguage') return `setLanguage ${effect.language}`;
  return effect.type;
}

export const intent = (
  name: 'opt_out' | 'suspend' | 'opt_in' | 'handoff' | 'data_rights' | 'language',
  extra: object = {},
  more: { text?: string; topics?: string[] } = {},
): FlowEvent => ({
  type: `intent.${name}`,
  text: more.text ?? 'x',
  understanding: { intent: name, confidence: 1, ...extra },
  ...(more.topics && { topics: more.topics }),
});
