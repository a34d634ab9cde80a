import { SqliteQueryCompiler } from 'kysely';

/**
 * Writes each parameter as `+?`. SQLite plans a statement of several tables, or with a limit, for the values that
 * are bound to it, and so prepares it anew at each binding, which takes several times as long as running it. The sign
 * changes no value and hides the parameter from the planner. Source: sqlite.org/c3ref/c_prepare_dont_log.html and
 * sqlite.org/queryplanner-ng.html (the query planner stability guarantee).
 */
export class StablePlanCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}
