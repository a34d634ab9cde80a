import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { batchSize, retryDelay } from '../../src/sandbox/deliverer.js';
import { verifySignature } from '../../src/whatsapp/signature.js';
import { type Rig, siti, startRig, template } from './rig.js';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ limits: { throughput: null } });
});
afterEach(() => rig.close());

const say = (body: string) => rig.sandbox.write(siti, { type: 'text', body });
const report = ['Mei 2026', '128'];

describe('webhooks', () => {
  test('are signed with the first app secret over the bytes as sent, which are ASCII', async () => {
    say('Terima kasih 🙏 – é');
    await rig.sandbox.settled();
    const { body, signature } = rig.deliveries[0]!;
    expect(verifySignature(body, signature, ['app-secret'])).toBe('valid');
    expect(body.toString('latin1')).toMatch(/^[\x20-\x7e]+$/);
    expect(body.toString()).toContain('\\ud83d\\ude4f');
    expect(rig.changes()[0]?.value).toMatchObject({ messages: [{ text: { body: 'Terima kasih 🙏 – é' } }] });
  });

  test('come again until they are answered 200, and only then the second tick shows', async () => {
    rig.answers.push(503, 500);
    say('P');
    expect(rig.sandbox.messages(siti)[0]?.status).toBe('sent');
    await rig.sandbox.settled();
    expect(rig.deliveries).toHaveLength(3);
    expect(new Set(rig.deliveries.map(({ body }) => body.toString())).size).toBe(1);
    expect(rig.sandbox.messages(siti)[0]?.status).toBe('delivered');
  });

  test('travel in batches when there are many, and none is lost or doubled', async () => {
    const total = 500;
    const sends = Array.from({ length: total }, (_, index) =>
      rig.send({
        ...template(`62812111${String(index).padStart(5, '0')}`, 'laporan_penyaluran', report),
        biz_opaque_callback_data: `n${index}`,
      }),
    );
    expect((await Promise.all(sends)).every(({ status }) => status === 200)).toBe(true);
    await rig.sandbox.settled();
    const seen = rig
      .statuses()
      .map(({ biz_opaque_callback_data, status }) => `${biz_opaque_callback_data} ${status}`);
    expect(seen).toHaveLength(2 * total);
    expect(new Set(seen).size).toBe(2 * total);
    expect(rig.deliveries.length).toBeLessThan(total);
  });

  test('a chat that is opened on the phone is read, once', async () => {
    await rig.send(template(siti, 'laporan_penyaluran', report));
    await rig.sandbox.settled();
    await rig.call('POST', `/sandbox/api/customers/${siti}/read`);
    await rig.call('POST', `/sandbox/api/customers/${siti}/read`);
    await rig.sandbox.settled();
    expect(
      rig
        .statuses()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['delivered', 'read', 'sent']);
    expect(rig.sandbox.messages(siti)[0]?.status).toBe('read');
  });
});

describe('faults', () => {
  const put = (faults: Record<string, unknown>) => rig.call('PUT', '/sandbox/api/faults', faults);
  const send = () => rig.send(template(siti, 'laporan_penyaluran', report));

  test.each([
    [{ errorCode: 131016 }, 500, 131016],
    [{ rateLimit: true }, 400, 130429],
    [{ errorCode: 190 }, 401, 190],
  ])('%j is answered at once, as often as was asked for', async (fault, status, code) => {
    await put({ ...fault, count: 1 });
    expect(await send()).toMatchObject({ status, body: { error: { code } } });
    expect((await send()).status).toBe(200);
    expect((await rig.call('GET', '/sandbox/api/faults')).body).toEqual({ ...fault, count: 0 });
  });

  test('http5xx has no body', async () => {
    await put({ http5xx: 502 });
    expect(await send()).toEqual({ status: 502, body: undefined });
  });

  test('an error that Meta reports later comes as a failed status', async () => {
    await put({ errorCode: 131049 });
    expect((await send()).status).toBe(200);
    await rig.sandbox.settled();
    expect(rig.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131049 }] }]);
  });

  test('a time-out after acceptance: no answer, but the person gets the message', async () => {
    await put({ timeoutAfterAccept: true });
    const abort = new AbortController();
    const answer = fetch(`${rig.url}/sandbox/graph/v25.0/100000000000001/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        ...template(siti, 'laporan_penyaluran', report),
      }),
      signal: abort.signal,
    });
    const outcome = answer.then(
      () => 'answered',
      () => 'no answer',
    );
    while (rig.statuses().length < 2) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect(await outcome).toBe('no answer');
    expect(rig.sandbox.messages(siti).at(-1)?.status).toBe('delivered');
  });

  test('dropped statuses never come, though the phone has the message', async () => {
    await put({ dropStatuses: true });
    await send();
    await rig.sandbox.settled();
    expect(rig.deliveries).toHaveLength(0);
    expect(rig.sandbox.messages(siti).at(-1)?.status).toBe('delivered');
  });

  test('duplicated webhooks come twice, byte for byte', async () => {
    await put({ duplicateWebhooks: true });
    say('P');
    await rig.sandbox.settled();
    expect(rig.deliveries).toHaveLength(2);
    expect(rig.deliveries[0]?.body.equals(rig.deliveries[1]!.body)).toBe(true);
  });

  test('a reordered webhook arrives after what came later', async () => {
    await put({ reorderWebhooks: true, count: 1 });
    say('pertama');
    const left = async () => ((await rig.call('GET', '/sandbox/api/faults')).body as { count: number }).count;
    while ((await left()) > 0);
    say('kedua');
    await rig.sandbox.settled();
    expect(
      rig.changes().map(({ value }) => (value['messages'] as { text: { body: string } }[])[0]?.text.body),
    ).toEqual(['kedua', 'pertama']);
  });

  test('unknown faults are refused', async () => {
    expect((await put({ explode: true })).status).toBe(400);
  });
});

test.each([
  [1, 0],
  [2, 500],
  [3, 1000],
  [5, 4000],
  [20, 60_000],
])('retry %i waits %i ms', (retry, wait) => expect(retryDelay(retry)).toBe(wait));

test.each([
  [0, 1],
  [1, 1],
  [4, 1],
  [8, 2],
  [10_000, 100],
])('with %i waiting a POST carries %i', (waiting, size) => expect(batchSize(waiting)).toBe(size));
