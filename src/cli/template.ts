import { Command } from 'commander';
import { findingsOf } from '../release/index.js';
import { readComponents, render } from '../whatsapp/template.js';
import { draftRequest, type TemplateDraft } from '../whatsapp/template-draft.js';
import { serverApi } from './api.js';
import { factsFile, folderFiles, templatesFile } from './flow/files.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal } from './outcome.js';

interface Known {
  name: string;
  language: string;
  category: string;
  status: string;
}

interface Options {
  lang?: string;
  json?: boolean;
}

const LANG = ['--lang <code>', 'satu bahasa saja · one language only'] as const;

/** `izin template`: the templates of `locales/templates.yaml`, and what Meta says of them. */
export function templateCommand(): Command {
  const command = new Command('template').description(
    'template pesan dan persetujuan Meta · message templates',
  );
  command
    .command('list')
    .description('template di berkas dan di Meta · templates of the file and at Meta')
    .option('--json', 'JSON')
    .action(async ({ json }: Options) => {
      const own = await drafts();
      const { items } = await serverApi(configFromEnvironment())<{ items: Known[] }>('GET', '/templates');
      const rows = listed(own, items);
      if (json) printJson(rows);
      else
        for (const { name, language, category, status } of rows)
          print(`${name}  ${language}  ${category}  ${status}`);
    });
  command
    .command('show <name>')
    .description('tampilannya dengan contoh isian · how it reads with its samples')
    .option(...LANG)
    .option('--json', 'JSON')
    .action(async (name: string, { lang, json }: Options) => {
      const chosen = await draftsNamed(name, lang);
      if (json) printJson(chosen.map(draftRequest));
      else for (const draft of chosen) print(`${draft.language}\n${preview(draft)}\n`);
    });
  command
    .command('submit <name>')
    .description('ajukan kepada Meta untuk ditinjau · hand it in for review by Meta')
    .option(...LANG)
    .option('--json', 'JSON')
    .action(async (name: string, { lang, json }: Options) => {
      await refuseFaulty();
      const call = serverApi(configFromEnvironment());
      const handedIn: Known[] = [];
      for (const draft of await draftsNamed(name, lang)) {
        handedIn.push(await call<Known>('POST', '/templates', draft));
      }
      if (json) printJson(handedIn);
      else for (const one of handedIn) print(`${one.name}  ${one.language}  ${one.category}  ${one.status}`);
    });
  return command;
}

/** As the file stands; only these commands read it: the server shares this program. */
async function drafts(): Promise<TemplateDraft[]> {
  const { draftsOf, templatesIn } = await import('../flows/template-file.js');
  const { source } = await templatesFile(configFromEnvironment());
  return draftsOf(templatesIn(source).entries).map(({ draft }) => draft);
}

async function draftsNamed(name: string, lang: string | undefined): Promise<TemplateDraft[]> {
  const chosen = (await drafts()).filter(
    (draft) => draft.name === name && (lang === undefined || draft.language === lang),
  );
  if (chosen.length === 0) {
    throw new Refusal('locales/templates.yaml tidak memuatnya · it is not in locales/templates.yaml');
  }
  return chosen;
}

async function refuseFaulty(): Promise<void> {
  const config = configFromEnvironment();
  const templates = await templatesFile(config);
  const facts = { file: await factsFile(config), templates, now: Date.now(), timezone: config.timezone };
  const faults = findingsOf(await folderFiles(config), facts).filter(
    ({ file, level }) => file === templates.file && level === 'fault',
  );
  if (faults.length === 0) return;
  throw new Refusal(
    `${faults.length} kesalahan di ${templates.file}; jalankan izin check · run izin check first`,
  );
}

/** Those of the file first, in its order, then what only Meta has. */
function listed(own: readonly TemplateDraft[], known: readonly Known[]): Known[] {
  const key = ({ name, language }: { name: string; language: string }) => `${name} ${language}`;
  const atMeta = new Map(known.map((one) => [key(one), one]));
  const ours = new Set(own.map(key));
  return [
    ...own.map((draft) => {
      const { name, language, category } = draft;
      return (
        atMeta.get(key(draft)) ?? {
          name,
          language,
          category: category.toUpperCase(),
          status: 'NOT_SUBMITTED',
        }
      );
    }),
    ...known.filter((one) => !ours.has(key(one))),
  ].map(({ name, language, category, status }) => ({ name, language, category, status }));
}

function preview(draft: TemplateDraft): string {
  const { components } = draftRequest(draft);
  const { header, body, footer, buttons } = render(
    { components: readComponents(components) },
    { body: draft.samples },
  );
  const lines = [header && `*${header}*`, body, footer, buttons.map((label) => `[ ${label} ]`).join(' ')];
  return lines
    .filter((line) => line !== undefined && line !== '')
    .join('\n')
    .replace(/^(?=.)/gm, '  ');
}
