import type { Content, MediaSource, TemplateCard, TemplateParameter } from '../whatsapp/content.js';

/** How a file is shown. Only pictures have a small variant that goes in their place. */
export type ShownAs = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** A file that a message carries. */
export interface Carried extends MediaSource {
  kind: ShownAs;
}

/** Every file that a message carries: by itself, in its header, on its cards. Pure. */
export function mediaIn(content: Content): Carried[] {
  const found: Carried[] = [];
  changeMedia(content, (source, kind) => {
    found.push({ ...source, kind });
    return source;
  });
  return found;
}

/** A file as Meta has it. */
export interface AtMeta {
  id: string;
  /** What the readers of a document see, where the message says nothing else. */
  filename: string;
}

/** The same message with each of our own files as Meta has it. Pure. */
export function withMetaIds(content: Content, at: (medium: string, kind: ShownAs) => AtMeta): Content {
  return changeMedia(content, (source, kind) => {
    if (source.medium === undefined) return source;
    const { medium, ...rest } = source;
    const { id, filename } = at(medium, kind);
    return { ...(kind === 'document' && { filename }), ...rest, id };
  });
}

type Change = (source: MediaSource, kind: ShownAs) => MediaSource;

function changeMedia(content: Content, change: Change): Content {
  switch (content.type) {
    case 'media':
      return change(content, content.kind) as Content;
    case 'buttons':
    case 'link':
      return content.media === undefined
        ? content
        : ({ ...content, media: change(content.media, content.media.kind) } as Content);
    case 'carousel': {
      const cards = content.cards.map((card) =>
        card.kind === 'link' ? { ...card, header: change(card.header, card.header.kind) } : card,
      );
      return { ...content, cards } as Content;
    }
    case 'template': {
      const { header, cards } = content;
      if (header === undefined && cards === undefined) return content;
      return {
        ...content,
        ...(header && { header: changeParameters(header, change) }),
        ...(cards && { cards: cards.map((card) => changeCard(card, change)) }),
      };
    }
    default:
      return content;
  }
}

function changeCard(card: TemplateCard, change: Change): TemplateCard {
  return card.header === undefined ? card : { ...card, header: changeParameters(card.header, change) };
}

function changeParameters(parameters: readonly TemplateParameter[], change: Change): TemplateParameter[] {
  return parameters.map((parameter) => {
    switch (parameter.type) {
      case 'image':
      case 'video':
      case 'document':
        return change(parameter, parameter.type) as TemplateParameter;
      default:
        return parameter;
    }
  });
}
