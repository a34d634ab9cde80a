import type { Bubble, BubbleButton } from './chat.js';
import { defined } from './defined.js';
import type { OutboundBody } from './outbound-body.js';

type FreeForm = Exclude<OutboundBody, { type: 'template' } | { type: 'reaction' }>;
type Interactive = Extract<OutboundBody, { type: 'interactive' }>['interactive'];
type MediaBody = { id?: string; link?: string; caption?: string; filename?: string; voice?: boolean };

/** What a free-form message of ours looks like on the phone. */
export function bubbleOf(body: FreeForm): Bubble {
  switch (body.type) {
    case 'text':
      return { kind: 'text', body: body.text.body };
    case 'image':
      return mediaBubble('image', body.image);
    case 'video':
      return mediaBubble('video', body.video);
    case 'audio':
      return mediaBubble('audio', body.audio);
    case 'document':
      return mediaBubble('document', body.document);
    case 'sticker':
      return mediaBubble('sticker', body.sticker);
    case 'location':
      return { kind: 'location', location: placeOf(body.location) };
    case 'contacts':
      return { kind: 'contacts', body: body.contacts.map((card) => card.name.formatted_name).join(', ') };
    case 'interactive':
      return interactiveBubble(body.interactive);
  }
}

function mediaBubble(kind: string, media: MediaBody): Bubble {
  const { caption, id, link, filename, voice } = media;
  const file = { kind, ...defined({ id, link, filename, voice }) };
  return { kind: 'media', media: file, ...defined({ body: caption }) };
}

function placeOf(place: { latitude: number; longitude: number; name?: string; address?: string }) {
  const { latitude, longitude, name, address } = place;
  return { latitude, longitude, ...defined({ name, address }) };
}

function interactiveBubble(interactive: Interactive): Bubble {
  const buttons = buttonsOf(interactive);
  const list = listOf(interactive);
  return {
    kind: 'choice',
    ...headerOf(interactive.header),
    ...(interactive.body ? { body: interactive.body.text } : {}),
    ...(interactive.footer ? { footer: interactive.footer.text } : {}),
    ...(buttons.length > 0 ? { buttons } : {}),
    ...(list ? { list } : {}),
  };
}

function headerOf(header: Interactive['header']): { header?: string } {
  if (!header) return {};
  return { header: header.type === 'text' ? (header.text ?? '') : `[${header.type}]` };
}

function listOf(interactive: Interactive): Bubble['list'] {
  if (interactive.type !== 'list') return undefined;
  const sections = (interactive.action.sections ?? []).map((section) => ({
    ...defined({ title: section.title }),
    rows: (section.rows ?? []).map(({ id, title, description }) => ({
      id,
      title,
      ...(description === undefined ? {} : { description }),
    })),
  }));
  return { button: interactive.action.button ?? '', sections };
}

function buttonsOf(interactive: Interactive): BubbleButton[] {
  const { action } = interactive;
  switch (interactive.type) {
    case 'button':
      return (action.buttons ?? []).map(({ reply }) => ({
        kind: 'reply',
        title: reply.title,
        value: reply.id,
      }));
    case 'cta_url':
      return [
        { kind: 'url', title: action.parameters?.display_text ?? '', value: action.parameters?.url ?? '' },
      ];
    case 'location_request_message':
      return [{ kind: 'location', title: '', value: '' }];
    case 'request_contact_info':
      return [{ kind: 'contact', title: '', value: '' }];
    case 'flow':
      return [{ kind: 'flow', title: action.parameters?.flow_cta ?? '', value: '' }];
    case 'list':
      return [];
    default:
      return [{ kind: 'catalog', title: '', value: '' }];
  }
}
