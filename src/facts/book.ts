import { afterCommit, readSetting, type Store, type Tx, writeSetting } from '../store/index.js';
import {
  type FactChange,
  findChange,
  findFact,
  insertChange,
  listChanges,
  openChanges,
  putInForce,
  readFactsInForce,
  updateChange,
} from './change-records.js';
import { type Actor, fileChanges, isSecond, needsTwo, REST } from './change-rules.js';
import { type Fact, factSchema, isSame } from './fact.js';
import { FactError } from './fact-error.js';
import { createRegistry } from './registry.js';
import { Lookout } from './scrutiny.js';

export interface FactBookOptions {
  store: Store;
  now: () => number;
  timezone: string;
  /** A fact has changed, is going to, or a change was cancelled: somebody should look. After the commit. */
  onAlarm?: (change: FactChange) => void;
}

/** What the file held when it was last taken in: JSON of a list of facts. */
const FILE = 'facts_file';
/** Who changes facts by the file. */
const FILE_ACTOR: Actor = { name: 'locales/facts.yaml', key: 'file', since: null };

/** The facts in force, kept in the store; who may change them, and when a change counts. */
export class FactBook extends Lookout {
  readonly #o: FactBookOptions;
  #facts: readonly Fact[] = [];
  #ownNames: readonly string[] = [];

  private constructor(options: FactBookOptions) {
    super(options.now);
    this.#o = options;
  }

  static async open(options: FactBookOptions): Promise<FactBook> {
    const book = new FactBook(options);
    await book.#load();
    return book;
  }

  /** What the organisation is called: saying so is no impersonation. */
  setOwnNames(names: readonly string[]): void {
    this.#ownNames = names;
    this.#renew();
  }

  list(): readonly Fact[] {
    return this.#facts;
  }

  /** @throws FactError not_found */
  get(id: string): Fact {
    const fact = this.#facts.find((one) => one.id === id);
    if (!fact) throw new FactError('not_found');
    return fact;
  }

  changes(page: Parameters<typeof listChanges>[1]): Promise<FactChange[]> {
    return listChanges(this.#o.store.read, page);
  }

  /**
   * Changes or adds a fact: at once, or when a second person has approved it and a day has passed. An open
   * change of the same fact is overtaken by it.
   */
  propose(fact: Fact, actor: Actor): Promise<FactChange> {
    return this.#commit((tx) => this.#propose(tx, fact.id, fact, actor));
  }

  /** Takes a fact away at once. @throws FactError not_found */
  async remove(id: string, actor: Actor): Promise<FactChange> {
    return this.#commit(async (tx) => {
      if (!(await findFact(tx, id))) throw new FactError('not_found');
      return this.#propose(tx, id, null, actor);
    });
  }

  /** @throws FactError not_found, fact_change_closed, second_person_needed */
  approve(number: number, actor: Actor): Promise<FactChange> {
    return this.#commit(async (tx) => {
      const change = await found(tx, number);
      if (change.state !== 'proposed') throw new FactError('fact_change_closed');
      if (!isSecond(change, actor)) throw new FactError('second_person_needed');
      const now = this.#o.now();
      const approved = { approvedBy: actor.name, approvedAt: now, effectiveAt: now + REST };
      await updateChange(tx, number, { state: 'approved', ...approved });
      return this.#alarm(tx, await found(tx, number));
    });
  }

  /** Anybody may, until it counts. @throws FactError not_found, fact_change_closed */
  cancel(number: number, actor: Actor): Promise<FactChange> {
    return this.#commit(async (tx) => {
      const change = await found(tx, number);
      if (change.state !== 'proposed' && change.state !== 'approved')
        throw new FactError('fact_change_closed');
      return this.#cancel(tx, change, actor.name);
    });
  }

  /**
   * Takes in the file: on the first start as it is, later only what has changed in it, and that as carefully as
   * any other change. `sound`: nothing in the file had a fault; otherwise what is missing may only be misspelt,
   * and a later start takes it in.
   */
  async takeIn(file: readonly Fact[], sound: boolean): Promise<void> {
    await this.#o.store.write(async (tx) => {
      const known = await readSetting(tx, FILE);
      if (known !== undefined && !sound) return;
      if (known === undefined) {
        for (const fact of file) await putInForce(tx, fact.id, fact, this.#o.now());
      } else {
        const last = factSchema.array().parse(JSON.parse(known));
        for (const { id, after } of fileChanges(last, file)) await this.#wish(tx, id, after);
      }
      if (sound) await writeSetting(tx, FILE, JSON.stringify(file));
    });
    await this.#load();
  }

  /** Puts in force what has rested long enough, and reads anew what others have changed. */
  async due(): Promise<void> {
    const now = this.#o.now();
    const open = await openChanges(this.#o.store.read);
    if (open.some(({ effectiveAt }) => effectiveAt !== null && effectiveAt <= now)) {
      await this.#o.store.write(async (tx) => {
        for (const change of await openChanges(tx)) {
          if (change.effectiveAt === null || change.effectiveAt > now) continue;
          await putInForce(tx, change.fact, change.after, now);
          await updateChange(tx, change.number, { state: 'done', closedAt: now });
          await this.#alarm(tx, await found(tx, change.number));
        }
      });
    }
    await this.#load();
  }

  /** Of the file: what is in force already only takes back what it wanted before. */
  async #wish(tx: Tx, id: string, after: Fact | null): Promise<void> {
    const before = await findFact(tx, id);
    const isThere = before === null || after === null ? before === after : isSame(before, after);
    if (!isThere) await this.#propose(tx, id, after, FILE_ACTOR);
    else for (const open of await openChanges(tx, id)) await this.#cancel(tx, open, FILE_ACTOR.name);
  }

  async #propose(tx: Tx, id: string, after: Fact | null, actor: Actor): Promise<FactChange> {
    const now = this.#o.now();
    const before = await findFact(tx, id);
    const waits = needsTwo(before, after);
    for (const open of await openChanges(tx, id)) await this.#cancel(tx, open, actor.name);
    if (!waits) await putInForce(tx, id, after, now);
    const change = await insertChange(tx, {
      fact: id,
      kind: (after ?? before)?.kind ?? 'figure',
      before,
      after,
      state: waits ? 'proposed' : 'done',
      proposedBy: actor.name,
      proposedKey: actor.key,
      proposedAt: now,
      approvedBy: null,
      approvedAt: null,
      effectiveAt: waits ? null : now,
      closedBy: null,
      closedAt: waits ? null : now,
    });
    return this.#alarm(tx, change);
  }

  async #cancel(tx: Tx, { number }: FactChange, by: string): Promise<FactChange> {
    await updateChange(tx, number, { state: 'cancelled', closedBy: by, closedAt: this.#o.now() });
    return this.#alarm(tx, await found(tx, number));
  }

  /** Beside the account's other news, so that whoever reads those sees it. */
  async #alarm(tx: Tx, change: FactChange): Promise<FactChange> {
    const detail = JSON.stringify({ message: 'fact_change', number: change.number, state: change.state });
    await tx.insertInto('account_event').values({ at: this.#o.now(), kind: 'NOTICE', detail }).execute();
    afterCommit(tx, () => this.#o.onAlarm?.(change));
    return change;
  }

  async #commit(job: (tx: Tx) => Promise<FactChange>): Promise<FactChange> {
    const change = await this.#o.store.write(job);
    await this.#load();
    return change;
  }

  async #load(): Promise<void> {
    const facts = await readFactsInForce(this.#o.store.read);
    if (JSON.stringify(facts) === JSON.stringify(this.#facts)) return;
    this.#facts = facts;
    this.#renew();
  }

  #renew(): void {
    this.use(createRegistry(this.#facts, { timezone: this.#o.timezone, ownNames: this.#ownNames }));
  }
}

async function found(tx: Tx, number: number): Promise<FactChange> {
  const change = await findChange(tx, number);
  if (!change) throw new FactError('not_found');
  return change;
}
