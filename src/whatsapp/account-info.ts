import { arrayOf, type Loose, objectOf, present, textOf } from './loose.js';
import { readTier, type Tier } from './tier.js';

export type Availability = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

/** Whether messages may leave now (Meta docs: support/health-status). The worst entity decides. */
export interface Health {
  canSend: Availability;
  entities: {
    type: string;
    id?: string;
    canSend: Availability;
    /** Meta's own sentences, in English. */
    notes: string[];
    errors: { code: number; description?: string; solution?: string }[];
  }[];
}

/** A business number. Everything but CONNECTED is not healthy. */
export interface NumberInfo {
  id?: string;
  displayNumber?: string;
  verifiedName?: string;
  status?: string;
  quality?: string;
  nameStatus?: string;
  throughput?: string;
  limit?: Exclude<Tier, undefined>;
  mode?: string;
  pinEnabled?: boolean;
}

export interface Account {
  id?: string;
  name?: string;
  currency?: string;
  timezoneId?: string;
  country?: string;
  reviewStatus?: string;
  verificationStatus?: string;
  marketingEndpoint?: string;
}

export const NUMBER_FIELDS =
  'id,display_phone_number,verified_name,status,quality_rating,name_status,throughput,' +
  'whatsapp_business_manager_messaging_limit,account_mode,is_pin_enabled';

export const ACCOUNT_FIELDS =
  'id,name,currency,timezone_id,country,account_review_status,business_verification_status,' +
  'marketing_messages_lite_api_status';

const RANK: readonly Availability[] = ['AVAILABLE', 'LIMITED', 'BLOCKED'];

/** A word that is not known counts as limited: neither all is well nor must everything stop. */
function availability(value: unknown): Availability {
  return RANK.find((known) => known === value) ?? 'LIMITED';
}

export function healthOf(body: Loose): Health {
  const status = objectOf(body.health_status);
  const entities = arrayOf(status.entities).map((element) => {
    const entity = objectOf(element);
    return {
      type: textOf(entity.entity_type) ?? '',
      ...present({ id: textOf(entity.id) }),
      canSend: availability(entity.can_send_message),
      notes: arrayOf(entity.additional_info).filter((note) => typeof note === 'string'),
      errors: arrayOf(entity.errors).map((one) => {
        const error = objectOf(one);
        const [description, solution] = [textOf(error.error_description), textOf(error.possible_solution)];
        return { code: Number(error.error_code) || -1, ...present({ description, solution }) };
      }),
    };
  });
  const all = [availability(status.can_send_message), ...entities.map((entity) => entity.canSend)];
  const canSend = all.reduce((worst, one) => (RANK.indexOf(one) > RANK.indexOf(worst) ? one : worst));
  return { canSend, entities };
}

export function numberOf(body: Loose): NumberInfo {
  return present({
    id: textOf(body.id),
    displayNumber: textOf(body.display_phone_number),
    verifiedName: textOf(body.verified_name),
    status: textOf(body.status),
    quality: textOf(body.quality_rating),
    nameStatus: textOf(body.name_status),
    throughput: textOf(objectOf(body.throughput).level),
    limit: readTier(body.whatsapp_business_manager_messaging_limit),
    mode: textOf(body.account_mode),
    pinEnabled: typeof body.is_pin_enabled === 'boolean' ? body.is_pin_enabled : undefined,
  });
}

export function accountOf(body: Loose): Account {
  return present({
    id: textOf(body.id),
    name: textOf(body.name),
    currency: textOf(body.currency),
    timezoneId: textOf(body.timezone_id),
    country: textOf(body.country),
    reviewStatus: textOf(body.account_review_status),
    verificationStatus: textOf(body.business_verification_status),
    marketingEndpoint: textOf(body.marketing_messages_lite_api_status),
  });
}
