export type ServerName = 'redis' | 'postgres' | 'chromium' | 'cryptography';
export const SERVERS: Record<ServerName, { programs: string[]; debian: string; brew: string }>;
export function findProgram(name: string): string | undefined;
export function findChromium(): string | undefined;
export function findPython(): string | undefined;
export function hasServer(name: ServerName): boolean;
