import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { startApp } from '../app.js';
import type { Message, Sandbox } from '../sandbox/index.js';
import { configFromEnvironment, HOME } from './home.js';
import { print } from './outcome.js';
import { record } from './record.js';

/** Whom the terminal plays. */
const PHONE = '6281234567890';
const LOOK = 30;
/** How long to listen for an answer, ms: an unclear opener is answered after 4 s. */
const LISTEN = 6000;
/** After the last bubble it is quiet for this long before the prompt comes back, ms. */
const QUIET = 400;

/** `izin chat`: the whole program with a sandbox of its own; what is typed goes the way of a customer's message. */
export function chatCommand(): Command {
  return new Command('chat')
    .description('mengobrol dengan bot di terminal · talk to the bot in the terminal')
    .option('--record <file>', 'rekam sebagai uji · record it as a test (flows/recordings/<name>.yaml)')
    .action(async ({ record: file }: { record?: string }) => {
      if (file !== undefined) return record(file);
      const folder = await mkdtemp(join(tmpdir(), 'izin-chat-'));
      const config = configFromEnvironment({
        PORT: '0',
        IZIN_DATA_DIR: folder,
        DATABASE_URL: `sqlite:${join(folder, 'chat')}`,
        WHATSAPP_ACCESS_TOKEN: '',
        LOG_LEVEL: 'silent',
      });
      const app = await startApp(config, HOME, { sandbox: { delays: { sent: 0, delivered: 0 } } });
      try {
        if (app.sandbox) await converse(app.sandbox);
      } finally {
        await app.stop();
        await rm(folder, { recursive: true, force: true });
      }
    });
}

async function converse(sandbox: Sandbox): Promise<void> {
  print(
    'Ketik pesan; nomor memilih tombol; Ctrl-D selesai.\nType a message; a number chooses a button; Ctrl-D ends.\n',
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  let ended = false;
  terminal.on('close', () => {
    ended = true;
  });
  terminal.prompt();
  let seen = 0;
  for await (const line of terminal) {
    if (line.trim() !== '') {
      const last = sandbox.messages(PHONE).findLast(({ from }) => from === 'business');
      sandbox.write(PHONE, tapOf(line, last) ?? { type: 'text', body: line });
      seen = await showAnswers(sandbox, seen);
    }
    if (!ended) terminal.prompt();
  }
}

/** A number taps the button or row that it stands beside. */
function tapOf(line: string, last: Message | undefined): Parameters<Sandbox['write']>[1] | undefined {
  const choice = last && choicesOf(last)[Number(line.trim()) - 1];
  if (!last || !choice) return undefined;
  return {
    type: last.bubble.list ? 'list_reply' : 'button_reply',
    id: choice.id,
    title: choice.title,
    contextId: last.id,
  };
}

function choicesOf({ bubble }: Message): { id: string; title: string }[] {
  if (bubble.list) return bubble.list.sections.flatMap(({ rows }) => rows);
  return (bubble.buttons ?? [])
    .filter(({ kind }) => kind === 'reply')
    .map(({ title, value }) => ({ id: value, title }));
}

async function showAnswers(sandbox: Sandbox, seen: number): Promise<number> {
  const began = Date.now();
  let shown = seen;
  let lastAt = 0;
  while (Date.now() - began < LISTEN && (lastAt === 0 || Date.now() - lastAt < QUIET)) {
    await new Promise((next) => setTimeout(next, LOOK));
    const messages = sandbox.messages(PHONE);
    for (; shown < messages.length; shown++) {
      const message = messages[shown];
      if (message?.from !== 'business') continue;
      print(asText(message));
      lastAt = Date.now();
    }
  }
  return shown;
}

function asText(message: Message): string {
  const { header, body, footer, media } = message.bubble;
  const lines = [header, media && `[${media.kind}]`, body, footer].filter((line) => line !== undefined);
  const choices = choicesOf(message).map(({ title }, i) => `  [${i + 1}] ${title}`);
  return `${[...lines, ...choices].join('\n')}\n`;
}
