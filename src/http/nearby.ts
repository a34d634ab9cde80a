import { BlockList, isIPv6 } from 'node:net';
import type { RequestHandler } from 'express';

/** Lets in whoever is on this machine or its own network. */
export const onlyNearby: RequestHandler = (request, response, next) => {
  if (isPrivate(request.socket.remoteAddress ?? '')) return next();
  response.writeHead(403).end('the sandbox is only for the machine and the network it runs on');
};

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits);
}
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

function isPrivate(address: string): boolean {
  return PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
