import type { Request } from 'express';
import type { RateLimiterMemory } from 'rate-limiter-flexible';

/** Takes one of the visitor's share, or of what all share; false: none is left. */
export async function allowed(limiter: RateLimiterMemory, request?: Request): Promise<boolean> {
  return limiter.consume(request ? addressOf(request.ip ?? '') : 'all').then(
    () => true,
    () => false,
  );
}

/** One house has a whole /64 of IPv6 addresses. */
function addressOf(ip: string): string {
  return ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip;
}
