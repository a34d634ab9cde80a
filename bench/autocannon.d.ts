/** The part of autocannon that the benchmarks use; it brings no types of its own. */
declare module 'autocannon' {
  interface Request {
    method?: string;
    body?: Buffer | string;
    headers?: Record<string, string>;
    setupRequest?: (request: Request) => Request;
  }
  interface Result {
    non2xx: number;
    errors: number;
    requests: { average: number; total: number };
    latency: { p50: number; p99: number; max: number };
  }
  // biome-ignore lint/style/noDefaultExport: the package has nothing else
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    /** Requests a second, of all connections together. */
    overallRate?: number;
    requests: Request[];
  }): Promise<Result> & { stop(): void };
}
