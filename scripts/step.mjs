import { spawn } from 'node:child_process';

/** A failure that is explained already: print the message, exit with 1, no stack. */
export class Refusal extends Error {
  name = 'Refusal';
}

export function say(indonesian, english) {
  process.stderr.write(`izin: ${indonesian} · ${english}\n`);
}

/**
 * Runs a command quietly; what it printed is shown only when it fails.
 * Throws a Refusal that names the cause, if it is a common one, and what to do next.
 */
export async function step(name, command, args, { cwd, env = process.env }) {
  const started = Date.now();
  say(`${name.id}, ${name.takes}`, name.en);
  const alive = setInterval(() => say(`masih berjalan, ${seconds(started)}`, 'still at it'), 30_000);
  try {
    const { code, output } = await run(command, args, { cwd, env });
    if (code !== 0) throw new Refusal(explain(name, output));
    say(`selesai dalam ${seconds(started)}`, 'done');
  } finally {
    clearInterval(alive);
  }
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function run(command, args, { cwd, env }) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && command.endsWith('.cmd');
    const plain = { ...env, NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(command, args, { cwd, env: plain, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output = (output + text).slice(-200_000);
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.code} ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** What people meet most, in the order to look for: pattern, Indonesian, English. */
const CAUSES = [
  [
    /ENOSPC/,
    'disk penuh. Kosongkan kira-kira 1 GB, lalu ulangi.',
    'the disk is full. Free about 1 GB, then try again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'tidak boleh menulis di folder ini. Periksa pemilik folder (ls -ld . node_modules dist), lalu ulangi.',
    'this folder cannot be written. Check who owns it (ls -ld . node_modules dist), then try again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|network request/,
    'registry npm tidak terjangkau. Periksa internet atau proxy (npm config get proxy registry), lalu ulangi.',
    'the npm registry cannot be reached. Check the network or the proxy (npm config get proxy registry), then try again.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_/,
    'sertifikat registry npm tidak dipercaya. Di balik proxy kantor, isi NODE_EXTRA_CA_CERTS.',
    'the certificate of the npm registry is not trusted. Behind an office proxy, set NODE_EXTRA_CA_CERTS.',
  ],
  [
    /EUSAGE[\s\S]*in sync/,
    'package.json dan package-lock.json tidak cocok. Jalankan "npm install" dengan Node 24.',
    'package.json and package-lock.json disagree. Run "npm install" under Node 24.',
  ],
  [
    /ENOENT.*npm|npm.*ENOENT/,
    'perintah npm tidak ada. Pasang Node.js 24 beserta npm.',
    'there is no npm command. Install Node.js 24 with npm.',
  ],
];

/** The message for a failed step: what was printed last, the cause if it is a common one, what to do next. */
function explain(name, output) {
  const cause = CAUSES.find(([pattern]) => pattern.test(output));
  const lines = output
    .split('\n')
    .filter((line) => line.trim() && !/npm (warn|notice)|A complete log/.test(line));
  // The beginning names a known fault; of an unknown one the end tells most.
  const shown = cause ? lines.slice(0, 3) : lines.slice(-20);
  const [, id, en] = cause ?? [null, 'lihat pesan di atas.', 'see the message above.'];
  return [
    ...shown.map((line) => `  ${line}`),
    `izin: gagal ${name.id}: ${id}`,
    `izin: failed ${name.en}: ${en}`,
  ].join('\n');
}
