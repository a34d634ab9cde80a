import { resolve } from 'node:path';
import { z } from 'zod';
import { DECAY, type DecayRules } from './consent/decay.js';
import { RETENTION_DEFAULTS, type RetentionDays, readRetention } from './conversation/retention-policies.js';
import { type ClamdAddress, readClamdAddress } from './media/clamd.js';

/** How the program runs. Durations in ms, spans in minutes after midnight; null: the limit is off. */
export interface Config {
  port: number;
  dataDir: string;
  database: { kind: 'sqlite'; file: string };
  mode: 'live' | 'sandbox';
  whatsapp: {
    token: string;
    appSecrets: string[];
    verifyToken: string;
    numberId: string;
    wabaId: string;
    graphUrl: string;
    version: string;
  };
  apiKey: string | null;
  /** Null: made on first start and kept in the data directory. */
  secret: string | null;
  apiRate: number | null;
  flowsDir: string;
  localesDir: string;
  orgName: string | null;
  timezone: string;
  quietHours: { from: number; to: number } | null;
  frequencyCap: { messages: number; period: number } | null;
  throughput: number | null;
  /** What is kept for how many days; null: for good. */
  retention: RetentionDays;
  /** How often an opt-out is drilled. */
  drill: number | null;
  decay: DecayRules;
  /** Looks for viruses in what people send; null: nobody does. */
  clamd: ClamdAddress | null;
  logLevel: string;
}

/** The environment contradicts itself or holds nonsense; every fault in one message, each with its cure. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    );
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const DAY = 24 * 60 * 60 * 1000;
const UNITS: Record<string, number> = { m: DAY / 1440, h: DAY / 24, d: DAY, w: 7 * DAY };
/** What the sandbox uses where no real account is configured. */
const SANDBOX = {
  token: 'sandbox-token',
  appSecret: 'sandbox-app-secret',
  verifyToken: 'sandbox-verify-token',
  numberId: '100000000000001',
  wabaId: '200000000000002',
};

/**
 * Reads the environment; pure. Without a WhatsApp token the sandbox is on. An empty value turns a limit off.
 * `home` is the program's own folder, where the shipped flows and words lie.
 * @throws ConfigError
 */
export function readConfig(env: Environment, home: string, cwd: string = process.cwd()): Config {
  const faults: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T, fallback: T): T => {
    const text = env[name];
    if (text === undefined) return fallback;
    try {
      return parse(text.trim());
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
      return fallback;
    }
  };
  const text = (name: string) => env[name]?.trim() || undefined;
  const token = text('WHATSAPP_ACCESS_TOKEN');
  const mode = token ? 'live' : 'sandbox';
  const dataDir = resolve(cwd, text('IZIN_DATA_DIR') ?? 'data');
  const config: Config = {
    port: read('PORT', number(0, 65_535), 3000),
    dataDir,
    database: read('DATABASE_URL', (url) => database(url, cwd, mode), {
      kind: 'sqlite' as const,
      file: resolve(dataDir, mode === 'live' ? 'izin.db' : 'sandbox.db'),
    }),
    mode,
    whatsapp: {
      token: token ?? SANDBOX.token,
      appSecrets: list(text('WHATSAPP_APP_SECRET') ?? (mode === 'sandbox' ? SANDBOX.appSecret : '')),
      verifyToken: text('WHATSAPP_VERIFY_TOKEN') ?? (mode === 'sandbox' ? SANDBOX.verifyToken : ''),
      numberId: text('WHATSAPP_PHONE_NUMBER_ID') ?? (mode === 'sandbox' ? SANDBOX.numberId : ''),
      wabaId: text('WHATSAPP_BUSINESS_ACCOUNT_ID') ?? (mode === 'sandbox' ? SANDBOX.wabaId : ''),
      graphUrl: read('WHATSAPP_GRAPH_URL', httpUrl, mode === 'live' ? 'https://graph.facebook.com' : ''),
      version: read('WHATSAPP_API_VERSION', version, 'v26.0'),
    },
    apiKey: text('IZIN_API_KEY') ?? null,
    secret: text('IZIN_SECRET') ?? null,
    apiRate: read('IZIN_API_RATE', optional(number(1, 1_000_000)), 50),
    flowsDir: resolve(cwd, text('IZIN_FLOWS_DIR') ?? resolve(home, 'flows')),
    localesDir: resolve(cwd, text('IZIN_LOCALES_DIR') ?? resolve(home, 'locales')),
    orgName: text('IZIN_ORG_NAME') ?? null,
    timezone: read('IZIN_TIMEZONE', timezone, 'Asia/Jakarta'),
    quietHours: read('IZIN_QUIET_HOURS', optional(quietHours), { from: 19 * 60, to: 8 * 60 }),
    frequencyCap: read('IZIN_FREQUENCY_CAP', optional(frequencyCap), { messages: 2, period: 7 * DAY }),
    throughput: read('IZIN_THROUGHPUT', optional(number(1, 1000)), 60),
    retention: read('IZIN_RETENTION', readRetention, RETENTION_DEFAULTS),
    drill: read('IZIN_DRILL', optional(interval), DAY / 24),
    decay: {
      unread: read('IZIN_DECAY_UNREAD', optional(number(1, 1000)), DECAY.unread),
      silence: read('IZIN_DECAY_SILENCE', optional(interval), DECAY.silence),
      action: read('IZIN_DECAY_ACTION', decayAction, DECAY.action),
    },
    clamd: read('IZIN_CLAMD', optional(readClamdAddress), null),
    logLevel: read('LOG_LEVEL', logLevel, 'info'),
  };
  if (mode === 'live') faults.push(...liveFaults(config));
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** Nothing is open by default: a real token needs the secret that tells Meta's webhooks from anybody else's. */
function liveFaults(config: Config): string[] {
  const needs: [string, boolean, string][] = [
    [
      'WHATSAPP_APP_SECRET',
      config.whatsapp.appSecrets.length > 0,
      'Meta App Dashboard, Settings, Basic, App secret',
    ],
    ['WHATSAPP_PHONE_NUMBER_ID', config.whatsapp.numberId !== '', 'Meta App Dashboard, WhatsApp, API Setup'],
    [
      'WHATSAPP_BUSINESS_ACCOUNT_ID',
      config.whatsapp.wabaId !== '',
      'Meta App Dashboard, WhatsApp, API Setup',
    ],
  ];
  return needs
    .filter(([, given]) => !given)
    .map(([name, , where]) => `${name}: needed beside WHATSAPP_ACCESS_TOKEN (${where})`);
}

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text === '' || !Number.isInteger(value) || value < least || value > most) {
      throw new Error(`"${text}" is not a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

function optional<T>(parse: (text: string) => T): (text: string) => T | null {
  return (text) => (text === '' ? null : parse(text));
}

function database(url: string, cwd: string, mode: Config['mode']): Config['database'] {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  if (file) {
    // The sandbox never touches the real database: it has one of its own beside it.
    const real = resolve(cwd, file.replace(/^\/\//, ''));
    return { kind: 'sqlite', file: mode === 'live' ? real : `${real}.sandbox` };
  }
  if (/^postgres(ql)?:/.test(url))
    throw new Error('PostgreSQL is not supported yet; use sqlite:<file> or leave it out');
  throw new Error('use sqlite:<file>, or leave it out for a file in the data directory');
}

function httpUrl(text: string): string {
  if (!z.url({ protocol: /^https?$/ }).safeParse(text).success)
    throw new Error(`"${text}" is not an http(s) address`);
  return text.replace(/\/+$/, '');
}

function version(text: string): string {
  if (!/^v\d+\.\d+$/.test(text)) throw new Error(`"${text}" is not a version such as v26.0`);
  return text;
}

function timezone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    throw new Error(`"${text}" is not a time zone such as Asia/Jakarta`);
  }
}

function quietHours(text: string): { from: number; to: number } {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) throw new Error(`"${text}" is not a span such as 19:00-08:00`);
  const [, h1, m1, h2, m2] = match.map(Number);
  return { from: (h1 ?? 0) * 60 + (m1 ?? 0), to: (h2 ?? 0) * 60 + (m2 ?? 0) };
}

function frequencyCap(text: string): { messages: number; period: number } {
  const match = /^([1-9]\d{0,3})\/([1-9]\d{0,2})([hdw])$/.exec(text);
  const unit = UNITS[match?.[3] ?? ''];
  if (!match || !unit) throw new Error(`"${text}" is not a cap such as 2/7d`);
  return { messages: Number(match[1]), period: Number(match[2]) * unit };
}

function interval(text: string): number {
  const match = /^([1-9]\d{0,3})([mhd])$/.exec(text);
  const unit = UNITS[match?.[2] ?? ''];
  if (!match || !unit) throw new Error(`"${text}" is not a time such as 1h`);
  return Number(match[1]) * unit;
}

function decayAction(text: string): DecayRules['action'] {
  if (text !== 'ask' && text !== 'lapse') throw new Error(`"${text}" is neither ask nor lapse`);
  return text;
}

function logLevel(text: string): string {
  const levels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];
  if (!levels.includes(text)) throw new Error(`"${text}" is not one of ${levels.join(', ')}`);
  return text;
}
