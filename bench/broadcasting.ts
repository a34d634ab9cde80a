import axios from 'axios';
import type { Program } from './programs.js';

/** Starts a broadcast to every subscriber of `info`, the way an integrator does. */
export async function startBroadcast(izin: Program, graphUrl: string): Promise<void> {
  const api = axios.create({ baseURL: `${izin.url}/api/v1`, headers: { Authorization: 'Bearer bench-key' } });
  await axios.get(`${graphUrl}/reset`);
  await api.post('/templates/sync');
  const draft = await api.post('/broadcasts', {
    name: 'bench',
    topic: 'info',
    template: { name: 'kabar_zakat', language: 'id', parameters: ['{{name|Bapak/Ibu}}'] },
    audience: { all: true },
  });
  await api.post(`/broadcasts/${draft.data.id}/start`);
}

/** Messages a second, from the first request that Meta saw to the `count`th. */
export async function untilSent(graphUrl: string, count: number): Promise<number> {
  for (;;) {
    const { data } = await axios.get(`${graphUrl}/count`);
    if (data.received >= count) return count / ((data.lastAt - data.firstAt) / 1000);
    await new Promise((next) => setTimeout(next, 100));
  }
}
