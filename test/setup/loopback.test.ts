import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import axios from 'axios';
import { takeRefused } from './loopback.js';

test.each<[string, string, () => Promise<unknown>]>([
  ['a socket by address', '192.0.2.1', () => once(connect(443, '192.0.2.1'), 'connect')],
  ['a socket by options', 'example.org', () => once(connect({ port: 443, host: 'example.org' }), 'connect')],
  ['TLS', 'graph.facebook.com', () => once(connectTls(443, 'graph.facebook.com'), 'secureConnect')],
  ['fetch', 'graph.facebook.com', () => fetch('https://graph.facebook.com/v23.0/')],
  ['axios', 'graph.facebook.com', () => axios.get('https://graph.facebook.com/v23.0/')],
  ['IPv6', '2001:db8::1', () => once(connect(80, '2001:db8::1'), 'connect')],
])('refuses %s', async (_, host, request) => {
  const error = await request().catch((reason: unknown) => reason);
  expect(inspect(error)).toContain(`A test may not leave this machine: refused to connect to ${host}`);
  expect(takeRefused()).toEqual([host]);
});

test.each(['127.0.0.1', 'localhost'])('lets %s through', async (host) => {
  const server = createServer((socket) => socket.end('halo')).listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const [greeting] = await once(connect(port, host), 'data');
  server.close();
  expect(String(greeting)).toBe('halo');
});
