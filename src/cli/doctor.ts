import { statfsSync } from 'node:fs';
import { Command } from 'commander';
import { sql } from 'kysely';
import type { Config } from '../config.js';
import { backlogOf } from '../consent/backlog.js';
import { lateRetention, retentionReport } from '../conversation/retention.js';
import { listDrills } from '../drill/results.js';
import { answers } from '../media/clamd.js';
import { mediaBacklog } from '../media/inbound.js';
import { compileReleaseFiles } from '../release/index.js';
import { runningServer } from '../store/data-dir.js';
import type { Store } from '../store/index.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson } from './outcome.js';
import { withStore } from './store.js';
import { topicTemplateFaults } from './topic-templates.js';

interface Finding {
  ok: boolean;
  what: string;
  /** What to do next. */
  todo?: string;
}

/** `izin doctor`: what is well, what is not, and what to do about it. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('cari masalah dan jalan keluarnya · look for trouble and its cure')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const config = configFromEnvironment();
      const findings = [...files(config), ...(await flows(config)), ...(await database(config))];
      if (json) printJson({ ok: findings.every(({ ok }) => ok), findings });
      else
        for (const { ok, what, todo } of findings)
          print(`${ok ? '✓' : '✗'} ${what}${todo ? `\n  -> ${todo}` : ''}`);
      if (findings.some(({ ok }) => !ok)) process.exitCode = FOUND_FAULTS;
    });
}

function files(config: Config): Finding[] {
  const findings: Finding[] = [
    { ok: true, what: `mode: ${config.mode}` },
    { ok: true, what: `Node ${process.versions.node}` },
    runningServer(config.dataDir)
      ? { ok: true, what: 'the server is running' }
      : { ok: true, what: 'the server is not running', todo: 'start it with `npm start`' },
  ];
  try {
    const { bavail, bsize } = statfsSync(config.dataDir);
    const free = Math.floor((bavail * bsize) / 2 ** 20);
    findings.push({
      ok: free > 500,
      what: `${free} MB free in ${config.dataDir}`,
      ...(free <= 500 && { todo: 'free some space: without it nothing can be stored' }),
    });
  } catch {
    findings.push({ ok: true, what: `${config.dataDir} does not exist yet` });
  }
  return findings;
}

async function flows(config: Config): Promise<Finding[]> {
  return compileReleaseFiles(config.flowsDir, config.localesDir).then(
    () => [{ ok: true, what: 'flows, words and FAQ can be read' }],
    () => [{ ok: false, what: 'flows, words or FAQ cannot be read', todo: 'run `izin check`' }],
  );
}

async function database(config: Config): Promise<Finding[]> {
  return withStore(config, async ({ read }) => {
    const failed = await read
      .selectFrom('event')
      .select(['id', 'kind', 'error', 'received_at'])
      .where('state', '=', sql.lit('failed'))
      .orderBy('id', 'desc')
      .limit(20)
      .execute();
    const pending = await read
      .selectFrom('event')
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('state', '=', sql.lit('pending'))
      .executeTakeFirstOrThrow();
    const unclear = await read
      .selectFrom('outbox')
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('state', '=', sql.lit('unknown'))
      .executeTakeFirstOrThrow();
    const complaints = await backlogOf(read, 'complaint', Date.now());
    return [
      ...(await lastDrill(read)),
      {
        ok: complaints.overdue === 0,
        what: `${complaints.open} complaints wait for an answer, ${complaints.overdue} of them beyond their three days`,
        ...(complaints.open > 0 && {
          todo: 'GET /api/v1/complaints?state=open lists them; PATCH /api/v1/complaints/{number} answers',
        }),
      },
      ...(await rights(read)),
      ...(await retention(read, config)),
      ...(await media(read, config)),
      ...(await topicTemplateFaults(read)).map((what) => ({
        ok: false,
        what,
        todo: 'mend it in locales/templates.yaml and hand it in by `izin template submit`, or in WhatsApp Manager, then POST /api/v1/templates/sync',
      })),
      { ok: true, what: `${pending.n} events wait for their turn` },
      { ok: true, what: `${unclear.n} messages whose fate is unknown` },
      ...failed.map((event) => ({
        ok: false,
        what: `event ${event.id} (${event.kind}, ${new Date(event.received_at).toISOString()}) was set aside: ${event.error ?? 'no reason kept'}`,
        todo: `after an update try it again: POST /api/v1/failed-events/${event.id}/retry; until that succeeds its holds stay, so nobody it concerns is broadcast to`,
      })),
    ];
  }).catch((error) => [{ ok: true, what: error instanceof Error ? error.message : 'no database yet' }]);
}

async function rights(read: Store['read']): Promise<Finding[]> {
  const { open, overdue, nextDue } = await backlogOf(read, 'rights_request', Date.now());
  if (overdue > 0) {
    return [
      {
        ok: false,
        what: `${overdue} requests by data subjects are beyond their 3 x 24 hours`,
        todo: 'GET /api/v1/rights-requests?overdue=true lists them; answer and close them today',
      },
    ];
  }
  const due = nextDue === null ? '' : `, the next is due ${new Date(nextDue).toISOString()}`;
  return [{ ok: true, what: `${open} requests by data subjects wait${due}` }];
}

async function retention(read: Store['read'], config: Config): Promise<Finding[]> {
  const reports = await retentionReport(read, config.retention);
  const late = lateRetention(reports, Date.now()).map(({ policy }) => policy);
  const removed = reports.reduce((sum, one) => sum + one.total, 0);
  if (late.length === 0)
    return [{ ok: true, what: `retention has removed ${removed} rows and files so far` }];
  return [
    {
      ok: false,
      what: `retention has not run for a day: ${late.join(', ')}`,
      todo: 'start the server; when it runs, its log says what fails under `retention`',
    },
  ];
}

async function media(read: Store['read'], { clamd }: Config): Promise<Finding[]> {
  const backlog = await mediaBacklog(read);
  const sum = (wanted: string) =>
    backlog.filter(({ state }) => state === wanted).reduce((all, { count }) => all + count, 0);
  const why = (wanted: string) =>
    backlog.flatMap(({ state, reason, count }) =>
      state === wanted && reason !== null ? [`${count} ${reason}`] : [],
    );
  const inBrackets = (parts: string[]) => (parts.length > 0 ? ` (${parts.join(', ')})` : '');
  const full = backlog.some(({ state, reason }) => state === 'waiting' && reason === 'disk_full');
  const findings: Finding[] = [
    {
      ok: !full,
      what: `${sum('waiting')} files that people sent wait${inBrackets(why('waiting'))}`,
      ...(full && { todo: 'free some space: files are not fetched into the last 200 MB' }),
    },
    {
      ok: true,
      what: `${sum('refused')} were not kept${inBrackets(why('refused'))}, ${sum('failed')} could not be fetched in 30 days`,
    },
  ];
  if (clamd && !(await answers(clamd)))
    findings.push({
      ok: false,
      what: 'clamd does not answer: files that people send wait, and nobody sees them',
      todo: 'start it (`sudo systemctl start clamav-daemon`), or correct IZIN_CLAMD',
    });
  return findings;
}

async function lastDrill(read: Store['read']): Promise<Finding[]> {
  const [last] = await listDrills(read, Number.MAX_SAFE_INTEGER, 1);
  if (!last)
    return [{ ok: true, what: 'no opt-out has been drilled yet', todo: '`izin drill run` does it now' }];
  const at = new Date(last.at).toISOString();
  if (last.ok) return [{ ok: true, what: `the opt-out drill of ${at} was honoured in ${last.recorded} ms` }];
  return [
    {
      ok: false,
      what: `the opt-out drill of ${at} was not honoured within a second: ${last.reason}`,
      todo: 'look at the load and the disk, then `izin drill run`; pause broadcasts while it fails',
    },
  ];
}
