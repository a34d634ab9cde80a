import { MultiBar, Presets } from 'cli-progress';
import { Command } from 'commander';
import { type Call, serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson } from './outcome.js';

interface View {
  id: string;
  name: string;
  state: string;
  total: number;
  counts: Record<string, number | { state: string; reason: string; n: number; message: Words }[]>;
  explanation: Words | null;
}

interface Words {
  id: string;
  en: string;
}

/** `izin broadcast`: the same calls as the REST API, on the running server. */
export function broadcastCommand(): Command {
  const command = new Command('broadcast').description('siaran · broadcasts');
  command
    .command('list')
    .description('daftar siaran · list broadcasts')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { items } = await call()<{ items: View[] }>('GET', '/broadcasts');
      if (json) return printJson(items);
      for (const { id, name, state } of items) print(`${id}  ${state.padEnd(10)} ${name}`);
    });
  command
    .command('preflight <id>')
    .description('periksa sebelum kirim · check before sending')
    .option('--json', 'JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const result = await call()<{ ok: boolean; checks: { level: string; message: Words }[] }>(
        'POST',
        `/broadcasts/${encodeURIComponent(id)}/preflight`,
      );
      if (json) printJson(result);
      else for (const { level, message } of result.checks) print(`${MARKS[level] ?? '·'} ${words(message)}`);
      if (!result.ok) process.exitCode = FOUND_FAULTS;
    });
  command
    .command('start <id>')
    .description('mulai dan ikuti · start and follow')
    .option('--json', 'JSON')
    .option('--no-follow', 'jangan menunggu · do not wait')
    .action(async (id: string, { json, follow }: { json?: boolean; follow: boolean }) => {
      const api = call();
      const started = await api<View>('POST', `/broadcasts/${encodeURIComponent(id)}/start`);
      const done = follow && !json ? await followUntilDone(api, id) : started;
      if (json) printJson(done);
    });
  for (const verb of ['pause', 'resume', 'cancel'] as const) {
    command
      .command(`${verb} <id>`)
      .description({ pause: 'jeda · pause', resume: 'lanjutkan · resume', cancel: 'batalkan · cancel' }[verb])
      .option('--json', 'JSON')
      .action(async (id: string, { json }: { json?: boolean }) => {
        const view = await call()<View>('POST', `/broadcasts/${encodeURIComponent(id)}/${verb}`);
        if (json) printJson(view);
        else print(view.state);
      });
  }
  command
    .command('show <id>')
    .description('ikuti siaran yang berjalan · follow a running broadcast')
    .action(async (id: string) => {
      await followUntilDone(call(), id);
    });
  return command;
}

const MARKS: Record<string, string> = { ok: '✓', warning: '!', error: '✗' };
const WAITING = new Set(['queued', 'deferred', 'attempting']);
const LOOK = 500;

const call = (): Call => serverApi(configFromEnvironment());
const words = ({ id, en }: Words) => `${id} · ${en}`;

/** Draws how far it is and says why nothing moves, until nobody is left. */
async function followUntilDone(api: Call, id: string): Promise<View> {
  const bars = new MultiBar(
    { format: ' {bar} {value}/{total} · {counts}', hideCursor: true },
    Presets.shades_grey,
  );
  const bar = bars.create(1, 0, { counts: '' });
  let said = '';
  try {
    for (;;) {
      const view = await api<View>('GET', `/broadcasts/${encodeURIComponent(id)}`);
      const byStatus = Object.entries(view.counts).filter(
        (count): count is [string, number] => typeof count[1] === 'number' && count[1] > 0,
      );
      const waiting = byStatus.reduce((sum, [status, n]) => sum + (WAITING.has(status) ? n : 0), 0);
      bar.setTotal(Math.max(view.total, 1));
      bar.update(Math.max(0, view.total - waiting), {
        counts: byStatus.map(([status, n]) => `${status} ${n}`).join(', '),
      });
      const why = view.explanation ? words(view.explanation) : '';
      if (why && why !== said) bars.log(`${why}\n`);
      said = why;
      if (!['running', 'scheduled'].includes(view.state)) return view;
      await new Promise((next) => setTimeout(next, LOOK));
    }
  } finally {
    bars.stop();
  }
}
