import axios from 'axios';
import type { Config } from '../config.js';
import { runningServer } from '../store/data-dir.js';
import { Refusal } from './outcome.js';

/** Calls the running server's REST API; a body that is a stream goes out as it is read. */
export type Call = <T>(method: Method, path: string, body?: unknown, as?: CallOptions) => Promise<T>;
interface CallOptions {
  /** Of a body that is no JSON. */
  type?: string;
  /** The answer is wanted as it arrives, byte for byte. */
  streamed?: boolean;
}
type Method = 'GET' | 'POST' | 'DELETE';

interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  errors?: { path: string; message: string }[];
}

/** @throws Refusal when no server runs with this data directory, or when it refuses */
export function serverApi(config: Config): Call {
  const server = runningServer(config.dataDir);
  if (!server) throw new Refusal(`no Izin runs with ${config.dataDir}; start it with \`npm start\` first`);
  return async <T>(method: Method, path: string, body?: unknown, as: CallOptions = {}): Promise<T> => {
    const { type, streamed = false } = as;
    try {
      const response = await axios.request<T>({
        method,
        url: `${server.url}/api/v1${path}`,
        headers: {
          Authorization: `Bearer ${server.key}`,
          ...(type !== undefined && { 'Content-Type': type }),
        },
        // A redirect would have to keep the whole body in memory.
        ...(type !== undefined && { maxRedirects: 0, maxBodyLength: Number.POSITIVE_INFINITY }),
        ...(body !== undefined && { data: body }),
        ...(streamed && { responseType: 'stream' }),
      });
      return response.data;
    } catch (error) {
      if (!axios.isAxiosError(error)) throw error;
      const problem = error.response?.data as Problem | undefined;
      if (!problem?.title)
        throw new Refusal(`the server at ${server.url} does not answer; is it still running?`);
      const faults = (problem.errors ?? []).map(({ path, message }) => `\n- ${path}: ${message}`).join('');
      throw new Refusal(
        `${problem.detail ?? problem.title} (${problem.code ?? error.response?.status})${faults}`,
      );
    }
  };
}
