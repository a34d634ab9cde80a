import { isObject, present } from './loose.js';
import { templateSchema } from './schemas.js';
import type { WebhookItem } from './webhook.js';

/** What an event leaves of a template: usable again, not now, never again, or still usable but in danger. */
export type Usability = 'usable' | 'paused' | 'unusable' | 'gone' | 'warned';

/** A change of a template's status. */
export interface TemplateStatus {
  type: 'status';
  event: string;
  usability: Usability;
  /** INVALID_FORMAT, SCAM, ...; absent: none given. */
  reason?: string;
  /** FIRST_PAUSE, SECOND_PAUSE, RATE_LIMITING_PAUSE, UNPAUSE. */
  title?: string;
  /** Meta's own sentences. */
  description?: string;
  recommendation?: string;
  disableDate?: string;
}

/**
 * An event of a template (Meta docs: webhooks/reference/message_template_*). Match by name and language;
 * the id is a text of exact digits.
 */
export type TemplateEvent = {
  at: number;
  templateId?: string;
  name: string;
  language: string;
  /** MARKETING, UTILITY, AUTHENTICATION, where the event tells. */
  category?: string;
} & (
  | TemplateStatus
  | { type: 'quality'; previous: string; current: string }
  | {
      type: 'category';
      /** The category now. */
      current: string;
      previous?: string;
      /** What Meta holds to be right and will make it: ask for that category's consent at once. */
      correct?: string;
      /** When, ms since the epoch. */
      changesAt?: number;
    }
  | {
      type: 'components';
      title?: string;
      body?: string;
      footer?: string;
      buttons: { type?: string; text?: string; url?: string }[];
    }
  | { type: 'other'; event: string }
);

const USABILITY: Readonly<Record<string, Usability>> = {
  APPROVED: 'usable',
  REINSTATED: 'usable',
  UNARCHIVED: 'usable',
  FLAGGED: 'warned',
  PAUSED: 'paused',
  PENDING: 'unusable',
  IN_APPEAL: 'unusable',
  REJECTED: 'unusable',
  LOCKED: 'unusable',
  LIMIT_EXCEEDED: 'unusable',
  ARCHIVED: 'unusable',
  DISABLED: 'gone',
  PENDING_DELETION: 'gone',
  DELETED: 'gone',
};

/** Reads an item of kind `template`; never throws. The keys decide, because Meta's samples name wrong fields. */
export function readTemplateEvent(item: WebhookItem): TemplateEvent {
  const value = templateSchema.parse(isObject(item.payload) ? item.payload : {});
  const common = {
    at: item.at,
    name: value.message_template_name ?? '',
    language: value.message_template_language ?? '',
    ...present({ templateId: value.message_template_id, category: value.message_template_category }),
  };
  if (value.new_quality_score !== undefined) {
    const previous = value.previous_quality_score ?? 'UNKNOWN';
    return { ...common, type: 'quality', previous, current: value.new_quality_score };
  }
  const current = value.new_category ?? value.category;
  if (current !== undefined || value.correct_category !== undefined) {
    const changesAt = value.category_update_timestamp;
    const category = current ?? value.message_template_category ?? '';
    return {
      ...common,
      ...present({ category: category === '' ? undefined : category }),
      type: 'category',
      current: category,
      ...present({
        previous: value.previous_category,
        correct: value.correct_category,
        changesAt: changesAt === undefined ? undefined : changesAt * 1000,
      }),
    };
  }
  if (value.message_template_element !== undefined) return components(common, value);
  if (value.event === undefined) return { ...common, type: 'other', event: '' };
  return { ...common, ...status(value.event, value) };
}

type Value = ReturnType<typeof templateSchema.parse>;

function status(event: string, value: Value): TemplateStatus {
  const told = value.reason === 'NONE' ? undefined : value.reason;
  const title = value.other_info?.title;
  const usability = (Object.hasOwn(USABILITY, event) && USABILITY[event]) || 'unusable';
  return {
    type: 'status',
    event,
    // The end of a pause is told as another PAUSED, with this title.
    usability: event === 'PAUSED' && title === 'UNPAUSE' ? 'usable' : usability,
    ...present({
      reason: told,
      title,
      description: value.other_info?.description ?? value.rejection_info?.reason,
      recommendation: value.rejection_info?.recommendation,
      disableDate: value.disable_info?.disable_date,
    }),
  };
}

type Common = Pick<TemplateEvent, 'at' | 'name' | 'language' | 'templateId' | 'category'>;

function components(common: Common, value: Value): TemplateEvent {
  return {
    ...common,
    type: 'components',
    ...present({
      title: value.message_template_title,
      body: value.message_template_element,
      footer: value.message_template_footer,
    }),
    buttons: (value.message_template_buttons ?? []).map((button) =>
      present({
        type: button.message_template_button_type,
        text: button.message_template_button_text,
        url: button.message_template_button_url,
      }),
    ),
  };
}
