/** Payloads in the forms of the reference (sections 1 to 5); fictional people and numbers. */

export const WABA = '200000000000002';
export const NUMBER = '100000000000001';
export const PHONE = '15550101234';
export const BSUID = 'US.EXAMPLE00000000000001';
export const PARENT = 'US.ENT.EXAMPLE0000000009';
export const NOW = 1_795_000_500_000;

export const metadata = { display_phone_number: '15550100000', phone_number_id: NUMBER };
export const contact = {
  profile: { name: 'Noa', username: 'noa.example' },
  wa_id: PHONE,
  user_id: BSUID,
  parent_user_id: PARENT,
};

export const change = (field: string, value: unknown) => ({ field, value });
export const body = (changes: unknown[], entry: object = {}) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: WABA, ...entry, changes }],
});

/** A body with one message of this kind. */
export const withMessage = (message: object, value: object = {}, field = 'messages') =>
  body([
    change(field, {
      messaging_product: 'whatsapp',
      metadata,
      contacts: [contact],
      messages: [{ ...envelope, ...message }],
      ...value,
    }),
  ]);

export const envelope = {
  from: PHONE,
  from_user_id: BSUID,
  from_parent_user_id: PARENT,
  id: 'wamid.FAKEAAAA0001',
  timestamp: '1795000000',
};

const context = { from: '15550100000', id: 'wamid.FAKEOUT0001' };

/** One message of every kind. */
export const MESSAGES = {
  text: { type: 'text', text: { body: 'Hello, is the shop open on Sunday?' } },
  buttonReply: {
    type: 'interactive',
    context,
    interactive: { type: 'button_reply', button_reply: { id: 'consent:yes:v3', title: 'Yes, sign me up' } },
  },
  listReply: {
    type: 'interactive',
    context,
    interactive: {
      type: 'list_reply',
      list_reply: { id: 'topic:news', title: 'News', description: 'About one a week' },
    },
  },
  form: {
    type: 'interactive',
    context,
    interactive: {
      type: 'nfm_reply',
      nfm_reply: {
        name: 'flow',
        body: 'Sent',
        response_json: '{"flow_token":"ft_8f0c","topics":["news"],"more":{"note":"daily"}}',
      },
    },
  },
  callPermission: {
    type: 'interactive',
    interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'reject' } },
  },
  button: { type: 'button', context, button: { payload: 'optout:marketing', text: 'Stop promotions' } },
  image: {
    type: 'image',
    image: {
      id: '300',
      mime_type: 'image/jpeg',
      sha256: 'FAKESHA=',
      caption: 'receipt',
      url: 'https://x.example',
    },
  },
  video: { type: 'video', video: { id: '301', mime_type: 'video/mp4', sha256: 'FAKESHA=', caption: 'clip' } },
  audio: { type: 'audio', audio: { id: '302', mime_type: 'audio/ogg; codecs=opus', voice: true } },
  document: {
    type: 'document',
    document: { id: '303', mime_type: 'application/pdf', filename: 'form.pdf', caption: 'signed' },
  },
  sticker: { type: 'sticker', sticker: { id: '304', mime_type: 'image/webp', animated: false } },
  location: {
    type: 'location',
    location: { latitude: 40.0001, longitude: -73.0001, name: 'Example Cafe', address: '1 Example St' },
  },
  contacts: {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Dan Example', first_name: 'Dan' },
        phones: [{ phone: '+1 555-010-9999', wa_id: '15550109999', type: 'CELL' }],
        origin: 'contact_request',
      },
    ],
  },
  reaction: { type: 'reaction', reaction: { message_id: 'wamid.FAKEOUT0001', emoji: '👎' } },
  order: {
    type: 'order',
    order: {
      catalog_id: '400',
      text: 'please deliver before 5',
      product_items: [{ product_retailer_id: 'sku-1', quantity: 2, item_price: 9.5, currency: 'USD' }],
    },
  },
  system: {
    type: 'system',
    system: {
      type: 'user_changed_number',
      body: 'STOP is not read here',
      wa_id: '15550105678',
      user_id: 'US.EXAMPLE00000000000002',
      parent_user_id: 'US.ENT.EXAMPLE0000000010',
      previous_user_id: BSUID,
      previous_parent_user_id: PARENT,
    },
  },
  unsupported: {
    type: 'unsupported',
    unsupported: { type: 'poll' },
    errors: [{ code: 131051, title: 'Message type unknown', error_data: { details: 'Not supported.' } }],
  },
  edit: {
    type: 'edit',
    edit: {
      original_message_id: 'wamid.FAKEAAAA0000',
      message: { type: 'text', text: { body: 'corrected text' }, context: { id: 'M0' } },
    },
  },
  revoke: { type: 'revoke', revoke: { original_message_id: 'wamid.FAKEAAAA0000' } },
} as const;

export const STATUS = {
  id: 'wamid.FAKEOUT0001',
  status: 'delivered',
  timestamp: '1795000200',
  recipient_id: PHONE,
  recipient_user_id: BSUID,
  recipient_parent_user_id: PARENT,
  biz_opaque_callback_data: 'cmp:42|rcp:9001',
  pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
};

export const FAILED = {
  id: 'wamid.FAKEOUT0002',
  status: 'failed',
  timestamp: '1795000201',
  recipient_id: PHONE,
  biz_opaque_callback_data: 'cmp:42|rcp:9002',
  errors: [{ code: 131050, title: 'Stopped', message: 'Stopped', error_data: { details: 'User stopped.' } }],
};

export const withStatus = (status: object, contacts: object[] = [contact]) =>
  body([change('messages', { messaging_product: 'whatsapp', metadata, contacts, statuses: [status] })]);

export const PREFERENCE = {
  wa_id: PHONE,
  user_id: BSUID,
  parent_user_id: PARENT,
  detail: 'free text description',
  category: 'marketing_messages',
  value: 'stop',
  timestamp: 1795000300,
};

export const withPreference = (preference: object, contacts: object[] = [contact]) =>
  body([
    change('user_preferences', {
      messaging_product: 'whatsapp',
      metadata,
      contacts,
      user_preferences: [preference],
    }),
  ]);

const template = {
  message_template_id: 800000000000008,
  message_template_name: 'spring_news',
  message_template_language: 'en',
};

/** [field, value, kind] of every event that is no list. */
export const EVENTS: [string, object, string][] = [
  ['account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }, 'account'],
  [
    'account_update',
    {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [
        { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1795259200 },
        {
          restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION',
          expiration: '1795259200',
          remediation: 'wait',
        },
        { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' },
      ],
    },
    'account',
  ],
  [
    'account_update',
    {
      event: 'DISABLED_UPDATE',
      ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'December 1, 2026' },
    },
    'account',
  ],
  [
    'account_update',
    {
      event: 'ACCOUNT_OFFBOARDED',
      disconnection_info: { reason: 'PRIMARY_INACTIVITY', initiated_by: 'SYSTEM' },
    },
    'account',
  ],
  [
    'account_alerts',
    {
      entity_type: 'PHONE_NUMBER',
      entity_id: 100000000000001,
      alert_info: {
        alert_severity: 'WARNING',
        alert_status: 'ACTIVE',
        alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
        alert_description: 'later',
      },
    },
    'account',
  ],
  ['account_review_update', { decision: 'APPROVED' }, 'account'],
  [
    'business_capability_update',
    { max_daily_conversations_per_business: 'TIER_2K', max_phone_numbers_per_business: 20 },
    'account',
  ],
  [
    'phone_number_quality_update',
    {
      display_phone_number: '15550100000',
      event: 'THROUGHPUT_UPGRADE',
      max_daily_conversations_per_business: 'TIER_10K',
    },
    'number',
  ],
  [
    'phone_number_name_update',
    {
      display_phone_number: '15550100000',
      decision: 'REJECTED',
      requested_verified_name: 'Example Shop',
      rejection_reason: 'NAME_X',
    },
    'number',
  ],
  [
    'security',
    { display_phone_number: '15550100000', event: 'PIN_CHANGED', requester: '900000000000009' },
    'number',
  ],
  [
    'business_username_updates',
    { display_phone_number: '15550100000', username: 'exampleshop', status: 'approved' },
    'number',
  ],
  [
    'message_template_status_update',
    {
      ...template,
      event: 'PAUSED',
      message_template_category: 'MARKETING',
      reason: 'NONE',
      other_info: { title: 'FIRST_PAUSE', description: 'low quality' },
    },
    'template',
  ],
  [
    'message_template_quality_update',
    { ...template, previous_quality_score: 'GREEN', new_quality_score: 'YELLOW' },
    'template',
  ],
  [
    'template_category_update',
    { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' },
    'template',
  ],
  [
    'template_correct_category_detection',
    { ...template, category: 'UTILITY', correct_category: 'MARKETING' },
    'template',
  ],
  [
    'message_template_components_update',
    {
      ...template,
      message_template_title: 'News',
      message_template_element: 'body text',
      message_template_footer: 'STOP',
      message_template_buttons: [
        { message_template_button_type: 'URL', message_template_button_text: 'Open' },
      ],
    },
    'template',
  ],
];
