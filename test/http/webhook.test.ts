import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Izin, person, VERIFY_TOKEN } from '../setup/izin.js';
import { envelope, message, messages, sign, text, wamid } from '../setup/meta.js';

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

const body = () =>
  JSON.stringify(envelope(messages(person(1), [message(person(1), text('DAFTAR'), izin.now())])));
const stored = async () => {
  const rows = await izin.store.read.selectFrom('event').select('id').execute();
  return rows.length;
};

describe('POST /webhook', () => {
  const sha1 = (raw: string) => sign(raw).replace('sha256', 'sha1');
  test.each<[string, (raw: string) => Record<string, string>, number]>([
    ['signed', (raw) => ({ 'x-hub-signature-256': sign(raw) }), 200],
    [
      'signed with the second secret, while they are rotated',
      (raw) => ({ 'x-hub-signature-256': sign(raw, 'second-secret') }),
      200,
    ],
    ['unsigned', () => ({}), 401],
    ['signed with another secret', (raw) => ({ 'x-hub-signature-256': sign(raw, 'guess') }), 401],
    ['signed for another body', () => ({ 'x-hub-signature-256': sign('{}') }), 401],
    ['a signature of another kind', (raw) => ({ 'x-hub-signature-256': sha1(raw) }), 401],
    ['half a signature', (raw) => ({ 'x-hub-signature-256': sign(raw).slice(0, 40) }), 401],
    ['an empty signature', () => ({ 'x-hub-signature-256': '' }), 401],
    ['no hexadecimal', () => ({ 'x-hub-signature-256': `sha256=${'z'.repeat(64)}` }), 401],
    ['the old header alone', (raw) => ({ 'x-hub-signature': sha1(raw) }), 401],
  ])('%s', async (_, headers, expected) => {
    const before = await stored();
    const raw = body();
    const answer = await izin.post('/webhook', raw, headers(raw));
    expect(answer.status).toBe(expected);
    // A forger learns nothing, least of all what the signature should have been.
    expect(answer.body).not.toContain(sign(raw).slice(7, 20));
    expect(await stored()).toBe(before + (expected === 200 ? 1 : 0));
  });

  test.each<[string, string, number]>([
    ['no JSON', 'hello', 400],
    ['half of it', '{"object":"whatsapp_business_account"', 400],
    ['nothing', '', 400],
    ['a list', '[]', 400],
    ['another product of Meta', '{"object":"page","entry":[]}', 400],
    ['nothing in it', JSON.stringify(envelope()), 200],
  ])('%s', async (_, raw, expected) => {
    const answer = await izin.post('/webhook', raw, { 'x-hub-signature-256': sign(raw) });
    expect(answer.status).toBe(expected);
  });

  test('up to 3 MB are read, more than 4 MB are not', async () => {
    const padded = (size: number) => `${body()}${' '.repeat(size)}`;
    const most = padded(3 * 1024 * 1024);
    expect((await izin.post('/webhook', most, { 'x-hub-signature-256': sign(most) })).status).toBe(200);
    const more = padded(4 * 1024 * 1024);
    const answer = await izin
      .post('/webhook', more, { 'x-hub-signature-256': sign(more) })
      .catch(() => undefined);
    // Either it reads the answer, or the connection was closed on it.
    expect(answer === undefined || answer.status === 413).toBe(true);
    expect(await izin.webhook(body())).toBe(200);
  });

  test('events of another account or number are kept, without effect', async () => {
    const id = wamid();
    const foreign = envelope(messages(person(2), [message(person(2), text('DAFTAR'), izin.now(), id)]));
    const [entry] = foreign.entry;
    expect(await izin.webhook({ ...foreign, entry: [{ ...entry, id: '999' }] })).toBe(200);
    await izin.settled();
    const rows = await izin.store.read
      .selectFrom('event')
      .select('state')
      .where('waba_id', '=', '999')
      .execute();
    expect(rows).toEqual([{ state: 'ignored' }]);
    expect(izin.graph.to(person(2).phone)).toEqual([]);
  });

  test('whatever stands in a signed body, the answer is no 5xx, and the program lives', async () => {
    const junk = fc.jsonValue({ maxDepth: 3 });
    const change = fc.record({
      field: fc.oneof(
        fc.constantFrom('messages', 'standby', 'user_preferences', 'account_update'),
        fc.string(),
      ),
      value: fc.oneof(
        junk,
        fc.record({
          metadata: fc.oneof(junk, fc.constant({ phone_number_id: '100000000000001' })),
          messages: fc.array(
            fc.oneof(junk, fc.record({ from: junk, id: junk, type: junk, timestamp: junk, text: junk })),
            { maxLength: 3 },
          ),
          statuses: fc.array(
            fc.oneof(junk, fc.record({ id: junk, status: junk, errors: junk, recipient_id: junk })),
            { maxLength: 2 },
          ),
          contacts: junk,
          user_preferences: junk,
        }),
      ),
    });
    const entry = fc.oneof(
      junk,
      fc.record({ id: fc.constantFrom('200000000000002', '1'), changes: fc.array(fc.oneof(junk, change)) }),
    );
    const payload = fc.record({
      object: fc.constant('whatsapp_business_account'),
      entry: fc.array(entry, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(payload, async (one) => {
        const status = await izin.webhook(one);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
    await izin.hurried();
    const failed = await izin.store.read
      .selectFrom('event')
      .select(['kind', 'error'])
      .where('attempts', '>', 0)
      .execute();
    expect(failed).toEqual([]);
  }, 60_000);
});

describe('GET /webhook', () => {
  const get = async (query: string) => {
    const answer = await fetch(`http://127.0.0.1:${izin.app.port}/webhook?${query}`);
    return [answer.status, await answer.text()];
  };
  test.each<[string, string, number]>([
    ['the right token', `hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=123`, 200],
    ['a wrong token', 'hub.mode=subscribe&hub.verify_token=x&hub.challenge=123', 403],
    ['no token', 'hub.mode=subscribe&hub.challenge=123', 403],
    ['an empty token', 'hub.mode=subscribe&hub.verify_token=&hub.challenge=123', 403],
    [
      'the token twice',
      `hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1`,
      403,
    ],
    ['another mode', `hub.mode=unsubscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=123`, 403],
    ['no challenge', `hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}`, 403],
  ])('%s', async (_, query, status) => {
    const [answered, words] = await get(query);
    expect(answered).toBe(status);
    if (status === 200) expect(words).toBe('123');
    else expect(words).not.toContain(VERIFY_TOKEN);
  });
});
