import type { AccountState } from './account.js';
import type { Exchange } from './exchange.js';
import type { Template } from './templates.js';

/** Fields of the number, the WABA or a template; `undefined` when nothing has this id. */
export function nodeOf(exchange: Exchange, orgName: string, id: string): Record<string, unknown> | undefined {
  const { number, account } = exchange;
  if (id === number.numberId) return { ...numberNode(exchange, orgName), health_status: healthOf(exchange) };
  if (id === number.wabaId)
    return {
      id,
      name: orgName,
      currency: 'IDR',
      timezone_id: '66',
      country: 'ID',
      account_review_status: 'APPROVED',
      business_verification_status: 'verified',
      status: account.status === 'BANNED' ? 'BANNED' : 'ACTIVE',
      marketing_messages_lite_api_status: 'INELIGIBLE',
      health_status: healthOf(exchange),
    };
  const template = exchange.templates.find((one) => one.id === id);
  return template && { ...template, health_status: healthOf(exchange) };
}

/** Without `fields` Graph answers a node's usual fields; with it, exactly those, and always the id. */
export function selected(node: Record<string, unknown>, fields: string | undefined): Record<string, unknown> {
  if (fields === undefined) {
    const { health_status: _asked, ...usual } = node;
    return usual;
  }
  const names = new Set(['id', ...fields.split(',').map((name) => name.trim())]);
  return Object.fromEntries(Object.entries(node).filter(([name]) => names.has(name)));
}

function numberNode(exchange: Exchange, orgName: string) {
  const { number, account, limits } = exchange;
  const high = limits.throughput === null || limits.throughput > 80;
  return {
    id: number.numberId,
    display_phone_number: `+${number.displayNumber}`,
    verified_name: orgName,
    status: account.status,
    quality_rating: account.quality,
    name_status: 'APPROVED',
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    throughput: { level: high ? 'HIGH' : 'STANDARD' },
    account_mode: 'SANDBOX',
    is_official_business_account: false,
    is_pin_enabled: true,
    whatsapp_business_manager_messaging_limit: account.tier,
  };
}

function canSend(account: AccountState): string {
  if (account.blocked === 'everything') return 'BLOCKED';
  return account.blocked === 'templates' || account.quality === 'RED' ? 'LIMITED' : 'AVAILABLE';
}

function healthOf({ number, account }: Exchange) {
  const can_send_message = canSend(account);
  return {
    can_send_message,
    entities: [
      { entity_type: 'PHONE_NUMBER', id: number.numberId, can_send_message },
      {
        entity_type: 'WABA',
        id: number.wabaId,
        can_send_message: account.blocked === 'nothing' ? 'AVAILABLE' : can_send_message,
      },
      { entity_type: 'BUSINESS', id: '900000000000001', can_send_message: 'AVAILABLE' },
      { entity_type: 'APP', id: '700000000000007', can_send_message: 'AVAILABLE' },
    ],
  };
}

export interface TemplateQuery {
  name?: string;
  status?: string;
  category?: string;
  language?: string;
  fields?: string;
  limit?: number;
  after?: string;
}

/** One page of `GET /{WABA}/message_templates`; the cursor is a position in the list. */
export function templatePage(templates: readonly Template[], query: TemplateQuery, address: string) {
  const wanted = templates.filter(
    (one) =>
      (query.name === undefined || one.name === query.name) &&
      (query.status === undefined || one.status === query.status) &&
      (query.category === undefined || one.category === query.category) &&
      (query.language === undefined || one.language === query.language),
  );
  const start = Number(Buffer.from(query.after ?? '', 'base64').toString() || 0);
  const end = start + (query.limit ?? 25);
  const cursor = (position: number) => Buffer.from(String(position)).toString('base64');
  return {
    data: wanted.slice(start, end).map((one) => selected({ ...one }, query.fields)),
    paging: {
      cursors: { before: cursor(start), after: cursor(end) },
      ...(end < wanted.length ? { next: `${address}?limit=${query.limit ?? 25}&after=${cursor(end)}` } : {}),
    },
  };
}
