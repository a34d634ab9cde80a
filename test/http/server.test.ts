import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DRILL_CONTACT } from '../../src/contacts/drill.js';
import { createMetrics } from '../../src/http/index.js';
import { KEY, Rig } from './rig.js';

let rig: Rig;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'izin-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<title>Izin</title>');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets', 'main-4f2a.js'), 'export {}');
  rig = await Rig.start({ consoleDir: folder, readiness: async () => [{ name: 'webhook', ok: ready }] });
});
afterAll(async () => {
  await rig.stop();
  await rm(folder, { recursive: true, force: true });
});
let ready = true;

describe('probes', () => {
  test('/healthz', async () => {
    const answer = await rig.send('/healthz', { key: null });
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
  });

  test('/readyz tells what is not ready, and is asked often at the price of once', async () => {
    const answer = await rig.send('/readyz', { key: null });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        status: 'ok',
        checks: [
          { name: 'store', ok: true },
          { name: 'events_pending', ok: true, detail: 0 },
          { name: 'webhook', ok: true },
        ],
      },
    ]);
    ready = false;
    expect((await rig.send('/readyz', { key: null })).status).toBe(200);
    const other = await Rig.start({ readiness: async () => [{ name: 'webhook', ok: false }] });
    expect((await other.send('/readyz', { key: null })).status).toBe(503);
    await other.stop();
  });

  test('/metrics counts', async () => {
    const { metrics } = rig.deps;
    metrics.webhook('accepted', 12);
    metrics.events(
      [
        { kind: 'message', field: 'messages' },
        { kind: 'unknown', field: 'brand_new_field' },
      ],
      1,
    );
    metrics.message('refused', 'no_consent');
    metrics.deferred('quiet_hours');
    metrics.optOut('keyword');
    metrics.turn('done');
    metrics.gauge('in_flight', () => 7);
    await rig.api('/topics');
    const answer = await rig.send('/metrics', { key: null });
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain/);
    for (const line of [
      'izin_webhooks_total{outcome="accepted"} 1',
      'izin_webhook_seconds_bucket{le="0.025"} 1',
      'izin_events_total{kind="unknown",field="brand_new_field"} 1',
      'izin_holds_total 1',
      'izin_messages_total{state="refused",reason="no_consent"} 1',
      'izin_deferrals_total{reason="quiet_hours"} 1',
      'izin_opt_outs_total{source="keyword"} 1',
      'izin_turns_total{outcome="done"} 1',
      'izin_in_flight 7',
      'izin_outbox_depth 0',
      'izin_events_pending 0',
      'izin_api_seconds_count{method="GET",route="/api/v1/topics",status="200"} 1',
    ]) {
      expect(answer.text).toContain(line);
    }
  });
});

describe('P8 labels of metrics', () => {
  test.each(['+6281234567890', 'wamid.HBgN', '6281234567890', 'Siti Aminah', 'a'.repeat(81), 'baris\nbaru'])(
    '%j becomes other',
    async (field) => {
      const metrics = createMetrics({ process: false });
      metrics.events([{ kind: 'unknown', field }], 0);
      const { text } = await metrics.expose();
      expect(text).toContain('field="other"');
    },
  );

  test('are at most so many', async () => {
    const metrics = createMetrics({ process: false });
    metrics.events(
      Array.from({ length: 500 }, (_, i) => ({ kind: 'unknown', field: `field_${i}` })),
      0,
    );
    const { text } = await metrics.expose();
    expect(text.match(/^izin_events_total\{/gm)).toHaveLength(101);
    expect(text).toContain('izin_events_total{kind="unknown",field="other"} 400');
  });
});

describe('the console', () => {
  test.each([
    ['/console', 'no-cache', '<title>Izin</title>'],
    ['/console/', 'no-cache', '<title>Izin</title>'],
    ['/console/inbox/tk_1', 'no-cache', '<title>Izin</title>'],
    ['/console/favicon.svg', 'public, max-age=0', '<svg/>'],
    ['/console/assets/main-4f2a.js', 'public, max-age=31536000, immutable', 'export {}'],
  ])('%s is kept %s', async (path, cache, text) => {
    const answer = await rig.send(path, { key: null });
    expect([answer.status, answer.headers.get('Cache-Control'), answer.text]).toEqual([200, cache, text]);
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'self'");
    expect(answer.headers.get('Content-Security-Policy')).not.toContain('upgrade-insecure-requests');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.headers.get('X-Powered-By')).toBeNull();
  });

  test('whoever names no page comes to it', async () => {
    const answer = await fetch(`${rig.url}/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/console/']);
  });

  test.each([
    '/console/assets/gone.js',
    '/console/..%2f..%2fetc%2fpasswd',
    '/console/assets/..%2f..%2fsecret',
  ])('%s gives nothing away', async (path) => {
    const answer = await rig.send(path, { key: null });
    expect(answer.text).not.toContain('root:');
    if (path.includes('assets')) expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe('GET /events', () => {
  async function open() {
    const leave = new AbortController();
    const response = await fetch(`${rig.url}/api/v1/events`, {
      headers: { Authorization: `Bearer ${KEY}` },
      signal: leave.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (words: string) => {
      while (!text.includes(words)) {
        const part = await reader?.read();
        if (part === undefined || part.done) return text;
        text += part.value;
      }
      return text;
    };
    return { response, until, leave };
  }

  test('tells what changed, with ids only, and not what only we need', async () => {
    const { response, until, leave } = await open();
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    await until('\n\n');
    rig.deps.bus.publish({ type: 'inbox' });
    rig.deps.bus.publish({ type: 'outbox' });
    rig.deps.bus.publish({ type: 'ticket', ticketId: 'tk_1', contactId: 'ct_1' });
    rig.deps.bus.publish({ type: 'message', contactId: 'ct_2' });
    rig.deps.bus.publish({ type: 'consent', contactId: DRILL_CONTACT });
    rig.deps.bus.publish({ type: 'account' });
    const text = await until('event: account\ndata: {}\n\n');
    expect(text).toContain(
      'event: ticket\ndata: {"ticket":"tk_1","contact":"ct_1"}\n\nevent: message\ndata: {"contact":"ct_2"}\n\n',
    );
    expect(text).not.toMatch(/inbox|outbox|consent/);
    leave.abort();
  });

  test('ends when the server stops', async () => {
    const leaving = new AbortController();
    const other = await Rig.start({ shutdown: leaving.signal });
    const response = await fetch(`${other.url}/api/v1/events`, {
      headers: { Authorization: `Bearer ${KEY}` },
    });
    const whole = response.text();
    leaving.abort();
    expect(await whole).toContain('retry: 3000');
    await other.stop();
  });
});
