import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packed from '../../package.json' with { type: 'json' };
import { requireContent } from '../../src/authoring/read-content.ts';
import { numeral } from '../../src/policy/numerals.ts';
import { publishedText } from '../../src/policy/published-text.ts';
import { startPostgres } from './postgres-server.ts';
import type { Counted } from './send-stand-in.ts';

const root = resolve(import.meta.dirname, '../..');
const today = '2026-12-01';
/** What `npm run prenotice` runs, its options for V8 included. */
const program = packed.scripts.prenotice
  .split(' ')
  .slice(1)
  .map((word) => (word.startsWith('scripts/') ? join(root, word) : word));

/**
 * `npm run bench -- send [part…]`: whole processes of `send` against a local stand-in for the API, on the sample's letter,
 * beside a naive loop. Parts: naive, sqlite, postgres (one process, then four), limit (10 requests a second: SQLite,
 * then PostgreSQL with one process and with four); all of them when none is named. `--recipients N`: size of the large
 * list (default 100000; the million takes some minutes). `--ledger sqlite|postgres`, `--processes N`: these only. `--answer MS`: how long
 * the limited API takes to answer.
 */
export async function run(words: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      recipients: { type: 'string' },
      ledger: { type: 'string' },
      processes: { type: 'string' },
      answer: { type: 'string' },
    },
  });
  const chosen = positionals.length > 0 ? positionals : values.ledger ? [values.ledger] : parts;
  const ledgers = values.ledger ? [values.ledger] : ['sqlite', 'postgres'];
  const large = Number(values.recipients ?? 100_000);
  const processes = values.processes === undefined ? null : Number(values.processes);
  const known = chosen.every((part) => parts.includes(part)) && ledgers.every((one) => parts.includes(one));
  if (!known || !(large > 0) || (processes !== null && !(processes > 0)))
    throw new Error(`what is to be measured? ${parts.join(', ')}, --recipients N, --ledger, --processes N`);
  const limitedSize = Math.min(20_000, large);
  const folder = await mkdtemp(join(tmpdir(), 'prenotice-bench-'));
  const bench = new Bench(folder, Number(values.answer ?? 0));
  try {
    await bench.prepare();
    if (chosen.includes('naive')) await bench.naive(large);
    if (chosen.includes('sqlite'))
      for (const size of new Set(processes === null ? [Math.min(10_000, large), large] : [large]))
        await bench.sending(`SQLite${many(processes ?? 1)}, ${say(size)}`, size, {}, processes ?? 1);
    const limited = chosen.includes('limit') ? ledgers : [];
    if (limited.includes('sqlite')) await bench.limited('SQLite', limitedSize, {}, processes ?? 1);
    if (chosen.includes('postgres') || limited.includes('postgres')) {
      const server = await startPostgres();
      const ledger = async (name: string) => ({ PRENOTICE_LEDGER: await server.database(name) });
      try {
        for (const count of processes === null ? [1, 4] : [processes]) {
          if (chosen.includes('postgres'))
            await bench.sending(
              `PostgreSQL${many(count)}, ${say(large)}`,
              large,
              await ledger(`bench${count}`),
              count,
              server.cpu,
            );
          if (limited.includes('postgres'))
            await bench.limited('PostgreSQL', limitedSize, await ledger(`limit${count}`), count);
        }
      } finally {
        await server.stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const parts = ['naive', 'sqlite', 'postgres', 'limit'];
const many = (processes: number): string => (processes === 1 ? '' : `, ${processes} processes`);

interface Ended {
  seconds: number;
  /** User and system time of the process. */
  cpu: number;
  megabytes: number;
  out: string;
}

class Bench {
  readonly #folder: string;
  readonly #content: string;
  /** Milliseconds until the limited API answers. */
  readonly #delay: number;
  #number = 0;
  /** Letters a second of the naive loop, once it has been measured. */
  #naive: number | null = null;

  constructor(folder: string, delay: number) {
    this.#delay = delay;
    this.#folder = folder;
    this.#content = join(folder, 'content');
  }

  /** The sample and, of its site, what `send` looks at. */
  async prepare(): Promise<void> {
    await cp(join(root, 'content'), this.#content, { recursive: true });
    const { policies } = await requireContent(this.#content);
    for (const { slug, settings, versions } of policies) {
      for (const { fields, title, document } of versions) {
        const page = join(this.#folder, 'dist', slug, fields.version);
        await mkdir(page, { recursive: true });
        await writeFile(join(page, 'index.html'), '<p>page</p>');
        await writeFile(`${page}.txt`, publishedText(title ?? settings.title, fields, document));
      }
      const listed = versions.map((v) => ({ version: v.fields.version, digest: v.digest }));
      await writeFile(join(this.#folder, 'dist', slug, 'notice.json'), JSON.stringify({ versions: listed }));
    }
  }

  /** A whole notice by so many processes at once; then a second run and `status`. */
  async sending(
    title: string,
    size: number,
    ledger: Record<string, string>,
    processes: number,
    serverTime: () => number | null = () => null,
  ): Promise<void> {
    const list = await this.#list(size);
    const standIn = await startStandIn();
    const env = {
      RESEND_BASE_URL: standIn.url,
      PRENOTICE_LEDGER: join(this.#folder, `${++this.#number}.db`),
      ...ledger,
    };
    const send = () =>
      this.#prenotice(['send', '--yes', '--new-ledger', '--json', '--recipients', list], env);
    const before = serverTime();
    const runs = await Promise.all(Array.from({ length: processes }, send));
    const counted = await standIn.count();
    const after = serverTime();
    expect(counted.addresses === size && counted.twice === 0, `${JSON.stringify(counted)} of ${size}`);
    const second = await send();
    const status = await this.#prenotice(['status', '--json', '--recipients', list], env);
    const [notice] = (JSON.parse(status.out) as { notices: { counts: { accepted: number } }[] }).notices;
    expect(notice?.counts.accepted === size, `status counts ${notice?.counts.accepted} of ${size}`);
    await standIn.stop();
    const seconds = Math.max(...runs.map((r) => r.seconds));
    line(title, [
      `${say(size / seconds)} letters/s`,
      ...(this.#naive === null ? [] : [`${(size / seconds / this.#naive).toFixed(2)} of the naive loop`]),
      `${seconds.toFixed(1)} s`,
      `while sending ${say((size / counted.span) * 1000)}/s`,
      `CPU ${((runs.reduce((sum, r) => sum + r.cpu, 0) / size) * 1e6).toFixed(0)} µs a letter`,
      ...(before === null || after === null
        ? []
        : [`of the server ${(((after - before) / size) * 1e6).toFixed(0)} µs`]),
      `peak ${runs.map((r) => r.megabytes.toFixed(0)).join(', ')} MB`,
      `letter ${(counted.bytes / counted.mails / 1000).toFixed(0)} kB`,
    ]);
    line('  second run', [
      `${second.seconds.toFixed(2)} s`,
      `CPU ${second.cpu.toFixed(2)} s`,
      `peak ${second.megabytes.toFixed(0)} MB`,
    ]);
    line('  status', [
      `${status.seconds.toFixed(2)} s`,
      `CPU ${status.cpu.toFixed(2)} s`,
      `peak ${status.megabytes.toFixed(0)} MB`,
    ]);
  }

  /** A notice by so many processes at once where 10 requests a second are allowed. */
  async limited(
    kind: string,
    size: number,
    ledger: Record<string, string>,
    processes: number,
  ): Promise<void> {
    const list = await this.#list(size);
    const standIn = await startStandIn(10, this.#delay);
    const env = {
      RESEND_BASE_URL: standIn.url,
      PRENOTICE_LEDGER: join(this.#folder, `${++this.#number}.db`),
      ...ledger,
    };
    const words = ['send', '--yes', '--new-ledger', '--json', '--recipients', list];
    await Promise.all(Array.from({ length: processes }, () => this.#prenotice(words, env)));
    const counted = await standIn.count();
    await standIn.stop();
    expect(counted.addresses === size && counted.twice === 0, JSON.stringify(counted));
    // From the first batch to the last: so many gaps of a tenth of a second.
    const share = (requests: number) =>
      `${((100 * (requests - 1)) / ((counted.span / 1000) * 10)).toFixed(1)} %`;
    line(`Limit of 10 requests/s, ${kind}${many(processes)}, ${say(size)}`, [
      `${share(counted.requests + counted.asked)} of the allowance`,
      `${share(counted.requests)} for letters`,
      `${counted.tooMany} answers of 429`,
      `stand-in late by up to ${say(counted.late)} ms`,
    ]);
  }

  async naive(size: number): Promise<void> {
    const list = await this.#list(size);
    const standIn = await startStandIn();
    const env = { RESEND_BASE_URL: standIn.url };
    const letter = join(this.#folder, 'letter.json');
    const preview = await this.#prenotice(['preview', 'privacy', '--json', '--recipients', list], env);
    await writeFile(letter, preview.out);
    const ended = await this.#node([join(root, 'scripts/bench/send-naive.ts'), list, letter], env);
    const counted = await standIn.count();
    await standIn.stop();
    expect(counted.addresses === size, JSON.stringify(counted));
    this.#naive = size / ended.seconds;
    line(`Naive loop over batch.send, ${say(size)}`, [
      `${say(size / ended.seconds)} letters/s`,
      `${ended.seconds.toFixed(1)} s`,
      `CPU ${((ended.cpu / size) * 1e6).toFixed(0)} µs a letter`,
      `peak ${ended.megabytes.toFixed(0)} MB`,
      `letter ${(counted.bytes / counted.mails / 1000).toFixed(0)} kB`,
    ]);
  }

  async #list(size: number): Promise<string> {
    const file = join(this.#folder, `list-${size}.csv`);
    const out = createWriteStream(file);
    out.write('id,email,name,locale,segments,joined\n');
    for (let n = 0; n < size; n++) {
      if (
        !out.write(
          `customer-${n},person${n}@mail${n % 997}.example,"Person, ${n}",en,,2024-0${1 + (n % 9)}-15\n`,
        )
      )
        await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    return file;
  }

  #prenotice(words: string[], env: Record<string, string>): Promise<Ended> {
    const place = [
      '--content',
      this.#content,
      '--today',
      today,
      '--site',
      join(this.#folder, 'dist'),
      '--mailer',
      'resend',
    ];
    return this.#node([...program, ...words, ...place.slice(0, words[0] === 'preview' ? 4 : undefined)], env);
  }

  async #node(words: string[], env: Record<string, string>): Promise<Ended> {
    const usage = join(this.#folder, `usage-${++this.#number}.json`);
    const begin = performance.now();
    const child = spawn(
      process.execPath,
      ['--import', join(import.meta.dirname, 'send-usage.ts'), ...words],
      {
        cwd: this.#folder,
        env: { ...process.env, NO_COLOR: '1', RESEND_API_KEY: 're_bench', ...env, MEASURE: usage },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => (out += String(text)));
    child.stderr.on('data', (text) => (err += String(text)));
    const [code] = (await once(child, 'close')) as [number];
    expect(code === 0, `${words.slice(0, 2).join(' ')} ended with ${code}: ${err}`);
    const seconds = (performance.now() - begin) / 1000;
    return {
      seconds,
      out,
      ...(JSON.parse(await readFile(usage, 'utf8')) as { cpu: number; megabytes: number }),
    };
  }
}

async function startStandIn(rate = 0, delay = 0) {
  const words = [join(import.meta.dirname, 'send-stand-in.ts'), String(rate), String(delay)];
  const child: ChildProcess = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout!, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${String(port).trim()}`;
  return {
    url,
    count: async () => (await (await fetch(`${url}/count`)).json()) as Counted,
    async stop() {
      child.kill();
      await once(child, 'close');
    },
  };
}

function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

const say = (number: number): string => numeral(Math.round(number));

function line(title: string, figures: string[]): void {
  process.stdout.write(`${title.padEnd(44)} ${figures.join(', ')}\n`);
}
