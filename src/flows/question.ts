import type { Content } from '../whatsapp/content.js';
import { shorten } from '../whatsapp/limits.js';
import { choiceId } from './choice-id.js';
import { guardCall } from './compile.js';
import { subject, type TurnContext } from './context.js';
import { guards } from './guards.js';
import { honest } from './honest.js';
import { ownOf } from './language.js';
import type { AskParams, ChoiceFile, GuardFile } from './schema.js';
import { addedLanguages, nameOfLanguage } from './spoken.js';
import type { Question, Release } from './types.js';
import { fill, type Row, rows, valuesFor } from './variables.js';
import type { Source } from './vocabulary.js';

/** Meta's limits, in code points. Meta docs: interactive reply buttons, interactive lists, text. */
export const LIMITS = {
  buttons: 3,
  rows: 10,
  buttonTitle: 20,
  listLabel: 20,
  rowTitle: 24,
  rowDescription: 72,
  buttonsBody: 1024,
  listBody: 4096,
  text: 4096,
} as const;

const LIST_LABEL = 'common:see-list';

interface Option {
  choice: string;
  title: string;
  description?: string;
  value?: string;
  row?: true;
}

/** The words of `ask`, its choices as buttons or a list, and what must be remembered to read the answer. */
export function askQuestion(
  release: Release,
  context: TurnContext,
  params: AskParams,
  asked: number,
): { content: Content; question: Question } {
  const { language } = context;
  const variant = textOf(fill(context, params.variant));
  const said = release.words.say(params.words, language, valuesFor(context, params.with), variant);
  const body = honest(release, context, said);
  const topics = params.consent ? [...subject(context)] : undefined;
  const options = optionsOf(release, context, params.choices ?? [], topics);
  const choices = options.map(({ choice, title, value, row }) => ({
    id: choiceId({
      flow: context.flow,
      state: params.state,
      choice,
      asked,
      ...(value !== undefined && { value }),
    }),
    choice,
    title,
    ...(value !== undefined && { value }),
    ...(row && { row }),
  }));
  const shown = { wording: said.wording, language, body, ...(topics && { topics }) };
  const question = { asked, repeats: [], state: params.state, shown, choices };
  return { content: contentOf(release, context, params, body, options, question), question };
}

function contentOf(
  release: Release,
  { language }: TurnContext,
  params: AskParams,
  body: string,
  options: Option[],
  { choices }: Question,
): Content {
  if (params.wants) return { type: `${params.wants}_request`, body };
  if (options.length === 0) return { type: 'text', body };
  if (!isList(params.choices ?? [], options)) {
    return { type: 'buttons', body, buttons: choices.map(({ id, title }) => ({ id, title })) };
  }
  const listRows = options.map(({ title, description }, index) => ({
    id: choices[index]?.id ?? '',
    title,
    ...(description && { description }),
  }));
  const button = release.words.say(params.list ?? LIST_LABEL, language).text;
  return { type: 'list', body, button, sections: [{ rows: listRows }] };
}

/**
 * Up to three fixed choices are buttons. Rows from data are a list: their number and length vary. Where no language
 * was added, its rows leave no trace.
 */
function isList(choices: readonly ChoiceFile[], options: readonly Option[]): boolean {
  const fromData = choices.some((choice) => 'each' in choice && choice.each !== 'addedLanguages');
  return fromData || options.length > LIMITS.buttons || options.some(({ row }) => row);
}

/** Rows from data give way when there are too many, fixed ones never do. */
function optionsOf(
  release: Release,
  context: TurnContext,
  choices: readonly ChoiceFile[],
  topics: readonly string[] | undefined,
): Option[] {
  const fixed = choices.filter((choice) => !('each' in choice)).length;
  const room = Math.max(0, LIMITS.rows - fixed);
  return choices.flatMap((choice) => {
    if ('each' in choice) {
      return rowsOf(release, context, choice.each)
        .slice(0, room)
        .map((row) => rowOption(choice.id, row));
    }
    if (choice.guard && !holds(choice.guard, context)) return [];
    const about = textOf(fill(context, choice.value));
    const say = (key: string) => release.words.say(key, context.language, valuesFor(context)).text;
    return [
      {
        choice: choice.id,
        title: say(choice.title),
        ...(choice.description && { description: say(choice.description) }),
        // A late tap on the button of a consent question tells which topics it was about.
        ...(topics ? { value: topics.join('+') } : about !== undefined && { value: about }),
      },
    ];
  });
}

function rowsOf(release: Release, context: TurnContext, source: Source): Row[] {
  if (source === 'addedLanguages') {
    return addedLanguages(release.words).map((id) => ({ id, title: nameOfLanguage(release.words, id) }));
  }
  if (source !== 'suggestions') return rows(context, source);
  return (context.found?.ids ?? []).flatMap((id) => {
    const question = release.faq.get(id)?.question[ownOf(context.language)];
    return question ? [{ id, title: question, description: question }] : [];
  });
}

function rowOption(choice: string, { id, title, description }: Row): Option {
  return {
    choice,
    value: id,
    row: true,
    title: shorten(title, LIMITS.rowTitle),
    ...(description && { description: shorten(description, LIMITS.rowDescription) }),
  };
}

function holds(guard: GuardFile, context: TurnContext): boolean {
  const { type, params } = guardCall(guard);
  const check = guards[type as keyof typeof guards] as (
    args: { context: TurnContext },
    params?: unknown,
  ) => boolean;
  return check({ context }, params);
}

const textOf = (value: unknown) => (value === undefined ? undefined : String(value));
