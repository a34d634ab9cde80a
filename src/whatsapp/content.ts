/**
 * A file: one of ours (`medium`, its id in the register; Meta's id takes its place when it is sent), one that is
 * already with Meta (`id`), or one at a public https address (`link`).
 */
export interface MediaSource {
  medium?: string;
  id?: string;
  link?: string;
}

/** An image, video or document in the header of an interactive message. */
export interface MediaHeader extends MediaSource {
  kind: 'image' | 'video' | 'document';
  filename?: string;
}

/** A value for one placeholder. `name` only for templates with named parameters. */
export type TemplateParameter =
  | { type: 'text'; text: string; name?: string }
  | ({ type: 'image' | 'video' } & MediaSource)
  | ({ type: 'document'; filename?: string } & MediaSource)
  | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { type: 'product'; catalogId: string; productId: string };

/** What a button of a template needs at sending; `index` is its position in the template, from 0. */
export type TemplateButton =
  | { index: number; kind: 'quick_reply'; payload: string }
  | { index: number; kind: 'url'; text: string }
  | { index: number; kind: 'copy_code'; code: string }
  | { index: number; kind: 'flow'; token: string; data?: Record<string, unknown> }
  | { index: number; kind: 'catalog'; thumbnail?: string };

/** One card of a carousel template. */
export interface TemplateCard {
  header?: TemplateParameter[];
  body?: string[] | Record<string, string>;
  buttons?: TemplateButton[];
}

/** A template by name and exact language, with a value for every placeholder: in order, or by name. */
export interface TemplateContent {
  type: 'template';
  name: string;
  language: string;
  header?: TemplateParameter[];
  body?: string[] | Record<string, string>;
  buttons?: TemplateButton[];
  /** Milliseconds since the epoch at which a limited-time offer ends. */
  offerExpiresAt?: number;
  cards?: TemplateCard[];
}

/** A person or desk whose details are sent as a contact card. */
export interface ContactCard {
  name: { formatted: string; first?: string; last?: string };
  phones?: { phone: string; type?: string; waId?: string }[];
  emails?: { email: string; type?: string }[];
  urls?: { url: string; type?: string }[];
  organisation?: string;
}

/** One card of a carousel: a picture with a link, or a product. */
export type CarouselCard =
  | { kind: 'link'; header: MediaHeader; body?: string; label: string; url: string }
  | { kind: 'product'; catalogId: string; productId: string };

/**
 * What can be sent (Meta docs: messages/*). Lengths are limited: see `limits.ts`.
 * Only `template` may leave outside the 24-hour window.
 */
export type Content =
  | { type: 'text'; body: string; previewUrl?: boolean }
  | {
      type: 'buttons';
      body: string;
      buttons: { id: string; title: string }[];
      header?: string;
      media?: MediaHeader;
      footer?: string;
    }
  | {
      type: 'list';
      body: string;
      button: string;
      sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
      header?: string;
      footer?: string;
    }
  | {
      type: 'link';
      body: string;
      label: string;
      url: string;
      header?: string;
      media?: MediaHeader;
      footer?: string;
    }
  | ({
      type: 'media';
      kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
      caption?: string;
      filename?: string;
      /** Audio only: shown as a voice message (OGG/Opus mono). */
      voice?: boolean;
    } & MediaSource)
  | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { type: 'location_request'; body: string }
  | { type: 'contact_request'; body: string }
  | { type: 'contacts'; contacts: ContactCard[] }
  | { type: 'reaction'; messageId: string; emoji: string /* '' takes the reaction back */ }
  | { type: 'catalog'; body: string; footer?: string; thumbnail?: string }
  | { type: 'product'; catalogId: string; productId: string; body?: string; footer?: string }
  | {
      type: 'products';
      catalogId: string;
      header: string;
      body: string;
      footer?: string;
      sections: { title?: string; products: string[] }[];
    }
  | {
      type: 'form';
      body: string;
      label: string;
      flowId: string;
      token: string;
      screen?: string;
      data?: Record<string, unknown>;
      draft?: boolean;
      header?: string;
      footer?: string;
    }
  | { type: 'carousel'; body: string; cards: CarouselCard[] }
  | TemplateContent;
