import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config.js';

/** Our one port: taken first, so that Meta hears 503 and not nothing while the rest starts. */
export interface Listening {
  port: number;
  /** From now on requests are answered. */
  serve: (web: RequestListener) => void;
  close: () => Promise<void>;
}

/** Open connections get this long to end by themselves, ms. */
const GRACE = 2000;
/** Longer than the minute after which load balancers give idle connections up, ms. */
const KEEP_ALIVE = 65_000;

/** @throws ConfigError when the port is taken. */
export async function listen(port: number): Promise<Listening> {
  const starting: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '1' }).end();
  };
  const server = createServer(starting);
  server.keepAliveTimeout = KEEP_ALIVE;
  await open(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    serve: (web) => {
      server.off('request', starting);
      server.on('request', web);
    },
    close: () => close(server),
  };
}

function open(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigError([`PORT: ${port} is in use by another program; choose another one`])
          : error,
      ),
    );
    server.listen(port, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE).unref();
  });
}
