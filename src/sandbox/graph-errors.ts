import { defined } from './defined.js';

/** One row of Meta's error codes, as far as the sandbox can produce them (Meta docs: support/error-codes). */
interface ErrorRow {
  title: string;
  http: number;
  details: string;
  /** True when Meta normally accepts the message first and reports this by a `failed` status. */
  later?: true;
}

const rows: Record<number, ErrorRow> = {
  2: { title: 'Service temporarily unavailable', http: 503, details: 'Temporary overload or downtime.' },
  4: {
    title: 'Application request limit reached',
    http: 400,
    details: 'The app reached its API call limit.',
  },
  10: { title: 'Permission denied', http: 403, details: 'Permission is not granted or was removed.' },
  100: {
    title: 'Invalid parameter',
    http: 400,
    details: 'A parameter is unsupported, misspelled or too long.',
  },
  190: { title: 'Access token has expired', http: 401, details: 'The access token is not valid.' },
  368: {
    title: 'Temporarily blocked for policies violations',
    http: 403,
    details: 'The account is restricted.',
  },
  2200: {
    title: 'Callback verification failed',
    http: 400,
    details: 'The webhook did not answer the challenge.',
  },
  80007: { title: 'Rate limit issues', http: 400, details: 'The WABA reached its API rate limit.' },
  130403: { title: 'User is blocked', http: 400, details: 'The business blocked this user.' },
  130429: { title: 'Rate limit hit', http: 400, details: 'The number reached its message throughput.' },
  130472: {
    title: "User's number is part of an experiment",
    http: 400,
    details: 'The message was not sent as part of an experiment.',
    later: true,
  },
  130497: {
    title: 'Business account is restricted from messaging users in this country.',
    http: 403,
    details: 'This country may not be messaged.',
    later: true,
  },
  131000: { title: 'Something went wrong', http: 500, details: 'Unknown error.' },
  131005: { title: 'Access denied', http: 403, details: 'Permission is not granted or was removed.' },
  131008: { title: 'Required parameter is missing', http: 400, details: 'A required parameter is missing.' },
  131009: { title: 'Parameter value is not valid', http: 400, details: 'A parameter value is not valid.' },
  131016: { title: 'Service unavailable', http: 500, details: 'A service is temporarily unavailable.' },
  131021: { title: 'Recipient cannot be sender', http: 400, details: 'Sender and recipient are the same.' },
  131026: {
    title: 'Message undeliverable',
    http: 400,
    details: 'The recipient is not on WhatsApp, has not accepted the terms or uses an old version.',
    later: true,
  },
  131030: { title: 'Recipient phone number not in allowed list', http: 400, details: 'Add it to the list.' },
  131031: { title: 'Business account has been locked', http: 403, details: 'The account is locked.' },
  131042: {
    title: 'Business eligibility payment issue',
    http: 400,
    details: 'There is a problem with the payment method.',
    later: true,
  },
  131045: { title: 'Incorrect certificate', http: 500, details: 'The number is not registered correctly.' },
  131047: {
    title: 'Re-engagement message',
    http: 400,
    details: 'More than 24 hours have passed since the customer last replied to this number.',
  },
  131048: {
    title: 'Spam rate limit hit',
    http: 400,
    details: 'Earlier messages were blocked or flagged as spam.',
  },
  131049: {
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
    http: 400,
    details: 'The person already received enough marketing messages.',
    later: true,
  },
  131050: {
    title: 'User has stopped marketing messages',
    http: 400,
    details: 'The person stopped marketing messages from this business.',
    later: true,
  },
  131051: { title: 'Unsupported message type', http: 400, details: 'This message type is not supported.' },
  131053: {
    title: 'Media upload error',
    http: 400,
    details: 'The media could not be uploaded.',
    later: true,
  },
  131056: {
    title: '(Business Account, Consumer Account) pair rate limit hit',
    http: 400,
    details: 'Too many messages to the same person in a short time.',
  },
  131057: { title: 'Account in maintenance mode', http: 500, details: 'The account is in maintenance.' },
  131064: { title: 'Messaging limit reached', http: 400, details: 'Templates were classified wrongly.' },
  132000: {
    title: 'Template param count mismatch',
    http: 400,
    details: 'The number of parameters is wrong.',
  },
  132001: { title: 'Template does not exist', http: 404, details: 'No such name in this translation.' },
  132005: { title: 'Template hydrated text too long', http: 400, details: 'The filled text is too long.' },
  132007: {
    title: 'Template format character policy violated',
    http: 400,
    details: 'Content violates a policy.',
  },
  132012: {
    title: 'Template parameter format mismatch',
    http: 400,
    details: 'A parameter is of another kind.',
  },
  132015: { title: 'Template is paused', http: 400, details: 'The template is paused for low quality.' },
  132016: { title: 'Template is disabled', http: 400, details: 'The template is disabled for good.' },
  132018: { title: 'Template parameter invalid', http: 400, details: 'A parameter value is not allowed.' },
  133010: { title: 'Phone number not registered', http: 400, details: 'Register the number first.' },
  137000: { title: 'Recipient identity key mismatch', http: 400, details: 'Verify the person again.' },
};

const fallback: ErrorRow = { title: 'Unknown error', http: 400, details: 'Unknown error.' };

/** HTTP status and body of Meta's answer to a refused call. */
export function errorAnswer(code: number, traceId: string, details?: string, subcode?: number) {
  const row = rows[code] ?? fallback;
  return {
    http: row.http,
    body: {
      error: {
        message: `(#${code}) ${row.title}`,
        type: 'OAuthException',
        code,
        ...defined({ error_subcode: subcode }),
        error_data: { messaging_product: 'whatsapp', details: details ?? row.details },
        fbtrace_id: traceId,
      },
    },
  };
}

/** One element of `statuses[].errors`. */
export function statusError(code: number) {
  const row = rows[code] ?? fallback;
  return {
    code,
    title: row.title,
    message: row.title,
    error_data: { details: row.details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

/** True for codes that come as a `failed` status after the message was accepted. */
export function comesLater(code: number): boolean {
  return rows[code]?.later === true;
}
