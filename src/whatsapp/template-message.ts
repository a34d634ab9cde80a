import type { TemplateButton, TemplateContent, TemplateParameter } from './content.js';
import { present } from './loose.js';

/** Meta refuses values with line breaks, tabs or many spaces: every run of white space becomes one space. */
function templateValue(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The `template` of a request (Meta docs: messages/template-messages); parts without values are left out. */
export function templateObject(content: TemplateContent): object {
  const components = [
    ...parts(content),
    ...(content.offerExpiresAt === undefined ? [] : [offer(content.offerExpiresAt)]),
    ...(content.cards === undefined ? [] : [carousel(content.cards)]),
  ];
  return present({
    name: content.name,
    language: { code: content.language },
    components: components.length > 0 ? components : undefined,
  });
}

function parts({ header, body, buttons }: Pick<TemplateContent, 'header' | 'body' | 'buttons'>): object[] {
  const values = body === undefined ? [] : bodyParameters(body);
  return [
    ...(header?.length ? [{ type: 'header', parameters: header.map(parameterObject) }] : []),
    ...(values.length > 0 ? [{ type: 'body', parameters: values }] : []),
    ...(buttons ?? []).map(buttonObject),
  ];
}

function bodyParameters(body: string[] | Record<string, string>): object[] {
  if (Array.isArray(body)) return body.map((value) => ({ type: 'text', text: templateValue(value) }));
  return Object.entries(body).map(([name, value]) => ({
    type: 'text',
    parameter_name: name,
    text: templateValue(value),
  }));
}

function parameterObject(parameter: TemplateParameter): object {
  switch (parameter.type) {
    case 'text':
      return present({
        type: 'text',
        parameter_name: parameter.name,
        text: templateValue(parameter.text),
      });
    case 'location': {
      const { latitude, longitude, name, address } = parameter;
      const place = { latitude: String(latitude), longitude: String(longitude), name, address };
      return { type: 'location', location: present(place) };
    }
    case 'product':
      return {
        type: 'product',
        product: { catalog_id: parameter.catalogId, product_retailer_id: parameter.productId },
      };
    default: {
      const { type, id, link } = parameter;
      const filename = type === 'document' ? parameter.filename : undefined;
      return { type, [type]: present({ ...(id === undefined ? { link } : { id }), filename }) };
    }
  }
}

function buttonObject(button: TemplateButton): object {
  const component = (subType: string, parameter: object) => ({
    type: 'button',
    sub_type: subType,
    index: String(button.index),
    parameters: [parameter],
  });
  switch (button.kind) {
    case 'quick_reply':
      return component('quick_reply', { type: 'payload', payload: button.payload });
    case 'url':
      return component('url', { type: 'text', text: templateValue(button.text) });
    case 'copy_code':
      return component('copy_code', { type: 'coupon_code', coupon_code: button.code });
    case 'flow': {
      const action = present({ flow_token: button.token, flow_action_data: button.data });
      return component('flow', { type: 'action', action });
    }
    case 'catalog': {
      const action = present({ thumbnail_product_retailer_id: button.thumbnail });
      return component('catalog', { type: 'action', action });
    }
  }
}

const offer = (expiresAt: number) => ({
  type: 'limited_time_offer',
  parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: expiresAt } }],
});

const carousel = (cards: NonNullable<TemplateContent['cards']>) => ({
  type: 'carousel',
  cards: cards.map((card, index) => ({ card_index: index, components: parts(card) })),
});
