import axios from 'axios';
import type { Config } from '../config.js';
import { runningServer } from '../store/data-dir.js';
import { Refusal } from './outcome.js';

/** Calls the running server's REST API. */
export type Call = <T>(method: Method, path: string, body?: unknown) => Promise<T>;
type Method = 'GET' | 'POST' | 'DELETE';

/** @throws Refusal when no server runs with this data directory, or when it refuses */
export function serverApi(config: Config): Call {
  const server = runningServer(config.dataDir);
  if (!server) throw new Refusal(`no Izin runs with ${config.dataDir}; start it with \`npm start\` first`);
  return async <T>(method: Method, path: string, body?: unknown): Promise<T> => {
    try {
      const response = await axios.request<T>({
        method,
        url: `${server.url}/api/v1${path}`,
        headers: { Authorization: `Bearer ${server.key}` },
        ...(body !== undefined && { data: body }),
      });
      return response.data;
    } catch (error) {
      if (!axios.isAxiosError(error)) throw error;
      const problem = error.response?.data as { title?: string; detail?: string; code?: string } | undefined;
      if (!problem?.title)
        throw new Refusal(`the server at ${server.url} does not answer; is it still running?`);
      throw new Refusal(`${problem.detail ?? problem.title} (${problem.code ?? error.response?.status})`);
    }
  };
}
